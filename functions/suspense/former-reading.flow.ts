import { marksOfCalls } from "./charged-call.flow.ts";
import type { Decide } from "./park.flow.ts";
import type { Suspended } from "./suspended.ts";
import { triesEndMs } from "./waits-for.ts";

/** A record whose line was read as another call before it was replayed: it is tried only when that call is surely not charged. */

const isHeld = ({ formerly, parkedAt }: Suspended, at: number): boolean =>
  formerly !== null && (!formerly.waited || Date.parse(parkedAt) + triesEndMs > at);

/** Those whose former reading is charged after all: a try of it was under way when it was replaced. */
async function chargedBefore(records: readonly Suspended[]): Promise<Set<string>> {
  const asked = records.flatMap(({ id, account, formerly }) => (formerly ? [{ id, account, cdr: formerly.cdr }] : []));
  return new Set([...(await marksOfCalls(asked)).keys()].map(({ id }) => id));
}

/** The row as it waits for a person from now on. */
const forPerson: Decide = (known) =>
  known?.formerly
    ? { ...known, reason: "CONFLICT", waitsFor: null, nextTryAt: null, formerly: { ...known.formerly, waited: false } }
    : "leave";

/**
 * Sorts out what may not be tried.
 * @param at now, epoch ms
 * @returns what may be tried, and what becomes of the rows of some others
 */
export async function mayBeTried<Row extends Suspended>(
  records: readonly Row[],
  at: number,
): Promise<{ tried: Row[]; decisions: Map<string, Decide> }> {
  const open = records.filter((record) => !isHeld(record, at));
  const charged = await chargedBefore(open);
  const decisions = new Map([...charged].map((id) => [id, forPerson] as const));
  return { tried: open.filter(({ id }) => !charged.has(id)), decisions };
}
