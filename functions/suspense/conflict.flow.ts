import { allows, type Principal, reaches } from "../auth/access.ts";
import type { PlacedCall } from "../cdrs/cdr.store.ts";
import type { SwitchCdr } from "../cdrs/cdr.ts";
import { identityOf } from "../cdrs/identity.ts";
import { listCalls } from "../cdrs/list-calls.flow.ts";
import { getSources } from "../intake/source.store.ts";
import { resolveCallers } from "../intake/whose-call.flow.ts";
import { Problem } from "../platform/problem.ts";
import { type Conflict, compareWithPosted } from "./conflict.ts";
import { getSuspended } from "./suspense.store.ts";

/** Calls that are looked at, a page each, before the call counts as not found. */
const mostPages = 10;

/** The account's call of the same identity. Its setup lies in the same second, because that is part of the identity. */
async function postedAs(cdr: SwitchCdr, account: string): Promise<PlacedCall | undefined> {
  const identity = identityOf(cdr);
  const fromMs = Math.floor(cdr.setupMs / 1000) * 1000;
  let after: Record<string, unknown> | undefined;
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await listCalls(account, { fromMs, toMs: fromMs + 1000 }, { limit: 200, after });
    const found = page.calls.find(({ row }) => row.identity === identity);
    if (found || !page.after) return found;
    after = page.after;
  }
  return undefined;
}

/**
 * What was charged and what waits, for a person to decide which of them is right.
 * @throws Problem not_found, forbidden without the permission to read calls, conflict for a record that waits for something else
 */
export async function conflictOf(id: string, principal: Principal): Promise<Conflict> {
  if (!allows(principal, "calls:read")) throw new Problem("forbidden", "This needs the permission calls:read.");
  const record = await getSuspended(id);
  if (!record) throw new Problem("not_found", "There is no such record in suspense. It may have been charged already.");
  const { cdr } = record;
  if (record.reason !== "CONFLICT" || !cdr)
    throw new Problem("conflict", "This record is not in conflict with a call that was charged.");
  const [caller] = await resolveCallers([cdr], await getSources([cdr.source]));
  if (caller?.kind !== "known" || !reaches(principal, caller.chain)) return compareWithPosted(cdr, undefined);
  const { account, currency } = caller.customer;
  const call = await postedAs(cdr, account);
  return compareWithPosted(cdr, call && { ...call, account, currency });
}
