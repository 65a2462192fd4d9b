import { beforeAll, describe, expect, it } from "vitest";
import { staffPermissions } from "../functions/auth/access.ts";
import { now, replaceClock } from "../functions/platform/clock.ts";
import { keys } from "../functions/platform/keys.ts";
import { getMany, replaceSend } from "../functions/platform/table.ts";
import { staff } from "./support/api.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "./support/charging.ts";

let operator: Operator;
beforeAll(async () => {
  operator = await anOperator();
});

const dayMs = 86_400_000;
const order = { reason: "Agreed with the customer", charge: "0.06" };

/** A call of a minute that is 100 days old, and its record in suspense. */
async function anOldCall(over: object = {}) {
  const account = await operator.newAccount();
  const cdr = aCallOf(account, operator.source, { setupMs: now() - 100 * dayMs, ...over });
  const batch = aBatch(operator.source, [cdr]);
  await rate(batch);
  const [parked] = await operator.waiting(account);
  return { account, cdr, batch, parked };
}

const release = (id: string, asked: object = order) => operator.admin("POST", `/suspense/${id}/release`, asked);
const statementOf = async (account: string) => (await operator.admin("GET", `/customers/${account}/statement`)).body;

describe("a call that is too old", () => {
  it("is shown with its charge, then charged once as an adjustment of the open period with its true date", async () => {
    const { account, cdr, parked } = await anOldCall();
    const seen = await operator.admin("GET", `/suspense/${parked.id}/release`);
    expect(seen.body).toMatchObject({ account, currency: "EUR", charge: "0.06", released: false });
    expect(await operator.balance(account)).toBe("0");
    const done = await release(parked.id);
    expect([done.status, done.body]).toEqual([200, { ...seen.body, released: true }]);
    expect(await operator.balance(account)).toBe("-0.06");
    expect(await operator.waiting(account)).toEqual([]);
    const { rows, closing, totals } = await statementOf(account);
    const setupAt = new Date(cdr.setupMs).toISOString();
    const detail = expect.stringMatching(`${setupAt}.*${order.reason}`);
    expect(rows).toMatchObject([{ activity: "LATE_CALL", debit: "0.06", detail, balance: "-0.06" }]);
    expect([closing, totals.credits, totals.usage]).toEqual(["-0.06", "-0.06", "0"]);
    const [balance] = await getMany([keys.balance(account)]);
    expect(balance).toMatchObject({ bal: -60_000_000, roll: { adj: -60_000_000, charge: 0, n: 0 } });
    const audit = await operator.admin("GET", `/audit?account=${account}`);
    const entry = audit.body.items.find((one: { action: string }) => one.action === "suspense.release");
    expect(entry.after).toMatchObject({ charge: "0.06", reason: order.reason });
    expect((await operator.admin("GET", `/customers/${account}/payments`)).body.items).toEqual([]);
  });

  it("is charged once by a double click, by eight people at once, and again asked says what was done", async () => {
    const { account, parked } = await anOldCall();
    const replies = await Promise.all(Array.from({ length: 8 }, () => release(parked.id)));
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    expect((await release(parked.id)).body).toMatchObject({ account, charge: "0.06", released: true });
    expect(await operator.balance(account)).toBe("-0.06");
    expect((await statementOf(account)).rows).toHaveLength(1);
  });

  it("is known when its file comes again after the release, and a conflict when it comes with other content", async () => {
    const { account, cdr, batch, parked } = await anOldCall();
    await release(parked.id);
    await rate(batch, aBatch(operator.source, [cdr]));
    expect(await operator.waiting(account)).toEqual([]);
    const other = { ...cdr, billableMs: 30_000, endedMs: cdr.setupMs + 32_000 };
    await rate(aBatch(operator.source, [other]));
    const [again] = await operator.waiting(account);
    expect(again).toMatchObject({ reason: "CONFLICT" });
    expect((await release(again.id, { ...order, charge: "0.03" })).status).toBe(409);
    expect(await operator.balance(account)).toBe("-0.06");
  });

  it("is charged once wherever the release is cut off, and is released by asking again", async () => {
    for (let cutAt = 1, ended = false; !ended; cutAt++) {
      const { account, parked } = await anOldCall();
      let commands = 0;
      const undo = replaceSend((inner) => async (command) => {
        commands++;
        if (commands > cutAt) throw new Error("the process is gone");
        const reply = await inner(command);
        // Every second time the command still lands and only its answer is lost.
        if (commands === cutAt && cutAt % 2 === 0) throw new Error("the process is gone");
        return reply;
      });
      ended = (await release(parked.id).finally(undo)).status === 200;
      const done = await release(parked.id);
      expect([cutAt, done.status, await operator.balance(account)]).toEqual([cutAt, 200, "-0.06"]);
      expect([await operator.waiting(account), (await statementOf(account)).rows.length]).toEqual([[], 1]);
    }
  });

  it("is not released when it was charged in its time, although its marks are gone by now", async () => {
    const account = await operator.newAccount();
    const setupMs = now() - 100 * dayMs;
    const cdr = aCallOf(account, operator.source, { setupMs });
    const then = replaceClock(() => setupMs + 3_600_000);
    await rate(aBatch(operator.source, [cdr])).finally(then);
    expect(await operator.balance(account)).toBe("-0.06");
    const undo = replaceSend((inner) => async (command) => {
      const reply = (await inner(command)) as { Responses?: Record<string, { pk: string }[]> };
      for (const [table, items] of Object.entries(reply?.Responses ?? {}))
        (reply.Responses as Record<string, object[]>)[table] = items.filter(({ pk }) => !pk.startsWith("SEEN#"));
      return reply;
    });
    try {
      await rate(aBatch(operator.source, [cdr]));
      const [parked] = await operator.waiting(account);
      expect(parked).toMatchObject({ reason: "TOO_OLD" });
      expect((await release(parked.id)).status).toBe(409);
    } finally {
      undo();
    }
    expect(await operator.balance(account)).toBe("-0.06");
  });

  it("is refused without a reason, with another charge than was seen, without a price, and without the rights", async () => {
    const { account, parked } = await anOldCall();
    expect((await release(parked.id, { reason: "", charge: "0.06" })).status).toBe(422);
    expect((await release(parked.id, { ...order, charge: "0.05" })).status).toBe(409);
    for (const missing of ["money:write", "intake:write"] as const) {
      const clerk = await staff(staffPermissions.filter((one) => one !== missing));
      expect((await clerk("POST", `/suspense/${parked.id}/release`, order)).status).toBe(403);
    }
    expect((await operator.admin("GET", "/suspense/0000000000000000/release")).status).toBe(404);
    const young = await operator.newAccount();
    await rate(aBatch(operator.source, [aCallOf(young, operator.source, { cldReceived: "999123" })]));
    const [noRate] = await operator.waiting(young);
    expect((await release(noRate.id)).status).toBe(409);
    expect([await operator.balance(account), await operator.balance(young)]).toEqual(["0", "0"]);
    expect(await operator.waiting(account)).toHaveLength(1);
  });
});
