import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import type { CallRow } from "../cdrs/call-row.ts";
import { callsIn } from "../cdrs/cdr.store.ts";
import { blocksOfDay } from "../cdrs/day-blocks.store.ts";
import { dayName, dayNumber } from "../cdrs/day-set.ts";
import type { Customer } from "../customers/customer.ts";
import { backOff } from "../platform/pause.ts";
import { Problem } from "../platform/problem.ts";
import { transact } from "../platform/table.ts";
import { isRefusedForNow } from "../platform/write-refused.ts";
import type { CallsTaken, TakenCalls } from "./taken-call.ts";
import { addTakenCalls, takenDay } from "./taken-day.store.ts";
import { takenRow } from "./taken-row.ts";

/** Blocks of a day that a call's id has room for (two digits to the base 36). */
const mostBlocks = 36 ** 2 - 1;
const mostTries = 8;

/** Calls of before that the day has already. */
async function knownOf(account: string, day: number): Promise<Set<string>> {
  const known = new Set<string>();
  for await (const block of blocksOfDay(account, day))
    for (const { row } of callsIn(account, block)) if (row.kind === "TAKEN_OVER") known.add(row.identity);
  return known;
}

interface Taking {
  customer: Customer;
  actor: Principal;
  at: number;
}

async function takeDay(day: number, rows: readonly CallRow[], { customer, actor, at }: Taking): Promise<number> {
  const { account } = customer;
  const seen = await takenDay(account, day);
  const known = seen ? await knownOf(account, day) : new Set<string>();
  const fresh = rows.filter(({ identity }) => !known.has(identity) && known.add(identity));
  if (fresh.length === 0) return 0;
  if ((seen?.v ?? 0) >= mostBlocks) throw new Problem("too_large", `${dayName(day)} has too many calls.`);
  const after = { origin: fresh[0]?.source, calls: fresh.length };
  await transact([
    ...addTakenCalls(account, day, fresh, seen),
    auditEntry({ actor, action: "takeover.calls", subject: dayName(day), account, after }, at),
  ]);
  return fresh.length;
}

/** The same, again where somebody else wrote the day meanwhile. */
async function takeDayPatiently(day: number, rows: readonly CallRow[], taking: Taking): Promise<number> {
  for (let tries = 0; ; tries++) {
    try {
      return await takeDay(day, rows, taking);
    } catch (error) {
      if (!isRefusedForNow(error)) throw error;
      if (tries >= mostTries)
        throw new Problem("unavailable", "This day is being written. Please try again.", { retryAfterSeconds: 2 });
    }
    await backOff(tries, { firstMs: 25, mostMs: 500 });
  }
}

function callFaults({ setupAt, upper }: TakenCalls["calls"][number], path: string, { customer, at }: Taking) {
  const places = upper.map(({ account }) => customer.resellers.indexOf(account));
  const isAbove = places.every((place, n) => place > (places[n - 1] ?? -1));
  return [
    ...(Date.parse(setupAt) > at
      ? [{ path: `${path}.setupAt`, message: "Must not be in the future: it is history that is taken over." }]
      : []),
    ...(isAbove
      ? []
      : [{ path: `${path}.upper`, message: "Must be resellers above the customer, the nearest first." }]),
  ];
}

/**
 * Calls of another system into the history of a customer, each once, however often it is sent. No balance moves.
 * @throws Problem invalid for a call that is set up in the future, or that somebody was debited for who is not above
 */
export async function takeCalls(asked: TakenCalls, taking: Taking): Promise<CallsTaken> {
  const fields = asked.calls.flatMap((call, i) => callFaults(call, `calls.${i}`, taking));
  if (fields.length > 0) throw new Problem("invalid", "Please correct: calls.", { fields });
  const days = new Map<number, CallRow[]>();
  for (const row of asked.calls.map((call) => takenRow(call, asked.origin))) {
    const day = dayNumber(row.cdr.setupMs);
    days.set(day, [...(days.get(day) ?? []), row]);
  }
  let added = 0;
  for (const [day, rows] of days) added += await takeDayPatiently(day, rows, taking);
  return { added, known: asked.calls.length - added };
}
