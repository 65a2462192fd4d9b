import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import {
  absent,
  get,
  getAtOnce,
  getMany,
  put,
  queryPage,
  remove,
  transact,
  unchanged,
  write,
} from "../functions/platform/table.ts";
import { WriteRefused } from "../functions/platform/write-refused.ts";
import { engines } from "./support/engines.ts";
import { withFaultAt } from "./support/write-faults.ts";

const Row = z.object({ pk: z.string(), sk: z.string(), n: z.union([z.number(), z.bigint()]).optional() });
const fresh = () => ({ pk: `TEST#${crypto.randomUUID()}`, sk: "A" });

describe.each(engines)("the table on $engine", ({ use }) => {
  let stop = (): void => undefined;
  beforeAll(() => {
    stop = use();
  });
  afterAll(() => stop());

  it("keeps integers beyond 2^53 exactly", async () => {
    const key = fresh();
    await write(put({ ...key, n: 9_007_199_254_740_993_123n }));
    expect((await get(Row, key))?.n).toBe(9_007_199_254_740_993_123n);
  });

  it("writes nothing of a transaction when one condition fails, and names that write", async () => {
    const key = fresh();
    await write(put(key));
    const other = { ...key, sk: "B" };
    const refused = await transact([put(other, absent), put(key, absent)]).catch((error) => error);
    expect(refused).toBeInstanceOf(WriteRefused);
    expect(refused.cancellation).toEqual({ kind: "condition", indexes: [1] });
    expect(await get(Row, other)).toBeUndefined();
  });

  it("refuses a write whose optimistic lock is lost", async () => {
    const key = fresh();
    await write(put({ ...key, n: 1 }));
    const lost = write({
      kind: "update",
      key,
      change: "SET #n = #n + :one",
      values: { one: 1 },
      when: unchanged("n", 7),
    });
    await expect(lost).rejects.toMatchObject({ cancellation: { kind: "condition" } });
    expect((await get(Row, key))?.n).toBe(1);
  });

  it("takes a write that the client repeated after a lost answer for done, but not somebody else's", async () => {
    const key = fresh();
    const twice = { step: 0, fault: "is sent twice" };
    const done = async (work: () => Promise<void>): Promise<boolean> =>
      (await withFaultAt(twice, () => work().then(() => true))).answer ?? false;
    const item = { ...key, n: 9_007_199_254_740_993n, bytes: Buffer.from("abc"), v: 1, gone: undefined };
    expect(await done(() => write(put(item, absent)))).toBe(true);
    expect(await done(() => write(put({ ...item, v: 2 }, unchanged("v", 1))))).toBe(true);
    expect(await done(() => write(put({ ...item, v: 2 }, unchanged("v", 1))))).toBe(false);
    expect(await done(() => write(remove(key, unchanged("v", 2))))).toBe(true);
    expect(await get(Row, key)).toBeUndefined();
  });

  it("waits for a transaction that is at the item of a write", async () => {
    const key = fresh();
    const met = await withFaultAt({ step: 0, fault: "meets another transaction" }, () => write(put({ ...key, n: 1 })));
    expect(met.wasPlayed).toBe(true);
    expect((await get(Row, key))?.n).toBe(1);
  });

  it("reads items as they are at one moment, those that are there", async () => {
    const key = fresh();
    const other = { ...key, sk: "B" };
    await transact([put({ ...key, n: 1 }), put({ ...other, n: 2 })]);
    const found = (await getAtOnce([key, { ...key, sk: "C" }, other], ["n"])) ?? [];
    expect(found.map(({ n }) => n).sort()).toEqual([1, 2]);
  });

  it("reads more than a hundred keys at once", async () => {
    const { pk } = fresh();
    const wanted = Array.from({ length: 130 }, (_, i) => ({ pk, sk: `K${i}` }));
    for (const key of wanted) await write(put(key));
    expect(await getMany(wanted)).toHaveLength(130);
    const page = await queryPage({ pk, beginsWith: "K1", limit: 5 });
    expect(page.items).toHaveLength(5);
    expect(page.after).toBeDefined();
  });
});
