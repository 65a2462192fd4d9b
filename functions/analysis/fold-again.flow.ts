import type { Placed } from "../auth/access.ts";
import { type CallDay, callDays } from "../cdrs/cdr.store.ts";
import { compactDay, readDay } from "../cdrs/compact-day.flow.ts";
import { dayName, dayNamed, dayNumber, hasDay } from "../cdrs/day-set.ts";
import { balanceOf } from "../ledger/ledger.store.ts";
import { now } from "../platform/clock.ts";
import { foldDay, leave } from "./fold-days.flow.ts";
import type { FoldDays, FoldedDay, FoldedDays } from "./folded-days.ts";

/** The gateway gives 29 s, and the last day that is begun may be a large one. */
const beginMs = 10_000;

/** A day that has a file is put into it first, which mends it where it can be mended; the others are counted first. */
async function foldOne(placed: Placed, { day, object }: CallDay, at: number): Promise<FoldedDay | undefined> {
  const { account } = placed;
  const nothing = { date: dayName(day), calls: null, bytes: null };
  const row = await balanceOf(account);
  if (!row) return undefined;
  const isOver = day < dayNumber(at);
  const first = isOver && object ? await compactDay(account, day) : undefined;
  if (first && first.kind !== "FILED" && first.kind !== "NOTHING") return { ...nothing, outcome: first.kind };
  const counted = await foldDay(placed, day, row, await readDay(account, day));
  if (counted !== "COUNTED") return { ...nothing, outcome: counted };
  if (!isOver) return { ...nothing, outcome: "OPEN" };
  const done = first ?? (await compactDay(account, day));
  if (done.kind === "NOTHING") return undefined;
  if (done.kind !== "FILED") return { ...nothing, outcome: done.kind };
  if (hasDay(row.dirty, day)) await leave(account, row, [day]);
  return { ...nothing, outcome: "FILED", calls: done.object.n, bytes: done.object.bytes };
}

/** Does the days of a range once more, as many as there is time for. Safe to repeat. @param at now, epoch ms */
export async function foldAgain(placed: Placed, { from, to }: FoldDays, at: number): Promise<FoldedDays> {
  const wanted = await callDays(placed.account, { first: dayNamed(from), last: dayNamed(to) });
  const days: FoldedDay[] = [];
  for (const day of wanted.reverse()) {
    if (now() >= at + beginMs) return { days, next: dayName(day.day) };
    const done = await foldOne(placed, day, at);
    if (done) days.push(done);
  }
  return { days, next: null };
}
