import { decodeCells } from "../../functions/analysis/cell-block.ts";
import { foldDays } from "../../functions/analysis/fold-days.flow.ts";
import { totalOf } from "../../functions/analysis/group-traffic.ts";
import { TrafficDay } from "../../functions/analysis/traffic-day.store.ts";
import type { CallRow } from "../../functions/cdrs/call-row.ts";
import { dayName, dayNumber, hasDay } from "../../functions/cdrs/day-set.ts";
import { now } from "../../functions/platform/clock.ts";
import { keys } from "../../functions/platform/keys.ts";
import { WriteRefused } from "../../functions/platform/write-refused.ts";
import { accounts } from "./accounts.ts";
import type { MemoryTable } from "./memory-table.ts";
import type { Random } from "./random.ts";
import { Violation } from "./scheduler.ts";

/** A run that a busy table throws out leaves the days to the next one. */
async function fold(account: string): Promise<void> {
  try {
    await foldDays({ account, resellers: [] }, now(), async () => ({ kind: "NOTHING" }));
  } catch (error) {
    if (!(error instanceof WriteRefused && error.cancellation.kind === "throttled")) throw error;
  }
}

/** Runs that count traffic, any number of them at any time. */
export const foldChores = (random: Random): (() => Promise<void>)[] =>
  accounts.flatMap((account) => Array.from({ length: random.int(0, 4) }, () => () => fold(account)));

/** Every day with calls is named by its balance, or counted with all of its calls as they are read. */
export function checkCounted(table: MemoryTable, rows: ReadonlyMap<string, CallRow>): void {
  const calls = new Map<string, { account: string; day: number; n: number; paid: bigint }>();
  for (const [key, { cdr, charge }] of rows) {
    const account = key.slice(0, key.indexOf(" "));
    const day = dayNumber(cdr.setupMs);
    const seen = calls.get(`${account} ${day}`) ?? { account, day, n: 0, paid: 0n };
    calls.set(`${account} ${day}`, { ...seen, n: seen.n + 1, paid: seen.paid + charge });
  }
  for (const { account, day, n, paid } of calls.values()) {
    const balance = keys.balance(account);
    if (hasDay(table.peek(balance.pk, balance.sk)?.["dirty"] as string, day)) continue;
    const { pk, sk } = keys.trafficDay(account, dayName(day));
    const counted = TrafficDay.safeParse(table.peek(pk, sk));
    const cells = counted.success ? decodeCells(counted.data.cells) : [];
    const attempts = totalOf(cells).attempts;
    if (attempts !== n) throw new Violation(`${attempts} of ${n} calls of ${account} on ${dayName(day)} are counted`);
    const charge = cells.reduce((sum, cell) => sum + cell.charge, 0n);
    if (charge !== paid) throw new Violation(`${account} is counted with ${charge} of ${paid} on ${dayName(day)}`);
  }
}
