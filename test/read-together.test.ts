import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { get, getMany, type Key, put, queryPage, write } from "../functions/platform/table.ts";
import { gathered } from "./support/gathered.ts";

const Row = z.object({ sk: z.string(), n: z.number() });
const pk = `TOGETHER#${crypto.randomUUID()}`;
const keyOf = (n: number): Key => ({ pk, sk: String(n).padStart(3, "0") });
/** Of 120 keys, those that nothing stands under. */
const isMissing = (n: number): boolean => n % 7 === 3;
const stored = (n: number) => (isMissing(n) ? [] : [{ sk: keyOf(n).sk, n }]);

let { sent, stop } = { sent: [] as string[], stop: () => undefined as unknown };
const gathering = (through?: Parameters<typeof gathered>[0]) => {
  ({ sent, stop } = gathered(through));
};

const one = (n: number) => get(Row, keyOf(n));
const many = async (ns: readonly number[]) => (await getMany(ns.map(keyOf))).map((item) => Row.parse(item));
const sorted = (rows: readonly { n: number }[]) => [...rows].sort((a, b) => a.n - b.n);

beforeAll(async () => {
  await Promise.all(Array.from({ length: 120 }, (_, n) => isMissing(n) || write(put({ ...keyOf(n), n }))));
});
afterEach(() => void stop());

describe("reads that are asked for in one turn", () => {
  it("hear what each would have heard alone, from one request to the table", async () => {
    gathering();
    const key = fc.integer({ min: 0, max: 99 });
    const asks = fc.array(fc.oneof(key, fc.array(key, { minLength: 1, maxLength: 30 })), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(asks, async (wanted) => {
        sent.length = 0;
        const heard = await Promise.all(wanted.map((ask) => (typeof ask === "number" ? one(ask) : many(ask))));
        for (const [i, ask] of wanted.entries()) {
          const mine = heard[i];
          if (typeof ask === "number") expect(mine).toEqual(stored(ask)[0]);
          else expect(sorted(mine as { n: number }[])).toEqual(sorted([...new Set(ask)].flatMap(stored)));
        }
        expect(sent).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });

  it("go with what others want only when their turn comes to it, after promises that were settled before", async () => {
    gathering();
    const later = async (n: number) => {
      await Promise.resolve();
      await Promise.resolve();
      return one(n);
    };
    expect(await Promise.all([one(1), later(2)])).toEqual([...stored(1), ...stored(2)]);
    expect(sent).toEqual(["BatchGetCommand"]);
  });

  it("go as they were put where nothing else is asked for", async () => {
    gathering();
    expect(await one(4)).toEqual(stored(4)[0]);
    expect(await many([5, 6])).toHaveLength(2);
    expect(sent).toEqual(["GetCommand", "BatchGetCommand"]);
  });

  it("go in requests of at most 100 keys", async () => {
    gathering();
    const all = await Promise.all(Array.from({ length: 120 }, (_, n) => one(n)));
    expect(all.flatMap((row) => row ?? [])).toEqual(Array.from({ length: 120 }, (_, n) => stored(n)).flat());
    expect(sent).toEqual(["BatchGetCommand", "BatchGetCommand"]);
  });

  it("leave ranges, writes, and reads that may be late, as they are", async () => {
    gathering();
    await Promise.all([
      one(1),
      queryPage({ pk, limit: 2 }),
      getMany([keyOf(2)], "lately"),
      write(put({ ...keyOf(1), n: 1 })),
    ]);
    expect(sent.sort()).toEqual(["BatchGetCommand", "GetCommand", "PutCommand", "QueryCommand"]);
  });

  it("all fail with the request that they went in, and are asked anew the next time", async () => {
    let isAway = true;
    gathering((inner) => async (command) => {
      if (isAway) throw new Error("the table is away");
      return inner(command);
    });
    const heard = await Promise.allSettled([one(1), many([2, 4])]);
    expect(heard.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    isAway = false;
    expect(await Promise.all([one(1), many([2])])).toEqual([stored(1)[0], stored(2)]);
  });

  it("are read again where the table left them out for its load", async () => {
    let left = 0;
    gathering((inner) => async (command) => {
      if (!(command instanceof BatchGetCommand) || left++ > 0) return inner(command);
      const [[table, { Keys = [] }] = ["", {}]] = Object.entries(command.input.RequestItems ?? {});
      return { Responses: { [table]: [] }, UnprocessedKeys: { [table]: { Keys } } };
    });
    const [first, others] = await Promise.all([one(1), many([1, 2])]);
    expect(first).toEqual(stored(1)[0]);
    expect(sorted(others)).toEqual([...stored(1), ...stored(2)]);
  });
});
