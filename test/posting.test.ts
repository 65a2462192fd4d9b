import { DeleteCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { decodeBlock } from "../functions/cdrs/call-block.ts";
import { partsOf } from "../functions/intake/upload.store.ts";
import type { Upload } from "../functions/intake/upload.ts";
import { balancesOf } from "../functions/ledger/ledger.store.ts";
import { decimalOf } from "../functions/money/money.ts";
import { encodeBatch } from "../functions/platform/stream.ts";
import { replaceSend, type TableCommand } from "../functions/platform/table.ts";
import { addedSource } from "./intake/world.ts";
import { type Caller, staff, uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, addRate, aPricedTariff, rate, rateRecords } from "./support/charging.ts";
import { aCustomer } from "./support/customers.ts";

let admin: Caller;
let tariff: string;
let source: string;
beforeAll(async () => {
  admin = await staff();
  tariff = await aPricedTariff(admin);
  source = (await addedSource({ format: "freeswitch-json", customerBy: "account" })).id;
});

const newAccount = async (fields: object = {}): Promise<string> => (await aCustomer(admin, tariff, fields)).account;
const balance = async (account: string) => decimalOf((await balancesOf([account])).get(account)?.balance ?? 1n);
const calls = async (account: string, query = "") => (await admin("GET", `/customers/${account}/calls?${query}`)).body;
const waiting = async (account: string) => {
  const { body } = await admin("GET", `/suspense?source=${source}&limit=200`);
  return body.items.filter((item: { raw: string }) => item.raw.includes(account));
};

/** The switches' ids of the calls that a transaction would keep. */
const blocksText = (command: TransactWriteCommand): string[] =>
  (command.input.TransactItems ?? []).flatMap(({ Put }) => {
    const block: unknown = Put?.Item?.["block"];
    return block instanceof Uint8Array ? decodeBlock(block).map(({ cdr }) => cdr.callId) : [];
  });

describe("charging what the stream brings", () => {
  it("charges a call and shows it with the why of its charge", async () => {
    const account = await newAccount();
    expect(await rate(aBatch(source, [aCallOf(account, source, { billableMs: 61_004 })]))).toEqual([]);
    expect(await balance(account)).toBe("-0.062");
    const { items } = await calls(account);
    expect(items).toHaveLength(1);
    const [call] = items;
    expect(call).toMatchObject({
      account,
      prefix: "44",
      durationSeconds: 62,
      billedSeconds: 62,
      charge: "0.062",
      cost: null,
    });
    const page = (await admin("GET", `/customers/${account}/calls/${call.id}`)).body;
    expect(page).toMatchObject(call);
    expect(page.trace.at(-1)).toMatchObject({ step: "charge", outcome: "0.0620 EUR" });
    expect((await admin("GET", `/customers/${await newAccount()}/calls/${call.id}`)).status).toBe(404);
    expect((await admin("GET", `/customers/${account}/calls/nonsense`)).status).toBe(404);
  });

  it("explains a call by the prices of its day after the tariff has changed", async () => {
    const own = await aPricedTariff(admin);
    const account = (await aCustomer(admin, own)).account;
    await rate(aBatch(source, [aCallOf(account, source)]));
    await addRate(admin, own, "4420", { pricePerMinute: "9.99" });
    const [call] = (await calls(account)).items;
    const { trace } = (await admin("GET", `/customers/${account}/calls/${call.id}`)).body;
    expect(trace.at(-1).outcome).toBe("0.0600 EUR");
  });

  it("changes nothing when a batch is delivered again, and nothing but the count when a file is sent again", async () => {
    const account = await newAccount();
    const upload = `upl_${uniqueName()}`;
    const cdrs = Array.from({ length: 30 }, (_, i) =>
      aCallOf(account, source, { setupMs: Date.now() - i * 3_600_000 - 9e5 }),
    );
    const counts = async () => partsOf({ id: upload, attempt: 0 } as Upload);
    const first = aBatch(source, cdrs, { upload });
    await rate(first);
    await rate(first);
    expect(await counts()).toEqual([{ accepted: 30, duplicates: 0, parked: 0, reasons: {} }]);
    await rate(aBatch(source, cdrs, { upload }));
    expect(await counts()).toEqual([{ accepted: 0, duplicates: 30, parked: 0, reasons: {} }]);
    expect(await balance(account)).toBe("-1.8");
    expect((await calls(account, "limit=200")).items).toHaveLength(30);
  });

  it("charges a call once that stands in one batch twice, and parks it where the two tell different things", async () => {
    const account = await newAccount();
    const call = aCallOf(account, source);
    await rate(
      aBatch(source, [call, call, { ...call, billableMs: 59_000, endedMs: 0 + (call.answeredMs ?? 0) + 59_000 }]),
    );
    expect(await balance(account)).toBe("-0.06");
    expect(await waiting(account)).toMatchObject([{ reason: "CONFLICT", line: 3 }]);
  });

  it("keeps unanswered calls and unbilled legs at 0, also where no rate is known", async () => {
    const account = await newAccount();
    const unanswered = { answeredMs: null, billableMs: 0, endedMs: null, sipCode: 486 };
    await rate(
      aBatch(source, [
        aCallOf(account, source, unanswered),
        aCallOf(account, source, { ...unanswered, cldReceived: "999123" }),
        aCallOf(account, source, { billed: false, leg: "b" }),
      ]),
    );
    expect(await balance(account)).toBe("0");
    const { items } = await calls(account);
    expect(
      items.map(({ charge, disposition }: { charge: string; disposition: string }) => [charge, disposition]).sort(),
    ).toEqual([
      ["0", "ANSWERED"],
      ["0", "BUSY"],
      ["0", "BUSY"],
    ]);
    expect(await waiting(account)).toEqual([]);
    for (const { id } of items) expect((await admin("GET", `/customers/${account}/calls/${id}`)).status).toBe(200);
  });

  it("charges a suspended customer and one without credit: the call has happened", async () => {
    const account = await newAccount({ status: "SUSPENDED" });
    await rate(aBatch(source, [aCallOf(account, source)]));
    expect(await balance(account)).toBe("-0.06");
  });
});

describe("what cannot be charged", () => {
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
    expect(await rate(aBatch(source, [aCallOf(account, source, over), aCallOf(account, source)]))).toEqual([]);
    expect(await balance(account)).toBe("-0.06");
    expect(await waiting(account)).toMatchObject([{ reason, source, line: 1, canRetry: true }]);
  });

  it("waits for its customer, and is charged by a retry once there is one; a second retry finds nothing", async () => {
    const account = await newAccount();
    const code = `late-${uniqueName()}`;
    const upload = `upl_${uniqueName()}`;
    await rate(aBatch(source, [aCallOf(code, source)], { upload }));
    const [parked] = await waiting(code);
    expect(parked).toMatchObject({ reason: "UNKNOWN_CUSTOMER", upload });
    const still = await admin("POST", `/suspense/${parked.id}/retry`, {});
    expect(still.body).toMatchObject({ retried: 1, charged: 0, parked: 1 });
    const seen = (await admin("GET", `/customers/${account}`)).body;
    const change = { switchAccounts: [{ source, code }] };
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
    const cdrs = Array.from({ length: 5 }, () => aCallOf(account, source, { cldReceived: "331234" }));
    await rate(aBatch(source, cdrs));
    expect(await waiting(account)).toHaveLength(5);
    await addRate(admin, own, "33");
    await rate(aBatch(source, cdrs.slice(0, 2)));
    const reply = await admin("POST", "/suspense/retry", { reason: "NO_RATE", source });
    expect(reply.body).toMatchObject({ more: false });
    expect(reply.body.charged).toBeGreaterThanOrEqual(3);
    expect(reply.body.duplicates).toBeGreaterThanOrEqual(2);
    expect(await balance(account)).toBe("-0.3");
    expect(await waiting(account)).toEqual([]);
  });

  it("is charged once when the retry dies between the charge and taking it out", async () => {
    const own = await aPricedTariff(admin);
    const account = (await aCustomer(admin, own)).account;
    await rate(aBatch(source, [aCallOf(account, source, { cldReceived: "391234" })]));
    const [parked] = await waiting(account);
    await addRate(admin, own, "39");
    const undo = replaceSend((inner) => (command) => {
      if (command instanceof DeleteCommand) throw new Error("the process is gone");
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
    await rate(aBatch(source, [aCallOf(account, source, { cldReceived: "449123" })]));
    expect(await waiting(account)).toMatchObject([{ reason: "RATE_BLOCKED" }]);
    expect(await balance(account)).toBe("0");
  });

  it("keeps lines that could not be read, once, and says that a retry cannot help", async () => {
    const text = `broken ${uniqueName()}`;
    const parked = [{ line: 7, reason: "MALFORMED" as const, detail: "No columns.", raw: text }];
    await rate(aBatch(source, [], { parked }), aBatch(source, [], { parked }));
    const found = await waiting(text);
    expect(found).toMatchObject([{ reason: "MALFORMED", line: 7, canRetry: false }]);
    expect((await admin("POST", `/suspense/${found[0].id}/retry`, {})).status).toBe(409);
  });

  it("never stops the lane: bytes that are no record are kept, and the records beside them are charged", async () => {
    const account = await newAccount();
    const good = encodeBatch(aBatch(source, [aCallOf(account, source)]));
    expect(
      await rateRecords([new TextEncoder().encode("{not json"), good, new Uint8Array([40, 181, 47, 253, 1])]),
    ).toEqual([]);
    expect(await balance(account)).toBe("-0.06");
  });
});

describe("the rating function and its table", () => {
  it("asks for the first record again that was not charged when the time was up", async () => {
    const account = await newAccount();
    const batches = [aBatch(source, [aCallOf(account, source)]), aBatch(source, [aCallOf(account, source)])].map(
      encodeBatch,
    );
    expect(await rateRecords(batches, 5000)).toEqual(["0"]);
    expect(await balance(account)).toBe("0");
    expect(await rateRecords(batches)).toEqual([]);
    expect(await balance(account)).toBe("-0.12");
  });

  it("parks what its table refuses for what it is, and charges everything else of the batch", async () => {
    const account = await newAccount();
    const cdrs = Array.from({ length: 6 }, () => aCallOf(account, source));
    // As DynamoDB answers to an item that is too large: never a fault of another call.
    const poison = cdrs[2]?.callId as string;
    const undo = replaceSend((inner) => (command) => {
      const text = command instanceof TransactWriteCommand ? blocksText(command) : [];
      if (text.includes(poison)) throw Object.assign(new Error("too large"), { name: "ValidationException" });
      return inner(command);
    });
    expect(await rate(aBatch(source, cdrs)).finally(undo)).toEqual([]);
    expect(await balance(account)).toBe("-0.3");
    const [parked] = await waiting(account);
    expect(parked).toMatchObject({ reason: "INTERNAL", line: 3 });
    expect((await admin("POST", `/suspense/${parked.id}/retry`, {})).body).toMatchObject({ charged: 1 });
    expect(await balance(account)).toBe("-0.36");
  });

  it("writes a batch without contention in transactions of which none is refused", async () => {
    const accounts = [await newAccount(), await newAccount(), await newAccount()];
    const cdrs = Array.from({ length: 300 }, (_, i) =>
      aCallOf(accounts[i % 3] as string, source, { setupMs: Date.now() - 9e5 - (i % 120) * 6e5 }),
    );
    const seen: TableCommand[] = [];
    const refused: unknown[] = [];
    const undo = replaceSend((inner) => (command) => {
      seen.push(command);
      return inner(command).catch((error: unknown) => {
        refused.push(error);
        throw error;
      });
    });
    await rate(aBatch(source, cdrs)).finally(undo);
    expect(refused).toEqual([]);
    const transactions = seen.filter((command) => command instanceof TransactWriteCommand);
    // 3 × 120 windows and their blocks at up to 90 items a transaction.
    expect(transactions.length).toBeLessThanOrEqual(6);
    for (const account of accounts) expect(await balance(account)).toBe("-6");
  });
});

describe("a customer's calls", () => {
  it("come newest first, page by page, each once, also from blocks that overlap", async () => {
    const account = await newAccount();
    const setups = Array.from({ length: 60 }, (_, i) => Date.now() - 9e5 - ((i * 37) % 60) * 1_700_000);
    const cdrs = setups.map((setupMs) => aCallOf(account, source, { setupMs }));
    for (let from = 0; from < cdrs.length; from += 9) await rate(aBatch(source, cdrs.slice(from, from + 9)));
    const found: string[] = [];
    let cursor = "";
    do {
      const page = await calls(account, `limit=7${cursor && `&cursor=${cursor}`}`);
      found.push(...page.items.map(({ setupAt }: { setupAt: string }) => setupAt));
      cursor = page.nextCursor ?? "";
    } while (cursor);
    const wanted = setups.sort((a, b) => b - a).map((ms) => new Date(ms).toISOString());
    expect(found).toEqual(wanted);
    const range = `from=${wanted[40]}&to=${wanted[20]}&limit=200`;
    expect((await calls(account, range)).items.map(({ setupAt }: { setupAt: string }) => setupAt)).toEqual(
      wanted.slice(21, 41),
    );
  });

  it("are found by number, and not by anything else", async () => {
    const account = await newAccount();
    await rate(aBatch(source, [aCallOf(account, source), aCallOf(account, source, { cldReceived: "441111" })]));
    expect((await calls(account, "cld=4411")).items).toHaveLength(1);
    expect((await calls(account, "disposition=BUSY")).items).toEqual([]);
    expect((await admin("GET", `/customers/${account}/calls?from=yesterday`)).status).toBe(422);
  });
});

describe("payments and the statement", () => {
  const payment = (over: object = {}) => ({ kind: "PAYMENT", amount: "25.50", reference: "Bank 17", ...over });
  const pay = (account: string, body: object, key: string) =>
    admin("POST", `/customers/${account}/payments`, body, { headers: { "idempotency-key": key } });

  it("books a payment once per key, whatever happens around it", async () => {
    const account = await newAccount();
    const key = uniqueName();
    const replies = await Promise.all(Array.from({ length: 16 }, () => pay(account, payment(), key)));
    const done = replies.filter(({ status }) => status === 201);
    expect(done.length).toBeGreaterThan(0);
    expect(new Set(done.map(({ body }) => body.id)).size).toBe(1);
    expect((await pay(account, payment(), key)).body).toEqual(done[0]?.body);
    expect((await pay(account, payment({ amount: "26" }), key)).status).toBe(409);
    expect(await balance(account)).toBe("25.5");
    expect((await admin("GET", `/customers/${account}/payments`)).body.items).toEqual([done[0]?.body]);
  });

  it.each([
    { over: { amount: "0" }, path: "amount" },
    { over: { amount: "-5" }, path: "amount" },
    { over: { amount: 5 }, path: "amount" },
    { over: { amount: "a lot" }, path: "amount" },
    { over: { amount: "1.0000000001" }, path: "amount" },
    { over: { kind: "TRANSFER" }, path: "kind" },
    { over: { note: "x".repeat(501) }, path: "note" },
    { over: { balance: "9" }, path: "balance" },
  ])("refuses $over by its field", async ({ over, path }) => {
    const account = await newAccount();
    const reply = await pay(account, payment(over), uniqueName());
    expect(reply.status).toBe(422);
    expect(reply.body.error.fields.map((fault: { path: string }) => fault.path)).toEqual([path]);
    expect(await balance(account)).toBe("0");
  });

  it("refuses a payment without an Idempotency-Key", async () => {
    const account = await newAccount();
    expect((await admin("POST", `/customers/${account}/payments`, payment())).status).toBe(422);
    expect(await balance(account)).toBe("0");
  });

  it("prints a statement that leads from the opening to the balance", async () => {
    const account = await newAccount();
    await pay(account, payment({ amount: "10" }), uniqueName());
    await rate(aBatch(source, [aCallOf(account, source), aCallOf(account, source)]));
    await pay(account, payment({ kind: "REFUND", amount: "1" }), uniqueName());
    await pay(account, payment({ kind: "CREDIT_ADD", amount: "0.5" }), uniqueName());
    await pay(account, payment({ kind: "CREDIT_REDUCE", amount: "0.25" }), uniqueName());
    const { body } = await admin("GET", `/customers/${account}/statement`);
    expect(body).toMatchObject({ account, currency: "EUR", opening: "0", closing: "9.13" });
    expect(body.totals).toEqual({ debit: "1.37", credit: "10.5", usage: "0.12", payments: "9", credits: "0.25" });
    expect(
      body.rows.map(({ activity, balance: after }: { activity: string; balance: string }) => [activity, after]),
    ).toEqual([
      ["PAYMENT", "10"],
      ["REFUND", "9"],
      ["CREDIT_ADD", "9.5"],
      ["CREDIT_REDUCE", "9.25"],
      ["USAGE", "9.13"],
    ]);
    expect(await balance(account)).toBe("9.13");
    const old = (await admin("GET", `/customers/${account}/statement?from=2020-01-01&to=2020-01-31`)).body;
    expect(old).toMatchObject({ opening: "0", closing: "0", rows: [] });
    expect((await admin("GET", `/customers/${account}/statement?from=2026-02-01&to=2026-01-01`)).status).toBe(422);
  });
});
