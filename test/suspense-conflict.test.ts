import { beforeAll, describe, expect, it } from "vitest";
import { staffPermissions } from "../functions/auth/access.ts";
import type { SwitchCdr } from "../functions/cdrs/cdr.ts";
import { staff, uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "./support/charging.ts";

let operator: Operator;
beforeAll(async () => {
  operator = await anOperator();
});

/** The call as if it had ended after half a minute. */
const cut = ({ setupMs }: SwitchCdr) => ({ billableMs: 30_000, endedMs: setupMs + 32_000 });

/** Charges a call, then brings it again otherwise; the record that waits for it. */
async function inConflict(cdr: SwitchCdr, over: Partial<SwitchCdr>, { source, waiting } = operator) {
  await rate(aBatch(source, [cdr]));
  await rate(aBatch(source, [{ ...cdr, ...over }]));
  const [parked] = await waiting(cdr.callId);
  expect(parked).toMatchObject({ reason: "CONFLICT" });
  return parked;
}

describe("a record in conflict", () => {
  it.each([
    { over: cut, differs: ["endedAt", "billableMs"], because: "it is shorter" },
    { over: () => ({ cldReceived: "447700900123" }), differs: ["cldReceived"], because: "it goes elsewhere" },
    {
      over: () => ({ answeredMs: null, billableMs: 0 }),
      differs: ["answeredAt", "billableMs"],
      because: "nobody answered",
    },
  ])("stands beside the call that was charged with $differs marked, because $because", async ({ over, differs }) => {
    const account = await operator.newAccount();
    const cdr = aCallOf(account, operator.source);
    await rate(aBatch(operator.source, [aCallOf(account, operator.source, { setupMs: cdr.setupMs })]));
    const parked = await inConflict(cdr, over(cdr));
    const [first, again] = [
      await operator.admin("GET", `/suspense/${parked.id}/conflict`),
      await operator.admin("GET", `/suspense/${parked.id}/conflict`),
    ];
    expect([first.status, first.body.differs]).toEqual([200, differs]);
    expect(again.body).toEqual(first.body);
    const { posted, waiting } = first.body;
    expect(posted).toMatchObject({ account, callId: cdr.callId, charge: "0.06", billableMs: 60_000 });
    const customer = await operator.admin("GET", `/customers/${account}`);
    expect(posted.currency).toBe(customer.body.currency);
    const read = await operator.admin("GET", `/customers/${account}/calls/${posted.id}`);
    expect(read.body).toMatchObject({ callId: cdr.callId, charge: posted.charge });
    expect(waiting.callId).toBe(cdr.callId);
    expect(differs.every((name) => waiting[name] !== posted[name])).toBe(true);
    expect(await operator.balance(account)).toBe("-0.12");
    expect(await operator.waiting(cdr.callId)).toHaveLength(1);
  });

  it("stands beside the call also once its customer's code is nobody's", async () => {
    const code = `pbx-${uniqueName()}`;
    const account = await operator.newAccount({ switchAccounts: [code] });
    const cdr = aCallOf(code, operator.source);
    const parked = await inConflict(cdr, cut(cdr));
    const change = { switchAccounts: [] };
    await operator.admin("PATCH", `/customers/${account}`, change, { headers: { "if-match": '"1"' } });
    const { body } = await operator.admin("GET", `/suspense/${parked.id}/conflict`);
    expect(body).toMatchObject({ posted: { account, callId: cdr.callId }, differs: ["endedAt", "billableMs"] });
  });

  it("is compared with nothing once its source is removed, and says so", async () => {
    const other = await anOperator();
    const cdr = aCallOf(await other.newAccount(), other.source);
    const parked = await inConflict(cdr, cut(cdr), other);
    expect((await other.admin("DELETE", `/cdr-sources/${other.source}`)).status).toBe(204);
    const { body } = await other.admin("GET", `/suspense/${parked.id}/conflict`);
    expect(body).toMatchObject({ posted: null, waiting: { callId: cdr.callId }, differs: [] });
  });

  it("is not what another reason is, nor what does not wait, and is not shown without the permission to read calls", async () => {
    const code = `pbx-${uniqueName()}`;
    await rate(aBatch(operator.source, [aCallOf(code, operator.source)]));
    const [unknown] = await operator.waiting(code);
    expect((await operator.admin("GET", `/suspense/${unknown.id}/conflict`)).status).toBe(409);
    expect((await operator.admin("GET", "/suspense/0000000000000000/conflict")).status).toBe(404);
    const clerk = await staff(staffPermissions.filter((one) => one !== "calls:read"));
    expect((await clerk("GET", `/suspense/${unknown.id}/conflict`)).status).toBe(403);
  });
});
