import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { encodeBatch } from "../functions/platform/stream.ts";
import { replaceSend } from "../functions/platform/table.ts";
import { type Caller, uniqueName } from "./support/api.ts";
import {
  aBatch,
  aCallOf,
  addRate,
  anOperator,
  aPricedTariff,
  type Operator,
  rate,
  rateRecords,
} from "./support/charging.ts";
import { aCustomer } from "./support/customers.ts";

let operator: Operator;
beforeAll(async () => {
  operator = await anOperator();
});

const takesOut = ({ input }: TransactWriteCommand): boolean =>
  (input.TransactItems ?? []).some((item) => String(item.Delete?.Key?.["pk"]).startsWith("SUSPENSE#"));

describe("what cannot be charged", () => {
  const admin: Caller = (...call) => operator.admin(...call);
  const newAccount: Operator["newAccount"] = (...asked) => operator.newAccount(...asked);
  const balance: Operator["balance"] = (...asked) => operator.balance(...asked);
  const waiting: Operator["waiting"] = (...asked) => operator.waiting(...asked);

  const ninety = 90 * 86_400_000;
  it.each([
    { over: { cldReceived: "999123" }, reason: "NO_RATE", because: "no card has the prefix" },
    { over: { setupMs: Date.now() + 900_000 }, reason: "CLOCK", because: "it begins in a quarter of an hour" },
    { over: { endedMs: 1_700_000_000_000 }, reason: "CLOCK", because: "it ends before it begins" },
    {
      over: { billableMs: 86_401_000, setupMs: Date.now() - 2 * 86_400_000 },
      reason: "TOO_LONG",
      because: "it is longer than a day",
    },
    { over: { setupMs: Date.now() - ninety - 60_000 }, reason: "TOO_OLD", because: "no mark is kept for so long" },
  ])("waits as $reason when $because, and the call beside it is charged", async ({ over, reason }) => {
    const account = await newAccount();
    expect(
      await rate(aBatch(operator.source, [aCallOf(account, operator.source, over), aCallOf(account, operator.source)])),
    ).toEqual([]);
    expect(await balance(account)).toBe("-0.06");
    expect(await waiting(account)).toMatchObject([{ reason, source: operator.source, line: 1, canRetry: true }]);
  });

  it("waits for its customer, and is charged by a retry once there is one; a second retry finds nothing", async () => {
    const account = await newAccount();
    const code = `late-${uniqueName()}`;
    const upload = `upl_${uniqueName()}`;
    await rate(aBatch(operator.source, [aCallOf(code, operator.source)], { upload }));
    const [parked] = await waiting(code);
    expect(parked).toMatchObject({ reason: "UNKNOWN_CUSTOMER", upload });
    const still = await admin("POST", `/suspense/${parked.id}/retry`, {});
    expect(still.body).toMatchObject({ retried: 1, charged: 0, parked: 1 });
    const seen = (await admin("GET", `/customers/${account}`)).body;
    const change = { switchAccounts: [{ source: operator.source, code }] };
    const edited = await admin("PATCH", `/customers/${account}`, change, {
      headers: { "if-match": `"${seen.version}"` },
    });
    expect(edited.status, JSON.stringify(edited.body)).toBe(200);
    expect((await admin("POST", `/suspense/${parked.id}/retry`, {})).body).toMatchObject({ charged: 1, parked: 0 });
    expect(await balance(account)).toBe("-0.06");
    expect(await waiting(code)).toEqual([]);
    expect((await admin("POST", `/suspense/${parked.id}/retry`, {})).status).toBe(404);
  });

  it("is retried by reason when a rate was added, and charges once although it was delivered again meanwhile", async () => {
    const own = await aPricedTariff(admin);
    const account = (await aCustomer(admin, own)).account;
    const cdrs = Array.from({ length: 5 }, () => aCallOf(account, operator.source, { cldReceived: "331234" }));
    await rate(aBatch(operator.source, cdrs));
    expect(await waiting(account)).toHaveLength(5);
    await addRate(admin, own, "33");
    await rate(aBatch(operator.source, cdrs.slice(0, 2)));
    const reply = await admin("POST", "/suspense/retry", { reason: "NO_RATE", source: operator.source });
    expect(reply.body).toMatchObject({ more: false });
    expect(reply.body.charged).toBeGreaterThanOrEqual(3);
    expect(reply.body.duplicates).toBeGreaterThanOrEqual(2);
    expect(await balance(account)).toBe("-0.3");
    expect(await waiting(account)).toEqual([]);
  });

  it("is charged once when the retry dies between the charge and taking it out", async () => {
    const own = await aPricedTariff(admin);
    const account = (await aCustomer(admin, own)).account;
    await rate(aBatch(operator.source, [aCallOf(account, operator.source, { cldReceived: "391234" })]));
    const [parked] = await waiting(account);
    await addRate(admin, own, "39");
    const undo = replaceSend((inner) => (command) => {
      if (command instanceof TransactWriteCommand && takesOut(command)) throw new Error("the process is gone");
      return inner(command);
    });
    const reply = await admin("POST", `/suspense/${parked.id}/retry`, {}).finally(undo);
    expect(reply.status).toBe(500);
    expect(await balance(account)).toBe("-0.06");
    expect(await waiting(account)).toHaveLength(1);
    expect((await admin("POST", `/suspense/${parked.id}/retry`, {})).body).toMatchObject({ retried: 1, parked: 0 });
    expect(await balance(account)).toBe("-0.06");
    expect(await waiting(account)).toEqual([]);
  });

  it("keeps a blocked destination waiting, although a shorter prefix has a price", async () => {
    const own = await aPricedTariff(admin);
    await addRate(admin, own, "449", { blocked: true });
    const account = (await aCustomer(admin, own)).account;
    await rate(aBatch(operator.source, [aCallOf(account, operator.source, { cldReceived: "449123" })]));
    expect(await waiting(account)).toMatchObject([{ reason: "RATE_BLOCKED" }]);
    expect(await balance(account)).toBe("0");
  });

  it("keeps lines that could not be read, once, and says that a retry cannot help", async () => {
    const text = `broken ${uniqueName()}`;
    const parked = [{ line: 7, reason: "MALFORMED" as const, detail: "No columns.", raw: text }];
    await rate(aBatch(operator.source, [], { parked }), aBatch(operator.source, [], { parked }));
    const found = await waiting(text);
    expect(found).toMatchObject([{ reason: "MALFORMED", line: 7, canRetry: false }]);
    expect((await admin("POST", `/suspense/${found[0].id}/retry`, {})).status).toBe(409);
  });

  it("never stops the lane: bytes that are no record are kept, and the records beside them are charged", async () => {
    const account = await newAccount();
    const good = encodeBatch(aBatch(operator.source, [aCallOf(account, operator.source)]));
    expect(
      await rateRecords([new TextEncoder().encode("{not json"), good, new Uint8Array([40, 181, 47, 253, 1])]),
    ).toEqual([]);
    expect(await balance(account)).toBe("-0.06");
  });
});
