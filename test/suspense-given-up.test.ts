import fc from "fast-check";
import { expect, it } from "vitest";
import { replaceSend } from "../functions/platform/table.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "./support/charging.ts";

const note = "The carrier's test numbers";

async function countsOf({ admin, source }: Operator) {
  const { body } = await admin("GET", "/suspense/counts");
  const of = (items: { source: string; count: number }[]) =>
    items.filter((one) => one.source === source).reduce((sum, { count }) => sum + count, 0);
  return { waiting: of(body.items), writtenOff: of(body.writtenOff) };
}

type Step = "deliver" | "again" | "retry" | "writeOff" | "takeBack" | "mend";

it("every record is charged once, waits or is written off, and the counts say so, after any order of deliveries, retries, write-offs and lost answers", async () => {
  const step = fc.constantFrom<Step>("deliver", "again", "retry", "writeOff", "writeOff", "takeBack", "mend");
  const scenes = fc.array(
    fc.record({ steps: fc.array(step, { minLength: 1, maxLength: 2 }), lostAt: fc.nat({ max: 6 }) }),
    { minLength: 2, maxLength: 7 },
  );
  await fc.assert(
    fc.asyncProperty(scenes, async (story) => {
      const own = await anOperator();
      const account = await own.newAccount();
      const prefix = "778";
      const cdrs = Array.from({ length: 4 }, (_, i) =>
        aCallOf(account, own.source, { cldReceived: i === 0 ? "44123" : `${prefix}${i}` }),
      );
      const first = aBatch(own.source, cdrs);
      const filter = { source: own.source, reason: "NO_RATE" };
      const acts: Record<Step, () => Promise<unknown>> = {
        deliver: () => rate(first),
        again: () => rate(aBatch(own.source, cdrs)),
        retry: () => own.admin("POST", "/suspense/retry", filter),
        writeOff: () => own.admin("POST", "/suspense/write-off", { ...filter, note }),
        takeBack: () => own.admin("POST", "/suspense/take-back", filter),
        mend: () => addRate(own.admin, own.tariff, prefix),
      };
      for (const { steps, lostAt } of story) {
        let commands = 0;
        const undo = replaceSend((inner) => async (command) => {
          const reply = await inner(command);
          if (++commands === lostAt) throw new Error("no answer");
          return reply;
        });
        await Promise.allSettled(steps.map((one) => acts[one]())).finally(undo);
      }
      await rate(first);
      const charged = (await own.calls(account, "limit=200")).items.map(({ callId }: { callId: string }) => callId);
      const rows = [];
      for (const state of ["WAITING", "WRITTEN_OFF"])
        rows.push(...(await own.admin("GET", `/suspense?source=${own.source}&state=${state}`)).body.items);
      expect(new Set(charged).size).toBe(charged.length);
      const held = rows.map(({ raw }: { raw: string }) => JSON.parse(raw).callId);
      expect(new Set(held).size).toBe(held.length);
      expect(new Set([...charged, ...held])).toEqual(new Set(cdrs.map(({ callId }) => callId)));
      const now = await countsOf(own);
      const off = rows.filter((row: { writtenOff: unknown }) => row.writtenOff !== null).length;
      expect(now).toEqual({ waiting: rows.length - off, writtenOff: off });
      expect(Number(await own.balance(account))).toBeCloseTo(-0.06 * charged.length, 9);
    }),
    { numRuns: 12 },
  );
});
