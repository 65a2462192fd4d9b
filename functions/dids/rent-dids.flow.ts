import { isoDay, now } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { getSettings } from "../settings/settings.store.ts";
import { dayMs } from "../time/day.ts";
import { listDids } from "./did.store.ts";
import type { StoredDid } from "./did.ts";
import { dueCharge } from "./rent.ts";
import { type RentTerms, rentDid } from "./rent-did.flow.ts";

const perPage = 1000;
/** Accounts whose numbers are seen to at the same time; those of one account go one after another: they share a balance. */
const sideBySide = 4;

/** Whether something may be due: by the zone that is furthest ahead. */
const mayBeDue = (did: StoredDid, terms: RentTerms, at: number): boolean =>
  did.account !== null && dueCharge(did, isoDay(at + dayMs), terms.didRentMonth) !== undefined;

async function rentAll(numbers: readonly string[], terms: RentTerms, isOver: () => boolean): Promise<number> {
  let charges = 0;
  for (const number of numbers) {
    if (isOver()) return charges;
    try {
      charges += await rentDid(number, terms, now());
    } catch (error) {
      // One that cannot be booked keeps nobody else waiting; the next run sees to it.
      log.error("what is due for a number was not booked", { job: number, error });
    }
  }
  return charges;
}

/**
 * Sees to every number of which something is due, until time is up. Which those are is found by looking at all of them,
 * so a run that is left out, killed or doubled costs an hour and never money.
 * @returns how many charges were booked
 */
export async function rentDids(workMsLeft: () => number): Promise<number> {
  const terms = await getSettings();
  const isOver = () => workMsLeft() <= 0;
  let charges = 0;
  let after: Record<string, unknown> | undefined;
  do {
    const page = await listDids(undefined, { prefix: "", limit: perPage, after });
    const due = page.items.filter((did) => mayBeDue(did, terms, now()));
    const queue = [...Map.groupBy(due, ({ account }) => account).values()];
    const worker = async () => {
      for (let dids = queue.shift(); dids; dids = queue.shift())
        charges += await rentAll(
          dids.map(({ number }) => number),
          terms,
          isOver,
        );
    };
    await Promise.all(Array.from({ length: sideBySide }, worker));
    after = page.after;
  } while (after && !isOver());
  return charges;
}
