import * as z from "zod";
import { log } from "../platform/log.ts";
import { secondsOf } from "../suspense/suspended.ts";
import { type SuspensePlace, suspensePage } from "../suspense/suspense-page.store.ts";
import type { UnratedCalls } from "./invoice.ts";

/** Records in suspense that a run looks through: what is behind them is on no invoice's list of exceptions. */
const mostLookedAt = 50_000;

/** The calls that wait, by the account whose they would be. They never hold an invoice up, even where they cannot be read. */
export async function unratedByAccount(): Promise<Map<string, UnratedCalls[]>> {
  const found = new Map<string, Map<string, UnratedCalls>>();
  try {
    await collect(found);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    log.error("a record in suspense cannot be read: invoices do not list what is behind it", { error });
  }
  return new Map([...found].map(([account, reasons]) => [account, [...reasons.values()]]));
}

async function collect(found: Map<string, Map<string, UnratedCalls>>): Promise<void> {
  let place: SuspensePlace | undefined;
  let lookedAt = 0;
  do {
    const page = await suspensePage({}, 1000, place);
    for (const record of page.items) {
      if (record.account === null) continue;
      const { reason } = record;
      const ofAccount = found.get(record.account) ?? new Map<string, UnratedCalls>();
      const { calls, seconds } = ofAccount.get(reason) ?? { calls: 0, seconds: 0 };
      ofAccount.set(reason, { reason, calls: calls + 1, seconds: seconds + secondsOf(record) });
      found.set(record.account, ofAccount);
    }
    lookedAt += page.items.length;
    place = page.after;
  } while (place && lookedAt < mostLookedAt);
}
