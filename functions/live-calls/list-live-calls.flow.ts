import { type Principal, reaches } from "../auth/access.ts";
import { checkVendorFilters } from "../cdrs/call-filter.ts";
import { now } from "../platform/clock.ts";
import { allLiveCalls, liveCallsOf } from "./live-call.store.ts";
import { fits, type LiveCall, type LiveFilters, newestFirst, placeOf } from "./live-call.ts";
import { showLiveCalls } from "./show-live-call.flow.ts";
import { vendorsFor } from "./vendors-of-gateways.flow.ts";

interface Asked extends LiveFilters {
  /** Only those of this customer; that the asker reaches it, is known. */
  account?: string | undefined;
  limit: number;
  /** The place of the last call of the page before. */
  before: string | undefined;
}

export interface LivePage {
  items: LiveCall[];
  total: number;
  isCut: boolean;
  /** Place of the last call, where there are more. */
  last: string | undefined;
}

/**
 * Calls that are up, of whoever the asker reaches, newest first. Whose a call is, its reservation says: it names every
 * account of the chain.
 * @throws Problem forbidden for a filter by what the asker does not see
 */
export async function listLiveCalls(asked: Asked, principal: Principal): Promise<LivePage> {
  const vendors = await vendorsFor(principal);
  checkVendorFilters(asked, vendors !== undefined);
  const { calls, isCut } = await (asked.account === undefined ? allLiveCalls() : liveCallsOf(asked.account));
  const mine = calls.filter(({ seen }) => reaches(principal, Object.keys(seen.amt)));
  const found = newestFirst(mine.filter((call) => fits(call, asked, (gateway) => vendors?.get(gateway)?.id)));
  const rest = found.filter((call) => asked.before === undefined || placeOf(call) < asked.before);
  const page = rest.slice(0, asked.limit);
  const last = page.at(-1);
  return {
    items: await showLiveCalls(page, vendors, now()),
    ...{ total: found.length, isCut },
    last: last && rest.length > page.length ? placeOf(last) : undefined,
  };
}
