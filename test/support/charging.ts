import type { Context, KinesisStreamEvent } from "aws-lambda";
import type { CdrBatch, SwitchCdr } from "../../functions/cdrs/cdr.ts";
import { handler } from "../../functions/handlers/rate-cdrs.ts";
import { encodeBatch } from "../../functions/platform/stream.ts";
import { aCdr } from "../sim/calls.ts";
import { type Caller, uniqueName } from "./api.ts";
import { aTariff } from "./customers.ts";

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
