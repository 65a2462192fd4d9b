import { beforeAll, describe, expect, it } from "vitest";
import { staffPermissions } from "../functions/auth/access.ts";
import type { SwitchCdr } from "../functions/cdrs/cdr.ts";
import { batchesOf, outcomesOf } from "../functions/intake/normalise.ts";
import { addedSource } from "./intake/world.ts";
import { send, staff, uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "./support/charging.ts";

let operator: Operator;
beforeAll(async () => {
  operator = await anOperator();
});

const note = "The carrier's test numbers";
let prefixes = 0;
/** The beginning of numbers that no rate is known for yet. */
const aPrefix = () => `77${(Date.now() % 1_000_000).toString().padStart(6, "0")}${prefixes++}`;

/** A call that waits for a rate. */
async function aParkedCall(over: Partial<SwitchCdr> = {}) {
  const account = await operator.newAccount();
  const prefix = aPrefix();
  const cdr = aCallOf(account, operator.source, { cldReceived: `${prefix}1`, ...over });
  const batch = aBatch(operator.source, [cdr]);
  await rate(batch);
  const [parked] = await operator.waiting(account);
  return { account, prefix, cdr, batch, parked };
}

const writeOff = (id: string, asked: object = { note }) => operator.admin("POST", `/suspense/${id}/write-off`, asked);
const takeBack = (id: string) => operator.admin("POST", `/suspense/${id}/take-back`, {});

async function all(query: string) {
  const items = [];
  for (let cursor = ""; ; ) {
    const { status, body } = await operator.admin("GET", `/suspense?limit=200&${query}${cursor}`);
    expect(status).toBe(200);
    items.push(...body.items);
    if (!body.nextCursor) return items;
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`;
  }
}
const writtenOff = async (account: string) =>
  (await all(`source=${operator.source}&state=WRITTEN_OFF`)).filter(({ raw }) => raw.includes(account));

async function counts(source = operator.source) {
  const { body } = await operator.admin("GET", "/suspense/counts");
  const of = (items: { source: string; count: number }[]) =>
    items.filter((one) => one.source === source).reduce((sum, { count }) => sum + count, 0);
  return { waiting: of(body.items), writtenOff: of(body.writtenOff) };
}

describe("a record that is written off", () => {
  it("leaves list and counts, is listed as written off with who and why, and can be taken back", async () => {
    const before = await counts();
    const { account, parked } = await aParkedCall();
    const { status, body } = await writeOff(parked.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: parked.id,
      reason: "NO_RATE",
      canRetry: false,
      wait: { by: "PERSON", cause: null },
    });
    expect(body.writtenOff).toMatchObject({ note, by: expect.stringMatching(/^usr_/) });
    expect(await operator.waiting(account)).toEqual([]);
    expect(await writtenOff(account)).toEqual([body]);
    expect(await counts()).toEqual({ waiting: before.waiting, writtenOff: before.writtenOff + 1 });
    const back = await takeBack(parked.id);
    expect([back.status, back.body.writtenOff, back.body.canRetry]).toEqual([200, null, true]);
    expect(await writtenOff(account)).toEqual([]);
    expect(await operator.waiting(account)).toHaveLength(1);
    expect(await counts()).toEqual({ waiting: before.waiting + 1, writtenOff: before.writtenOff });
  });

  it("stands in the audit with its reason, once, and so does its being taken back", async () => {
    const { account, parked } = await aParkedCall();
    await Promise.all([writeOff(parked.id), writeOff(parked.id, { note: "Another reason" }), writeOff(parked.id)]);
    await writeOff(parked.id, { note: "Too late" });
    await takeBack(parked.id);
    await takeBack(parked.id);
    const { body } = await operator.admin("GET", `/audit?account=${account}`);
    const told = body.items.filter(({ action }: { action: string }) => action.startsWith("suspense."));
    expect(told.map(({ action, subject }: { action: string; subject: string }) => [action, subject])).toEqual([
      ["suspense.take-back", parked.id],
      ["suspense.write-off", parked.id],
    ]);
    const [record] = told[1].after.records;
    expect(record).toMatchObject({ id: parked.id, reason: "NO_RATE", line: 1 });
    expect(told[0].before.notes).toEqual([told[1].after.note]);
  });

  it("is charged by no retry of it or of its filter, also when its cause is gone; taken back it is charged once", async () => {
    const { account, prefix, parked } = await aParkedCall();
    await writeOff(parked.id);
    await addRate(operator.admin, operator.tariff, prefix);
    expect((await operator.admin("POST", `/suspense/${parked.id}/retry`, {})).status).toBe(409);
    const filter = { source: operator.source, reason: "NO_RATE" };
    expect((await operator.admin("POST", "/suspense/retry", filter)).body).toMatchObject({ charged: 0 });
    expect(await operator.balance(account)).toBe("0");
    expect(await writtenOff(account)).toHaveLength(1);
    const { wait } = (await takeBack(parked.id)).body;
    expect(wait.by).toBe("TIME");
    await operator.admin("POST", `/suspense/${parked.id}/retry`, {});
    expect(await operator.balance(account)).toBe("-0.06");
    expect([await operator.waiting(account), await writtenOff(account)]).toEqual([[], []]);
  });

  it("stays written off when its line comes again, charged or not, in the same delivery or another; other content waits anew", async () => {
    const { account, prefix, cdr, batch, parked } = await aParkedCall();
    await writeOff(parked.id);
    await rate(batch);
    await rate(aBatch(operator.source, [cdr]));
    await addRate(operator.admin, operator.tariff, prefix);
    await rate(batch);
    await rate(aBatch(operator.source, [cdr, cdr]));
    expect(await operator.balance(account)).toBe("0");
    expect([(await operator.waiting(account)).length, (await writtenOff(account)).length]).toEqual([0, 1]);
    await rate(aBatch(operator.source, [{ ...cdr, billableMs: 59_000, endedMs: (cdr.endedMs ?? 0) - 1000 }]));
    expect(await operator.balance(account)).toBe("-0.059");
    expect(await writtenOff(account)).toHaveLength(1);
  });

  it("is also a line that could not be read, and half a call, which its other half still makes a call", async () => {
    const source = await addedSource({ format: "kamailio-acc", customerBy: "account" });
    const account = await operator.newAccount();
    const at = Math.floor(Date.now() / 1000) - 3600;
    const line = (method: string, seconds: number) =>
      `ACC: transaction answered: timestamp=${seconds};method=${method};from_tag=a;to_tag=b;call_id=${account};code=200;reason=OK;account=${account};dst_user=44123\n`;
    const deliver = (text: string) =>
      rate(...batchesOf(outcomesOf(text, source, Date.now()), { source: source.id, delivery: uniqueName() }));
    const listed = (state: string) => all(`source=${source.id}&state=${state}`);
    await deliver(`${line("INVITE", at)}ACC: no record ${account}\n`);
    const waiting = await listed("WAITING");
    expect(waiting.map(({ reason }) => reason).sort()).toEqual(["MALFORMED", "WAITING_FOR_BYE"]);
    for (const { id } of waiting) expect((await writeOff(id)).status).toBe(200);
    await deliver(`${line("INVITE", at)}ACC: no record ${account}\n`);
    expect(await listed("WAITING")).toEqual([]);
    expect(await counts(source.id)).toEqual({ waiting: 0, writtenOff: 2 });
    await deliver(line("BYE", at + 60));
    expect(await operator.balance(account)).toBe("-0.06");
    expect((await listed("WRITTEN_OFF")).map(({ reason }) => reason)).toEqual(["MALFORMED"]);
    const [unread] = await listed("WRITTEN_OFF");
    expect((await takeBack(unread.id)).body).toMatchObject({ canRetry: false, wait: { by: "PERSON" } });
  });

  it("is neither released nor given a customer before it is taken back", async () => {
    const old = await aParkedCall({ setupMs: Date.now() - 100 * 86_400_000, cldReceived: "44123" });
    expect(old.parked.reason).toBe("TOO_OLD");
    await writeOff(old.parked.id);
    const order = { reason: "Agreed", charge: "0.06" };
    expect((await operator.admin("GET", `/suspense/${old.parked.id}/release`)).status).toBe(409);
    expect((await operator.admin("POST", `/suspense/${old.parked.id}/release`, order)).status).toBe(409);
    const code = uniqueName();
    await rate(aBatch(operator.source, [aCallOf(code, operator.source)]));
    const [stranger] = await operator.waiting(code);
    await writeOff(stranger.id);
    const given = { account: old.account };
    expect((await operator.admin("POST", `/suspense/${stranger.id}/customer`, given)).status).toBe(409);
    expect(await operator.balance(old.account)).toBe("0");
  });
});

describe("writing off many", () => {
  it("takes a selection, and says how many of it were left", async () => {
    const [one, two, three] = [await aParkedCall(), await aParkedCall(), await aParkedCall()];
    await writeOff(two.parked.id);
    const ids = [one.parked.id, two.parked.id, one.parked.id, "0000000000000000"];
    const { status, body } = await operator.admin("POST", "/suspense/write-off", { ids, note });
    expect([status, body]).toEqual([200, { changed: 1, left: 2, more: false, nextCursor: null }]);
    expect(await operator.waiting(three.account)).toHaveLength(1);
    const back = await operator.admin("POST", "/suspense/take-back", { ids });
    expect(back.body).toMatchObject({ changed: 2, left: 1 });
  });

  it("takes all of a filter, page by page with a cursor, with its sums right, and takes all of it back", async () => {
    const own = await anOperator();
    const account = await own.newAccount();
    const prefix = aPrefix();
    const start = Date.UTC(2026, 9, 20, 12);
    const cdrs = Array.from({ length: 450 }, (_, i) =>
      aCallOf(account, own.source, { cldReceived: `${prefix}1`, setupMs: start + (i % 3) * 86_400_000 + i * 1000 }),
    );
    await rate(aBatch(own.source, cdrs));
    const day = { source: own.source, day: "2026-10-21" };
    const first = await own.admin("POST", "/suspense/write-off", { ...day, note, most: 100 });
    expect(first.body).toMatchObject({ changed: 150, left: 0, more: false });
    const seen = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const asked = { source: own.source, note, most: 200, ...(cursor ? { cursor } : {}) };
      const { body } = await own.admin("POST", "/suspense/write-off", asked);
      seen.push(body.changed);
      cursor = body.nextCursor;
    }
    expect(seen.reduce((sum, n) => sum + n, 0)).toBe(300);
    expect(seen.length).toBeGreaterThan(1);
    expect(await counts(own.source)).toEqual({ waiting: 0, writtenOff: 450 });
    const { body } = await own.admin("GET", "/suspense/counts");
    const sums = body.writtenOff.filter((one: { source: string }) => one.source === own.source);
    expect(
      sums.map(({ day: of, count, seconds }: { day: string; count: number; seconds: number }) => [of, count, seconds]),
    ).toEqual([
      ["2026-10-22", 150, 9000],
      ["2026-10-21", 150, 9000],
      ["2026-10-20", 150, 9000],
    ]);
    expect((await own.admin("POST", "/suspense/take-back", { source: own.source })).body).toMatchObject({
      changed: 450,
    });
    expect(await counts(own.source)).toEqual({ waiting: 450, writtenOff: 0 });
  });

  it("leaves what came after it began", async () => {
    const { parked } = await aParkedCall();
    const place = { reason: "NO_RATE", source: operator.source };
    const cursor = Buffer.from(JSON.stringify({ place, until: "2026-01-01T00:00:00.000Z" })).toString("base64url");
    const asked = { source: operator.source, reason: "NO_RATE", note, cursor };
    expect((await operator.admin("POST", "/suspense/write-off", asked)).body).toMatchObject({ changed: 0 });
    expect((await operator.admin("GET", `/suspense?source=${operator.source}`)).body.items.length).toBeGreaterThan(0);
    expect((await takeBack(parked.id)).body.writtenOff).toBe(null);
  });

  it.each([
    { asked: { note: "ok" }, path: "note", because: "the reason is too short" },
    { asked: { note }, path: "ids", because: "nothing is chosen" },
    {
      asked: { note, ids: ["a"], reason: "NO_RATE" },
      path: "ids",
      because: "two ways of choosing contradict each other",
    },
    { asked: { note, reason: "NONE" }, path: "reason", because: "there is no such reason" },
    { asked: { note, ids: [] }, path: "ids", because: "an empty selection is none" },
  ])("is refused with the field, because $because", async ({ asked, path }) => {
    const { status, body } = await operator.admin("POST", "/suspense/write-off", asked);
    expect(status).toBe(422);
    expect(body.error.fields.map((one: { path: string }) => one.path)).toContain(path);
  });

  it("needs intake:write and money:write, and a record that is there", async () => {
    const { account, parked } = await aParkedCall();
    for (const missing of ["intake:write", "money:write"] as const) {
      const clerk = await staff(staffPermissions.filter((one) => one !== missing));
      for (const path of [`${parked.id}/write-off`, "write-off"])
        expect(
          (await clerk("POST", `/suspense/${path}`, { note, ...(path === "write-off" ? { reason: "NO_RATE" } : {}) }))
            .status,
        ).toBe(403);
      for (const path of [`${parked.id}/take-back`, "take-back"])
        expect(
          (await clerk("POST", `/suspense/${path}`, path === "take-back" ? { reason: "NO_RATE" } : {})).status,
        ).toBe(403);
    }
    expect((await send("POST", `/api/v1/suspense/${parked.id}/write-off`, { note })).status).toBe(401);
    expect((await writeOff("0000000000000000")).status).toBe(404);
    expect((await takeBack("0000000000000000")).status).toBe(404);
    expect(await operator.waiting(account)).toHaveLength(1);
  });
});
