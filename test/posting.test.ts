import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { decodeBlock } from "../functions/cdrs/call-block.ts";
import { encodeBatch } from "../functions/platform/stream.ts";
import { replaceSend, type TableCommand } from "../functions/platform/table.ts";
import { uploadSums } from "../functions/reconcile/figures.store.ts";
import { figuresOf } from "../functions/reconcile/figures.ts";
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

/** The switches' ids of the calls that a transaction would keep. */
const blocksText = (command: TransactWriteCommand): string[] =>
  (command.input.TransactItems ?? []).flatMap(({ Put }) => {
    const block: unknown = Put?.Item?.["block"];
    return block instanceof Uint8Array ? decodeBlock(block).map(({ cdr }) => cdr.callId) : [];
  });

let operator: Operator;
beforeAll(async () => {
  operator = await anOperator();
});

describe("charging what the stream brings", () => {
  const admin: Caller = (...call) => operator.admin(...call);
  const newAccount: Operator["newAccount"] = (...asked) => operator.newAccount(...asked);
  const balance: Operator["balance"] = (...asked) => operator.balance(...asked);
  const calls: Operator["calls"] = (...asked) => operator.calls(...asked);
  const waiting: Operator["waiting"] = (...asked) => operator.waiting(...asked);

  it("charges a call and shows it with the why of its charge", async () => {
    const account = await newAccount();
    expect(await rate(aBatch(operator.source, [aCallOf(account, operator.source, { billableMs: 61_004 })]))).toEqual(
      [],
    );
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
    await rate(aBatch(operator.source, [aCallOf(account, operator.source)]));
    await addRate(admin, own, "4420", { pricePerMinute: "9.99" });
    const [call] = (await calls(account)).items;
    const { trace } = (await admin("GET", `/customers/${account}/calls/${call.id}`)).body;
    expect(trace.at(-1).outcome).toBe("0.0600 EUR");
  });

  it("changes nothing when a batch is delivered again, and nothing but the count when a file is sent again", async () => {
    const account = await newAccount();
    const upload = `upl_${uniqueName()}`;
    const cdrs = Array.from({ length: 30 }, (_, i) =>
      aCallOf(account, operator.source, { setupMs: Date.now() - i * 3_600_000 - 9e5 }),
    );
    const counts = async () => {
      const { charged, duplicates, parked } = figuresOf(await uploadSums(upload));
      return { charged, duplicates, parked };
    };
    const first = aBatch(operator.source, cdrs, { upload });
    await rate(first);
    await rate(first);
    expect(await counts()).toEqual({ charged: 30, duplicates: 0, parked: 0 });
    const again = aBatch(operator.source, cdrs, { upload });
    await rate(again);
    await rate(again);
    expect(await counts()).toEqual({ charged: 30, duplicates: 30, parked: 0 });
    expect(await balance(account)).toBe("-1.8");
    expect((await calls(account, "limit=200")).items).toHaveLength(30);
  });

  it("charges a call once that stands in one batch twice, and parks it where the two tell different things", async () => {
    const account = await newAccount();
    const call = aCallOf(account, operator.source);
    await rate(
      aBatch(operator.source, [
        call,
        call,
        { ...call, billableMs: 59_000, endedMs: 0 + (call.answeredMs ?? 0) + 59_000 },
      ]),
    );
    expect(await balance(account)).toBe("-0.06");
    expect(await waiting(account)).toMatchObject([{ reason: "CONFLICT", line: 3 }]);
  });

  it("keeps unanswered calls and unbilled legs at 0, also where no rate is known", async () => {
    const account = await newAccount();
    const unanswered = { answeredMs: null, billableMs: 0, endedMs: null, sipCode: 486 };
    await rate(
      aBatch(operator.source, [
        aCallOf(account, operator.source, unanswered),
        aCallOf(account, operator.source, { ...unanswered, cldReceived: "999123" }),
        aCallOf(account, operator.source, { billed: false, leg: "b" }),
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
    await rate(aBatch(operator.source, [aCallOf(account, operator.source)]));
    expect(await balance(account)).toBe("-0.06");
  });
});

describe("the rating function and its table", () => {
  const admin: Caller = (...call) => operator.admin(...call);
  const newAccount: Operator["newAccount"] = (...asked) => operator.newAccount(...asked);
  const balance: Operator["balance"] = (...asked) => operator.balance(...asked);
  const waiting: Operator["waiting"] = (...asked) => operator.waiting(...asked);

  it("asks for the first record again that was not charged when the time was up", async () => {
    const account = await newAccount();
    const batches = [
      aBatch(operator.source, [aCallOf(account, operator.source)]),
      aBatch(operator.source, [aCallOf(account, operator.source)]),
    ].map(encodeBatch);
    expect(await rateRecords(batches, 5000)).toEqual(["0"]);
    expect(await balance(account)).toBe("0");
    expect(await rateRecords(batches)).toEqual([]);
    expect(await balance(account)).toBe("-0.12");
  });

  it("parks what its table refuses for what it is, and charges everything else of the batch", async () => {
    const account = await newAccount();
    const cdrs = Array.from({ length: 6 }, () => aCallOf(account, operator.source));
    // As DynamoDB answers to an item that is too large: never a fault of another call.
    const poison = cdrs[2]?.callId as string;
    const undo = replaceSend((inner) => (command) => {
      const text = command instanceof TransactWriteCommand ? blocksText(command) : [];
      if (text.includes(poison)) throw Object.assign(new Error("too large"), { name: "ValidationException" });
      return inner(command);
    });
    expect(await rate(aBatch(operator.source, cdrs)).finally(undo)).toEqual([]);
    expect(await balance(account)).toBe("-0.3");
    const [parked] = await waiting(account);
    expect(parked).toMatchObject({ reason: "INTERNAL", line: 3 });
    expect((await admin("POST", `/suspense/${parked.id}/retry`, {})).body).toMatchObject({ charged: 1 });
    expect(await balance(account)).toBe("-0.36");
  });

  it("writes a batch without contention in transactions of which none is refused", async () => {
    const accounts = [await newAccount(), await newAccount(), await newAccount()];
    const cdrs = Array.from({ length: 300 }, (_, i) =>
      aCallOf(accounts[i % 3] as string, operator.source, { setupMs: Date.now() - 9e5 - (i % 120) * 6e5 }),
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
    await rate(aBatch(operator.source, cdrs)).finally(undo);
    expect(refused).toEqual([]);
    const transactions = seen.filter((command) => command instanceof TransactWriteCommand);
    // 3 × 120 windows and their blocks at up to 90 items a transaction.
    expect(transactions.length).toBeLessThanOrEqual(6);
    for (const account of accounts) expect(await balance(account)).toBe("-6");
  });
});
