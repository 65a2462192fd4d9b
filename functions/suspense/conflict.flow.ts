import { allows, type Principal, reaches } from "../auth/access.ts";
import { identityOf } from "../cdrs/identity.ts";
import { postedCalls } from "../cdrs/posted-call.flow.ts";
import { getSources } from "../intake/source.store.ts";
import { resolveCallers } from "../intake/whose-call.flow.ts";
import { Problem } from "../platform/problem.ts";
import { type Conflict, compareWithPosted } from "./conflict.ts";
import { getSuspended } from "./suspense.store.ts";
import { goneWord } from "./waiting-record.flow.ts";

/**
 * What was charged and what waits, for a person to decide which of them is right.
 * @throws Problem not_found, forbidden without the permission to read calls, conflict for a record that waits for something else
 */
export async function conflictOf(id: string, principal: Principal): Promise<Conflict> {
  if (!allows(principal, "calls:read")) throw new Problem("forbidden", "This needs the permission calls:read.");
  const record = await getSuspended(id);
  if (!record) throw new Problem("not_found", goneWord);
  const { cdr } = record;
  if (record.reason !== "CONFLICT" || !cdr)
    throw new Problem("conflict", "This record is not in conflict with a call that was charged.");
  // A line that was replayed is in conflict with the call that it was read as before.
  const asked = record.formerly?.cdr ?? cdr;
  const [caller] = await resolveCallers([asked], await getSources([asked.source]));
  if (caller?.kind !== "known" || !reaches(principal, caller.chain)) return compareWithPosted(cdr, undefined);
  const { account, currency } = caller.customer;
  const identity = identityOf(asked);
  const call = (await postedCalls([{ account, identity, setupMs: asked.setupMs }])).get(identity);
  return compareWithPosted(cdr, call && { ...call, account, currency });
}
