import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: what is due anywhere is tried again here. Read before the modules are loaded. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-replay` }));

import type { CdrSource } from "../../functions/intake/source.ts";
import { balancesOf } from "../../functions/ledger/ledger.store.ts";
import { isoDay, now } from "../../functions/platform/clock.ts";
import { env } from "../../functions/platform/env.ts";
import { replaceSend } from "../../functions/platform/table.ts";
import { takeOut } from "../../functions/suspense/park.flow.ts";
import { retryThese } from "../../functions/suspense/retry.flow.ts";
import { retryDue } from "../../functions/suspense/retry-due.flow.ts";
import { getSuspended } from "../../functions/suspense/suspense.store.ts";
import { addedSource, post, switchKey } from "../intake/world.ts";
import { type Caller, staff, uniqueName } from "../support/api.ts";
import { aPricedTariff } from "../support/charging.ts";
import { later } from "../support/clock.ts";
import { aCustomer } from "../support/customers.ts";
import { createTable } from "../support/table.ts";
import { type Kind, kinds, oddLayout, useParser } from "./odd-layout.ts";
import { begun, rateStreamed, reasonsOf, replayed, run, uploaded } from "./world.ts";

let admin: Caller;
let key: string;
let back: () => void = () => undefined;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  admin = await staff();
  key = await switchKey();
});
afterAll(() => back());

/** From here on the layout is read by this version. */
const parser = (version: 1 | 2) => {
  back();
  back = useParser(version);
};

interface OddCall {
  kind: Kind;
  id: string;
  account: string;
  seconds: number;
  text: string;
}

interface World {
  source: CdrSource;
  accounts: string[];
  calls: OddCall[];
}

/** A source and customers of its own, and so many calls, of each kind as many. */
async function aWorld(calls: number): Promise<World> {
  const tariff = await aPricedTariff(admin);
  const source = await addedSource({ format: oddLayout });
  const accounts: string[] = [];
  for (let n = 0; n < 4; n++) accounts.push((await aCustomer(admin, tariff)).account);
  const setup = Math.floor(now() / 1000) - 7200;
  const made = Array.from({ length: calls }, (_, n): OddCall => {
    const kind = kinds[n % kinds.length] as Kind;
    const [id, account, seconds] = [`${uniqueName()}-${n}`, accounts[n % 3] as string, 1 + (n % 50)];
    return { kind, id, account, seconds, text: [kind, id, account, "4420", setup + n, seconds, "done"].join("|") };
  });
  return { source, accounts, calls: made };
}

/** Half as a file, most of the rest many at once, some alone; all read by version 1. */
async function delivered({ source, calls }: World): Promise<string> {
  parser(1);
  const half = calls.length / 2;
  const text = (some: readonly OddCall[]) => some.map((call) => `${call.text}\n`).join("");
  const file = await uploaded(source.id, key, text(calls.slice(0, half)));
  const posted = calls.slice(half);
  for (let at = 0; at < posted.length; ) {
    const some = posted.slice(at, at < 16 ? at + 1 : at + 60);
    at += some.length;
    const { status } = await post(`/switch/v1/cdrs?source=${source.id}`, key, text(some));
    // A body of which nothing can be read is refused, and kept.
    if (status !== 202) expect([status, some.map(({ kind }) => kind)]).toEqual([400, ["unreadable"]]);
  }
  await rateStreamed(source.id);
  parser(2);
  return file;
}

/** What each customer has to be charged, in thousandths: a call is 0.001 a second. */
const owed = ({ accounts, calls }: World, secondsOf: (call: OddCall) => number) =>
  accounts.map((account) =>
    calls.filter((call) => call.account === account).reduce((sum, call) => sum + secondsOf(call), 0),
  );

/** What version 1 charged: it does not see some of them, and counts the talk time of others twice. */
const before: Partial<Record<Kind, number>> = { right: 1, identity: 1, content: 2, cause: 1, lost: 1 };
/** After the replay: what was charged stays, what was not is charged as it is. */
const afterwards: Partial<Record<Kind, number>> = { ...before, unreadable: 1, "passed-over": 1, account: 1 };
const secondsAs = (times: Partial<Record<Kind, number>>) => (call: OddCall) => call.seconds * (times[call.kind] ?? 0);

async function charged({ accounts }: Pick<World, "accounts">): Promise<number[]> {
  const rows = await balancesOf(accounts);
  return accounts.map((account) => Number(-(rows.get(account)?.balance ?? 1n) / 1_000_000n));
}

async function waiting({ source }: World) {
  const rows: { id: string; reason: string; detail: string; account: string | null }[] = [];
  for (let cursor = ""; ; ) {
    const { body } = await admin("GET", `/suspense?source=${source.id}&limit=200${cursor && `&cursor=${cursor}`}`);
    rows.push(...body.items);
    if (!body.nextCursor) return rows;
    cursor = encodeURIComponent(body.nextCursor);
  }
}

/** Whatever is tried by itself, six minutes later. */
const retried = () => later(6 * 60_000, () => retryDue(now() + 3_600_000));
const today = () => ({ day: isoDay(now()) });

describe("a day that is replayed after a parser was mended", () => {
  it("P7: charges what could not be read, never twice what was, and shows what reads otherwise with both readings", async () => {
    const world = await aWorld(1000);
    const each = 1000 / kinds.length;
    await delivered(world);
    expect(await charged(world)).toEqual(owed(world, secondsAs(before)));
    const was = await waiting(world);
    // Two single posts that could not be read were refused.
    expect(reasonsOf(was)).toEqual({ MALFORMED: each - 2, UNKNOWN_CUSTOMER: each });

    const id = await begun(admin, world.source.id, today());
    await run(id);
    const trial = (await admin("GET", `/cdr-replays/${id}`)).body;
    expect(trial).toMatchObject({
      status: "done",
      phase: "trial",
      parserVersion: 2,
      found: {
        unchanged: each,
        details: each,
        unreadable: 0,
        readable: each - 2,
        new: each + 2,
        differs: 4 * each,
      },
      done: { rated: 2 * each, conflicts: 3 * each, replaced: each, already: 0, settled: 0 },
      rated: { charged: 0 },
    });
    expect(trial.examples.length).toBeGreaterThan(0);
    expect(await charged(world)).toEqual(owed(world, secondsAs(before)));
    expect(await waiting(world)).toEqual(was);

    // Applied, run by two events at once, and again by another replay beside a third.
    await admin("POST", `/cdr-replays/${id}/apply`);
    await Promise.all([run(id), run(id)]);
    await run(id);
    const [second, third] = await Promise.all([
      replayed(admin, world.source.id, today()),
      replayed(admin, world.source.id, today()),
    ]);
    expect((await admin("GET", `/cdr-replays/${id}`)).body).toMatchObject({ status: "done", phase: "change" });
    for (const { done } of [second, third])
      expect(done).toMatchObject({ status: "done", done: { rated: 0, conflicts: 0, already: 6 * each } });
    // What took the place of a reading that waited is tried when no try of that one can be under way any more.
    await retryDue(now() + 3_600_000);
    expect(await charged(world)).toEqual(owed(world, secondsAs({ ...afterwards, account: 0 })));
    await retried();
    await retried();
    expect(await charged(world)).toEqual(owed(world, secondsAs(afterwards)));
    const rows = await waiting(world);
    expect(reasonsOf(rows)).toEqual({ CONFLICT: 3 * each });

    for (const account of world.accounts.slice(0, 3)) {
      const listed: string[] = [];
      for (let cursor = ""; ; ) {
        const { body } = await admin("GET", `/customers/${account}/calls?limit=200${cursor && `&cursor=${cursor}`}`);
        listed.push(...body.items.map(({ callId }: { callId: string }) => callId.replace("-misread", "")));
        if (!body.nextCursor) break;
        cursor = encodeURIComponent(body.nextCursor);
      }
      const expected = world.calls.filter((call) => call.account === account).map((call) => call.id);
      expect(listed.sort()).toEqual(expected.sort());
    }
  });

  it("parks as CONFLICT a line that reads as another call, which no retry charges, beside the call that was charged", async () => {
    const world = await aWorld(kinds.length);
    await delivered(world);
    await replayed(admin, world.source.id, today());
    await retried();
    const rows = await waiting(world);
    const call = world.calls.find(({ kind }) => kind === "identity") as OddCall;
    const row = rows.find(({ detail }) => detail.includes(`${call.id}-misread`));
    expect(row?.detail).toMatch(
      /^Was read, and perhaps charged, as call .* Since the delivery was replayed it reads otherwise\.$/,
    );
    const { body } = await admin("GET", `/suspense/${row?.id}/conflict`);
    expect(body).toMatchObject({
      posted: { callId: `${call.id}-misread`, charge: (call.seconds / 1000).toFixed(4).replace(/0+$/, "") },
      waiting: { callId: call.id },
      differs: ["callId"],
    });
    const retry = await admin("POST", `/suspense/${row?.id}/retry`);
    expect(retry.body).toMatchObject({ charged: 0, parked: 1, reasons: { CONFLICT: 1 } });
    expect(await charged(world)).toEqual(owed(world, secondsAs(afterwards)));
    const longer = world.calls.find(({ kind }) => kind === "content") as OddCall;
    const other = rows.find(({ detail }) => detail.includes(longer.id));
    const both = (await admin("GET", `/suspense/${other?.id}/conflict`)).body;
    expect([both.posted.billableMs, both.waiting.billableMs]).toEqual([longer.seconds * 2000, longer.seconds * 1000]);
  });

  it("leaves a line alone that a person has decided about", async () => {
    const world = await aWorld(kinds.length);
    await delivered(world);
    const lines = (await waiting(world)).filter(({ reason }) => reason === "MALFORMED");
    await takeOut(lines.map(({ id }) => id));
    const { done } = await replayed(admin, world.source.id, today());
    expect(done.done).toMatchObject({ settled: lines.length });
    expect(lines.length).toBe(1);
    await retried();
    expect(await charged(world)).toEqual(owed(world, secondsAs({ ...afterwards, unreadable: 0 })));
  });

  it("does not charge the new reading when a try of the old one was under way and charged it", async () => {
    const world = await aWorld(kinds.length);
    await delivered(world);
    const [old] = (await waiting(world)).filter(({ reason }) => reason === "UNKNOWN_CUSTOMER");
    const read = await getSuspended(old?.id ?? "");
    await replayed(admin, world.source.id, today());
    // The code that version 1 read becomes a customer's, and a try that had the row before the replay charges it.
    const call = world.calls.find(({ kind }) => kind === "account") as OddCall;
    const other = await aCustomer(admin, await aPricedTariff(admin), {
      switchAccounts: [{ source: world.source.id, code: `${call.account}-unknown` }],
    });
    if (read) await retryThese([read], now() + 60_000);
    await retried();
    await retried();
    expect(await charged({ accounts: [other.account] })).toEqual([call.seconds]);
    expect(await charged(world)).toEqual(owed(world, secondsAs({ ...afterwards, account: 0 })));
    expect(reasonsOf(await waiting(world))).toEqual({ CONFLICT: 4 });
  });

  it("that is killed at any write goes on and comes to the same end", async () => {
    const world = await aWorld(kinds.length * 12);
    await delivered(world);
    const id = await begun(admin, world.source.id, today());
    await run(id);
    await admin("POST", `/cdr-replays/${id}/apply`);
    let kills = 0;
    for (let writes = 1; kills < 40; writes++) {
      let left = writes;
      const restore = replaceSend((inner) => async (command) => {
        if (left <= 0) throw new Error("killed");
        const reply = await inner(command);
        if (/Write|Put|Update|Delete/.test(command.constructor.name)) left--;
        if (left <= 0) throw new Error("killed after the table took it");
        return reply;
      });
      const ended = await run(id).then(
        () => true,
        () => false,
      );
      restore();
      if (ended) break;
      kills++;
    }
    expect(kills).toBeGreaterThan(3);
    await run(id);
    expect((await admin("GET", `/cdr-replays/${id}`)).body).toMatchObject({ status: "done", progress: 100 });
    await retried();
    expect(await charged(world)).toEqual(owed(world, secondsAs(afterwards)));
    expect(reasonsOf(await waiting(world))).toEqual({ CONFLICT: 36 });
  });

  it("goes on in another run when its time is up", async () => {
    const world = await aWorld(kinds.length * 4);
    await delivered(world);
    const id = await begun(admin, world.source.id, today());
    await run(id, 60_000);
    expect((await admin("GET", `/cdr-replays/${id}`)).body).toMatchObject({ status: "running", phase: "trial" });
    await run(id);
    expect((await admin("GET", `/cdr-replays/${id}`)).body).toMatchObject({ status: "done" });
  });

  it("can be one file alone", async () => {
    const world = await aWorld(kinds.length * 2);
    const upload = await delivered(world);
    const { done } = await replayed(admin, world.source.id, { upload });
    expect(done).toMatchObject({
      deliveries: 1,
      found: { unchanged: 1, details: 1, unreadable: 0, readable: 1, new: 1, differs: 4 },
      done: { rated: 2, conflicts: 3, replaced: 1, already: 0, settled: 0 },
      rated: { charged: 2, parked: 0 },
    });
  });

  it("changes nothing where nothing was mended", async () => {
    const world = await aWorld(kinds.length * 2);
    await delivered(world);
    parser(1);
    const was = await waiting(world);
    const { done } = await replayed(admin, world.source.id, today());
    expect(done.found).toMatchObject({ readable: 0, new: 0, differs: 0 });
    expect(await waiting(world)).toEqual(was);
    expect(await charged(world)).toEqual(owed(world, secondsAs(before)));
  });
});
