import * as z from "zod";
import { encodeBlock } from "../cdrs/call-block.ts";
import { blockName, outsideTheLedger } from "../cdrs/call-id.ts";
import type { CallRow } from "../cdrs/call-row.ts";
import { dayName } from "../cdrs/day-set.ts";
import { type Nano, StoredNano } from "../money/money.ts";
import { keys } from "../platform/keys.ts";
import { absent, get, put, queryAll, unchanged, type Write } from "../platform/table.ts";

/** What was taken over of a UTC day. `v` counts the writes, of which each has a block. */
const TakenDay = z.object({
  v: z.number().int(),
  calls: z.number().int(),
  seconds: z.number().int(),
  charge: StoredNano,
  /** By reseller, what it was debited there. */
  upper: z.record(z.string(), StoredNano).default({}),
});
export type TakenDay = z.infer<typeof TakenDay>;

export const takenDay = (account: string, day: number): Promise<TakenDay | undefined> =>
  get(TakenDay, keys.takenDay(account, dayName(day)));

export const takenDaysOf = (account: string): Promise<TakenDay[]> =>
  queryAll(TakenDay, { pk: keys.takenDay(account, "").pk, beginsWith: "TAKEN#" });

/** No billing period has this number. */
const noPeriod = 0;

const sum = (rows: readonly CallRow[], of: (row: CallRow) => Nano): Nano => rows.reduce((n, row) => n + of(row), 0n);

function upperSums(rows: readonly CallRow[], seen: TakenDay["upper"] = {}): TakenDay["upper"] {
  const sums = { ...seen };
  for (const { account, charge } of rows.flatMap(({ upper }) => upper)) sums[account] = (sums[account] ?? 0n) + charge;
  return sums;
}

/** Rows of one day, all or none. Fails its condition where the day was written meanwhile. */
export function addTakenCalls(
  account: string,
  day: number,
  rows: readonly CallRow[],
  seen: TakenDay | undefined,
): Write[] {
  const v = (seen?.v ?? 0) + 1;
  const setups = rows.map(({ cdr }) => cdr.setupMs);
  const name = blockName({ lastSetupMs: Math.max(...setups), seq: outsideTheLedger, ordinal: v });
  const seconds = rows.reduce((n, row) => n + row.billedSeconds, 0);
  const charge = sum(rows, (row) => row.charge);
  const next = {
    ...{ v, calls: (seen?.calls ?? 0) + rows.length, seconds: (seen?.seconds ?? 0) + seconds },
    ...{ charge: (seen?.charge ?? 0n) + charge, upper: upperSums(rows, seen?.upper) },
  };
  return [
    put({ ...keys.takenDay(account, dayName(day)), ...next }, seen ? unchanged("v", seen.v) : absent),
    put(
      {
        ...keys.callBlock(account, dayName(day), name),
        ...{ first: Math.min(...setups), n: rows.length, seconds, charge, period: noPeriod },
        block: encodeBlock(rows),
      },
      absent,
    ),
  ];
}
