import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { SwitchCdr } from "../functions/cdrs/cdr.ts";
import { isCoarserCopy } from "../functions/cdrs/coarser-copy.ts";
import { fingerprint } from "../functions/cdrs/identity.ts";
import { replaceSend } from "../functions/platform/table.ts";
import { rateBatch } from "../functions/rating/rate-batch.flow.ts";
import { park } from "../functions/suspense/park.flow.ts";
import { suspendCdr } from "../functions/suspense/suspended.ts";
import { read, sample, sources } from "./intake/samples.ts";
import { uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "./support/charging.ts";

let operator: Operator;
beforeAll(async () => {
  operator = await anOperator();
});

const cut = (ms: number) => Math.floor(ms / 1000) * 1000;

/** The call as a layout writes it that has whole seconds only. */
const inSeconds = (cdr: SwitchCdr): SwitchCdr => ({
  ...cdr,
  setupMs: cut(cdr.setupMs),
  answeredMs: cdr.answeredMs === null ? null : cut(cdr.answeredMs),
  endedMs: cdr.endedMs === null ? null : cut(cdr.endedMs),
  billableMs: cut(cdr.endedMs ?? 0) - cut(cdr.answeredMs ?? cdr.endedMs ?? 0),
  precision: "s",
  durationSource: "billsec",
});

async function counted(cdrs: SwitchCdr[], source = operator.source) {
  const [outcome] = await rateBatch([aBatch(source, cdrs)], { at: Date.now(), deadline: Date.now() + 60_000 });
  return outcome?.counts;
}

/** How often blocks of calls are asked for. */
async function readingBlocks(work: () => Promise<unknown>): Promise<number> {
  let queries = 0;
  const undo = replaceSend((inner) => (command) => {
    const asked = command instanceof QueryCommand ? JSON.stringify(command.input) : "";
    // With each page of blocks comes what was corrected of them.
    if (asked.includes("CALLS#") && !asked.includes('"R#')) queries++;
    return inner(command);
  });
  await work().finally(undo);
  return queries;
}

const second = 1_791_796_447_000;
const exact = { setupMs: second + 430, answeredMs: second + 4430, billableMs: 61_004, cldReceived: "442079460018" };
const written = { ...exact, precision: "ms" as const };

describe("two records of one identity", () => {
  it.each([
    { other: { setupMs: second, billableMs: 61_000, precision: "s" }, same: true, because: "seconds are cut" },
    { other: { setupMs: second, billableMs: 62_000, precision: "s" }, same: true, because: "seconds are raised" },
    { other: { setupMs: second, billableMs: 60_004, precision: "s" }, same: false, because: "a second apart" },
    { other: { billableMs: 62_004, precision: "s" }, same: false, because: "a second apart, upwards" },
    { other: { billableMs: 61_900, precision: "ms" }, same: false, because: "both are exact" },
    { other: { setupMs: second }, same: true, because: "only the setup is cut, the talk time is the same" },
    { other: { setupMs: second + 431 }, same: false, because: "both setups are exact, and others" },
    { other: { setupMs: second + 1000, precision: "s" }, same: false, because: "set up in another second" },
    { other: { cldReceived: "442079460019", precision: "s" }, same: false, because: "another number" },
    { other: { answeredMs: null, precision: "s" }, same: false, because: "only one of them was answered" },
  ] as const)("are one call in two layouts: $same, because $because", ({ other, same }) => {
    expect(isCoarserCopy(written, { ...written, ...other })).toBe(same);
    expect(isCoarserCopy({ ...written, ...other }, written)).toBe(same);
  });

  it("are no copies where both are written in whole seconds and say different ones", () => {
    const coarse = { ...written, setupMs: second, precision: "s" as const, billableMs: 61_000 };
    expect(isCoarserCopy(coarse, { ...coarse, billableMs: 62_000 })).toBe(false);
  });
});

describe("a call that comes in milliseconds and again in whole seconds", () => {
  it.each(["JSON first", "CSV first"])("is charged once in FreeSWITCH's own two layouts, %s", async (order) => {
    const account = await operator.newAccount();
    const [json, csv] = [
      read(sample("freeswitch_json_cdr.ndjson"), sources.freeswitch).cdrs,
      read(sample("freeswitch_cdr_csv_example.csv"), sources.freeswitchCsv).cdrs,
    ];
    const now = Date.now();
    const latest = Math.max(...json.map(({ endedMs, setupMs }) => endedMs ?? setupMs));
    const days = Math.ceil((latest - now) / 86_400_000) * 86_400_000;
    const moved = (ms: number | null) => (ms === null ? null : ms - days);
    const ours = (cdr: SwitchCdr): SwitchCdr => ({
      ...{
        ...cdr,
        source: operator.source,
        switch: `fs ${account}`,
        accountCode: account,
        cldReceived: "442079460018",
      },
      ...{ setupMs: cdr.setupMs - days, answeredMs: moved(cdr.answeredMs), endedMs: moved(cdr.endedMs) },
    });
    const [first, then] = (order === "JSON first" ? [json, csv] : [csv, json]).map((cdrs) => cdrs.map(ours));
    const identities = (cdrs: SwitchCdr[] = []) => cdrs.map((cdr) => fingerprint(cdr, "").identity).sort();
    expect(identities(then)).toEqual(identities(first));
    const contents = (cdrs: SwitchCdr[] = []) => new Set(cdrs.map((cdr) => fingerprint(cdr, "").content));
    expect([...contents(then)].filter((one) => contents(first).has(one)).length).toBeLessThan(6);
    expect(await counted(first ?? [])).toEqual({ accepted: 12, duplicates: 0, parked: 0 });
    const balance = await operator.balance(account);
    expect(await counted(then ?? [])).toEqual({ accepted: 0, duplicates: 12, parked: 0 });
    expect(await operator.balance(account)).toBe(balance);
    expect(await operator.waiting(account)).toEqual([]);
  });

  it("is charged once also where both stand in one batch, and keeps what came first", async () => {
    const account = await operator.newAccount();
    const cdr = aCallOf(account, operator.source, { setupMs: cut(Date.now()) - 900_570, billableMs: 61_004 });
    expect(await counted([inSeconds(cdr), cdr, inSeconds(cdr)])).toMatchObject({
      accepted: 1,
      duplicates: 2,
      parked: 0,
    });
    expect((await operator.calls(account)).items).toMatchObject([{ durationSeconds: 61, charge: "0.061" }]);
  });

  it("is still in conflict with a record that says another talk time, number or answer", async () => {
    const account = await operator.newAccount();
    const cdr = aCallOf(account, operator.source, { setupMs: cut(Date.now()) - 900_570, billableMs: 61_004 });
    const others = [
      { ...inSeconds(cdr), billableMs: 63_000 },
      { ...inSeconds(cdr), cldReceived: "442079460099" },
      { ...inSeconds(cdr), answeredMs: null, billableMs: 0 },
    ];
    await rate(aBatch(operator.source, [cdr]));
    expect(await counted(others)).toEqual({ accepted: 0, duplicates: 0, parked: 3 });
    expect(await operator.waiting(account)).toHaveLength(3);
    expect(await operator.balance(account)).toBe("-0.062");
  });

  it("leaves suspense at the next retry where it was parked as a conflict before", async () => {
    const account = await operator.newAccount();
    const cdr = aCallOf(account, operator.source, { setupMs: cut(Date.now()) - 900_570, billableMs: 61_004 });
    await rate(aBatch(operator.source, [cdr]));
    const why = { reason: "CONFLICT", detail: "", account, estimate: null, waitsFor: null, nextTryAt: null } as const;
    const parked = suspendCdr(inSeconds(cdr), { source: operator.source, delivery: "d" }, why, {
      at: Date.now(),
      zone: "UTC",
    });
    await park([parked]);
    const { body } = await operator.admin("POST", `/suspense/${parked.id}/retry`, {});
    expect(body).toMatchObject({ retried: 1, charged: 0, duplicates: 1, parked: 0 });
    expect(await operator.waiting(account)).toEqual([]);
    expect(await operator.balance(account)).toBe("-0.062");
  });
});

describe("looking for the charged calls", () => {
  it("reads the blocks of 1,500 copies and not a block for each of them, and none where nothing is in conflict", async () => {
    const accounts = [await operator.newAccount(), await operator.newAccount(), await operator.newAccount()];
    const start = cut(Date.now()) - 8 * 3_600_000;
    const cdrs = Array.from({ length: 1500 }, (_, i) =>
      aCallOf(accounts[i % 3] as string, operator.source, { setupMs: start + i * 7003 + 1, billableMs: 61_004 }),
    );
    const parts = [0, 1, 2].map((part) => cdrs.slice(part * 500, part * 500 + 500));
    for (const part of parts)
      expect(await readingBlocks(() => rate(aBatch(operator.source, part), aBatch(operator.source, part)))).toBe(0);
    const balances = await Promise.all(accounts.map(operator.balance));
    const queries = await readingBlocks(async () => {
      expect(await counted(cdrs.map(inSeconds))).toMatchObject({ accepted: 0, duplicates: 1500, parked: 0 });
    });
    expect(queries).toBeLessThanOrEqual(3 * 2 * 3);
    expect(await Promise.all(accounts.map(operator.balance))).toEqual(balances);
  });

  it("passes over the blocks between two calls of a day", async () => {
    const account = await operator.newAccount();
    const start = cut(Date.now()) - 4 * 3_600_000;
    const cdrs = Array.from({ length: 110 }, (_, i) =>
      aCallOf(account, operator.source, { setupMs: start + i * 60_000 + 1, billableMs: 31_004 }),
    );
    for (const cdr of cdrs) await rate(aBatch(operator.source, [cdr]));
    const ends = [cdrs[0], cdrs[109]].map((cdr) => inSeconds(cdr as SwitchCdr));
    const queries = await readingBlocks(async () => {
      expect(await counted(ends)).toMatchObject({ duplicates: 2, parked: 0 });
    });
    expect(queries).toBeLessThanOrEqual(2);
  });
});

/** How a call is told of: as it was, cut to seconds, or otherwise. */
const kinds = {
  exact: (cdr: SwitchCdr) => cdr,
  coarse: inSeconds,
  longer: (cdr: SwitchCdr) => ({ ...cdr, billableMs: cdr.billableMs + 5000, endedMs: (cdr.endedMs ?? 0) + 5000 }),
  elsewhere: (cdr: SwitchCdr) => ({ ...cdr, cldReceived: "442079460099" }),
};
type Kind = keyof typeof kinds;
/** Told by hand, so that the rule is not asked about itself. */
const agree = (a: Kind, b: Kind) => a === b || [a, b].sort().join() === "coarse,exact";

it("any order of copies, conflicts and repetitions, some at once, charges each call once and parks what contradicts it", async () => {
  const sighting = fc.record({
    call: fc.nat({ max: 2 }),
    kind: fc.constantFrom<Kind>("exact", "coarse", "coarse", "longer", "elsewhere"),
  });
  const plan = fc.record({
    talks: fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 3, maxLength: 3 }),
    /** Deliveries; each inner list is sent at once, each of its lists is a batch. */
    scenes: fc.array(fc.array(fc.array(sighting, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 4,
    }),
  });
  await fc.assert(
    fc.asyncProperty(plan, async ({ talks, scenes }) => {
      const account = await operator.newAccount();
      const base = cut(Date.now()) - 3_600_000;
      const calls = talks.map((billableMs, i) =>
        aCallOf(account, operator.source, { setupMs: base + i * 60_000 + 430, billableMs }),
      );
      const told = (one: { call: number; kind: Kind }) => kinds[one.kind](calls[one.call] as SwitchCdr);
      const batches = scenes.map((scene) => scene.map((some) => aBatch(operator.source, some.map(told))));
      for (const scene of batches) await Promise.all(scene.map((batch) => rate(batch)));
      for (const scene of batches) expect(await rate(...scene)).toEqual([]);
      const { items } = await operator.calls(account, "limit=200");
      const sightings = scenes.flat(2);
      const seen = new Set(sightings.map(({ call }) => call));
      expect(items.map(({ callId }: { callId: string }) => callId).sort()).toEqual(
        [...seen].map((n) => calls[n]?.callId).sort(),
      );
      const parked = await operator.waiting(account);
      let expected = 0;
      for (const call of seen) {
        const told = new Set(sightings.filter((one) => one.call === call).map(({ kind }) => kind));
        const row = items.find(({ callId }: { callId: string }) => callId === calls[call]?.callId);
        const first = ([...told] as Kind[]).find((kind) => {
          const cdr = kinds[kind](calls[call] as SwitchCdr);
          return (
            cdr.cldReceived === row.cldReceived &&
            cdr.setupMs === Date.parse(row.setupAt) &&
            Math.ceil(cdr.billableMs / 1000) === row.durationSeconds
          );
        }) as Kind;
        expect(first).toBeDefined();
        expected += [...told].filter((kind) => !agree(first, kind)).length;
      }
      expect(parked).toHaveLength(expected);
      const sum = items.reduce((total: number, { charge }: { charge: string }) => total + Number(charge), 0);
      expect(Number(await operator.balance(account))).toBeCloseTo(-sum, 9);
    }),
    { numRuns: 10 },
  );
});

it("is told by its own delivery when the same copies are delivered again, and counts the same", async () => {
  const account = await operator.newAccount();
  const cdr = aCallOf(account, operator.source, { setupMs: cut(Date.now()) - 900_570, billableMs: 61_004 });
  await rate(aBatch(operator.source, [cdr]));
  const batch = aBatch(operator.source, [inSeconds(cdr)], { delivery: uniqueName() });
  for (let n = 0; n < 2; n++) {
    const [outcome] = await rateBatch([batch], { at: Date.now(), deadline: Date.now() + 60_000 });
    expect(outcome?.counts).toMatchObject({ accepted: 0, duplicates: 1, parked: 0 });
  }
});
