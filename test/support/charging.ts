import type { Context, KinesisStreamEvent } from "aws-lambda";
import type { CdrBatch, SwitchCdr } from "../../functions/cdrs/cdr.ts";
import { handler } from "../../functions/handlers/rate-cdrs.ts";
import { balancesOf } from "../../functions/ledger/ledger.store.ts";
import { decimalOf } from "../../functions/money/money.ts";
import { encodeBatch } from "../../functions/platform/stream.ts";
import { addedSource } from "../intake/world.ts";
import { aCdr } from "../sim/calls.ts";
import { type Caller, type Reply, staff, uniqueName } from "./api.ts";
import { aCustomer, aTariff } from "./customers.ts";

/** A tariff that charges 0.06 a minute by the second for numbers that begin with 44. */
export async function aPricedTariff(admin: Caller): Promise<string> {
  const tariff = await aTariff(admin);
  await addRate(admin, tariff, "44");
  return tariff;
}

export async function addRate(admin: Caller, tariff: string, prefix: string, fields: object = {}): Promise<void> {
  const rate = { prefix, destination: `to ${prefix}`, pricePerMinute: "0.06", effectiveFrom: "2020-01-01T00:00:00Z" };
  const reply = await admin("POST", `/tariffs/${tariff}/rates`, { ...rate, confirmPastChange: true, ...fields });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
}

/** An answered call of a minute, ended a little before now, of an account that the switch names. */
export function aCallOf(account: string | null, source: string, over: Partial<SwitchCdr> = {}): SwitchCdr {
  const setupMs = over.setupMs ?? Date.now() - 600_000;
  const billableMs = over.billableMs ?? 60_000;
  return aCdr({
    ...{ callId: uniqueName(), source, switch: source, accountCode: account, setupMs, billableMs },
    answeredMs: setupMs + 2000,
    endedMs: setupMs + 2000 + billableMs,
    ...over,
  });
}

export const aBatch = (source: string, cdrs: SwitchCdr[], over: Partial<CdrBatch> = {}): CdrBatch => ({
  source,
  delivery: uniqueName(),
  part: 0,
  cdrs: cdrs.map((cdr, i) => ({ ...cdr, line: i + 1 })),
  parked: [],
  ...over,
});

/** Hands records to the rating function as the stream would; the sequence numbers that it wants again. */
export async function rateRecords(records: readonly Uint8Array[], msLeft = 60_000): Promise<string[]> {
  const event = {
    Records: records.map((data, i) => ({
      kinesis: {
        sequenceNumber: String(i),
        data: Buffer.from(data).toString("base64"),
        approximateArrivalTimestamp: Date.now() / 1000,
      },
    })),
  } as KinesisStreamEvent;
  const context = { awsRequestId: crypto.randomUUID(), getRemainingTimeInMillis: () => msLeft } as Context;
  return (await handler(event, context)).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

export const rate = (...batches: CdrBatch[]): Promise<string[]> => rateRecords(batches.map(encodeBatch));

/** What a test of charging needs: an office, a tariff, a CDR source of its own, and short ways to ask what came out. */
export interface Operator {
  admin: Caller;
  tariff: string;
  source: string;
  newAccount: (fields?: object) => Promise<string>;
  balance: (account: string) => Promise<string>;
  calls: (account: string, query?: string) => Promise<Reply["body"]>;
  /** Records in suspense that name the account. */
  waiting: (account: string) => Promise<Reply["body"]>;
}

export async function anOperator(): Promise<Operator> {
  const admin = await staff();
  const tariff = await aPricedTariff(admin);
  const source = (await addedSource({ format: "freeswitch-json", customerBy: "account" })).id;
  return {
    admin,
    tariff,
    source,
    newAccount: async (fields = {}) => (await aCustomer(admin, tariff, fields)).account,
    balance: async (account) => decimalOf((await balancesOf([account])).get(account)?.balance ?? 1n),
    calls: async (account, query = "") => (await admin("GET", `/customers/${account}/calls?${query}`)).body,
    waiting: async (account) => {
      const { body } = await admin("GET", `/suspense?source=${source}&limit=200`);
      return body.items.filter((item: { raw: string }) => item.raw.includes(account));
    },
  };
}
