import { beforeAll, describe, expect, it } from "vitest";
import { staffPermissions } from "../functions/auth/access.ts";
import { addedSource } from "./intake/world.ts";
import { staff, uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "./support/charging.ts";

let operator: Operator;
beforeAll(async () => {
  operator = await anOperator();
});

/** Calls of a minute that wait with the code. */
async function parkedWith(code: string, count: number, over: object = {}) {
  const cdrs = Array.from({ length: count }, () => aCallOf(code, operator.source, over));
  expect(await rate(aBatch(operator.source, cdrs))).toEqual([]);
  return operator.waiting(code);
}

const give = (id: string, account: string) => operator.admin("POST", `/suspense/${id}/customer`, { account });
const codesOf = async (account: string) =>
  (await operator.admin("GET", `/customers/${account}`)).body.switchAccounts as unknown[];

describe("a waiting record's account code given to a customer", () => {
  it("charges every record with the code once, leaves other codes waiting, and is in the audit", async () => {
    const account = await operator.newAccount();
    const [code, other] = [`pbx-${uniqueName()}`, `pbx-${uniqueName()}`];
    const parked = await parkedWith(code, 3);
    await parkedWith(other, 1);
    const asked = await operator.admin("GET", `/suspense/${parked[0].id}/same-caller`);
    expect(asked.body).toEqual({ code, count: 3, more: false });
    const reply = await give(parked[0].id, account);
    expect([reply.status, reply.body]).toEqual([200, expect.objectContaining({ retried: 3, charged: 3, parked: 0 })]);
    expect(await operator.balance(account)).toBe("-0.18");
    expect(await operator.waiting(code)).toEqual([]);
    expect(await operator.waiting(other)).toHaveLength(1);
    expect(await codesOf(account)).toEqual([{ source: operator.source, code }]);
    const audit = await operator.admin("GET", `/audit?account=${account}`);
    const [entry] = audit.body.items.filter((one: { action: string }) => one.action === "customer.change");
    expect(JSON.stringify(entry)).toContain(code);
    expect((await give(parked[0].id, account)).status).toBe(404);
    expect(await operator.balance(account)).toBe("-0.18");
  });

  it("is the same when two people say it at once, and when it is said again while a record waits for its rate", async () => {
    const account = await operator.newAccount();
    const code = `pbx-${uniqueName()}`;
    const [charged] = await parkedWith(code, 1);
    const parked = await parkedWith(code, 2, { cldReceived: "9991234" });
    const noRate = parked.find((one: { id: string }) => one.id !== charged.id);
    const replies = await Promise.all([give(noRate.id, account), give(noRate.id, account)]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect((await give(noRate.id, account)).body).toMatchObject({ charged: 0, parked: 1 });
    expect(await codesOf(account)).toEqual([{ source: operator.source, code }]);
    expect(await operator.balance(account)).toBe("-0.06");
    expect((await operator.waiting(code)).map((one: { reason: string }) => one.reason)).toEqual(["NO_RATE", "NO_RATE"]);
  });

  it("is refused with the owner's account when the code was given to another meanwhile, and changes nothing", async () => {
    const [account, owner] = [await operator.newAccount(), await operator.newAccount()];
    const code = `pbx-${uniqueName()}`;
    const [parked] = await parkedWith(code, 1);
    const seen = (await operator.admin("GET", `/customers/${owner}`)).body;
    const change = { switchAccounts: [code] };
    await operator.admin("PATCH", `/customers/${owner}`, change, { headers: { "if-match": `"${seen.version}"` } });
    const reply = await give(parked.id, account);
    expect(reply.status).toBe(409);
    expect(reply.body.error.message).toContain(owner);
    expect(await codesOf(account)).toEqual([]);
    expect(await operator.balance(owner)).toBe("0");
    expect(await operator.waiting(code)).toHaveLength(1);
  });

  it.each([
    { customerBy: "ip" as const, says: "IP device", because: "its calls are known by their address" },
    { customerBy: "sipUser" as const, says: "SIP device", because: "its calls are known by their SIP user" },
  ])("is refused for a source that goes by $customerBy, because $because", async ({ customerBy, says }) => {
    const source = (await addedSource({ format: "freeswitch-json", customerBy })).id;
    await rate(aBatch(source, [aCallOf(`pbx-${uniqueName()}`, source, { sourceIp: null, sipUser: null })]));
    const [parked] = (await operator.admin("GET", `/suspense?source=${source}`)).body.items;
    const reply = await give(parked.id, await operator.newAccount());
    expect([reply.status, reply.body.error.message]).toEqual([422, expect.stringContaining(says)]);
    const asked = await operator.admin("GET", `/suspense/${parked.id}/same-caller`);
    expect(asked.body).toMatchObject({ code: null, count: 0 });
  });

  it("is refused for a record without a code, a code no customer can have, a record that waits for its rate and a closed or unknown customer", async () => {
    const account = await operator.newAccount();
    const source = operator.source;
    const spaced = `a code ${uniqueName()}`;
    const none = `none-${uniqueName()}`;
    await rate(aBatch(source, [aCallOf(null, source, { sipUser: none }), aCallOf(spaced, source)]));
    const [withoutCode] = await operator.waiting(none);
    const [withSpace] = await operator.waiting(spaced);
    expect((await give(withoutCode.id, account)).status).toBe(422);
    expect((await give(withSpace.id, account)).status).toBe(422);
    const rated = await operator.newAccount();
    const [noRate] = await parkedWith(rated, 1, { cldReceived: "9991234" });
    expect((await give(noRate.id, account)).status).toBe(409);
    const [parked] = await parkedWith(`pbx-${uniqueName()}`, 1);
    expect((await give(parked.id, "C99999999")).status).toBe(404);
    const closed = await operator.newAccount();
    await operator.admin("DELETE", `/customers/${closed}`, undefined, { headers: { "if-match": '"1"' } });
    expect((await give(parked.id, closed)).status).toBe(409);
    expect(await codesOf(account)).toEqual([]);
  });

  it("needs the permission to change customers as well as that of the intake", async () => {
    const [parked] = await parkedWith(`pbx-${uniqueName()}`, 1);
    const account = await operator.newAccount();
    const clerk = await staff(staffPermissions.filter((one) => one !== "customers:write"));
    const reply = await clerk("POST", `/suspense/${parked.id}/customer`, { account });
    expect([reply.status, reply.body.error.message]).toEqual([403, expect.stringContaining("customers:write")]);
    expect(await codesOf(account)).toEqual([]);
  });
});
