import type { SwitchCdr } from "../cdrs/cdr.ts";
import type { Suspended } from "../suspense/suspended.ts";
import { callIn, readingId, type Verdict } from "./reading.ts";
import type { ReplayDone } from "./replay.ts";

/** What is done with a record that reads differently. */
export interface Settlement {
  as: keyof ReplayDone;
  /** Whose call it is as it reads now, where that is known. */
  account: string | null;
}

export interface KnownState {
  /** Rows in suspense by id. */
  rows: ReadonlyMap<string, Suspended>;
  /** Whose call a reading is. */
  accounts: ReadonlyMap<SwitchCdr, string>;
  /** Readings that are charged from this very delivery and line. */
  charged: ReadonlySet<SwitchCdr>;
}

type Changed = Extract<Verdict, { before: unknown }>;

/**
 * A line that was no record is rated while it waits. A line that was another record is never charged by itself: where
 * that one waits too, the new reading takes its place; where it does not, it was charged, and a person decides.
 */
export function decide(
  { kind, now, before }: Changed,
  { rows, accounts, charged }: KnownState,
  source: string,
): Settlement {
  const cdr = now && callIn(now);
  const account = (cdr && accounts.get(cdr)) ?? null;
  const own = now && rows.get(readingId(now, source));
  const former = before.map((one) => rows.get(readingId(one, source)));
  // Written off: it is not charged, and that is decided.
  if (former.some((row) => row !== undefined && row.writtenOff !== null)) return { as: "settled", account };
  // While the line waits it is rated, also once more after a run that charged it and did not come to take it out.
  if (kind === "READABLE" && former.some((row) => row !== undefined)) return { as: "rated", account };
  const isThere =
    (cdr !== undefined && charged.has(cdr)) || (own !== undefined && (kind !== "DIFFERS" || own.formerly !== null));
  if (isThere) return { as: "already", account };
  if (kind === "NEW") return { as: "rated", account };
  if (kind === "READABLE") return { as: "settled", account };
  const [row] = former;
  // Of several that it may have been, one that waits says nothing of the others.
  if (former.length > 1 || row?.formerly !== null) return { as: "conflicts", account };
  // What it was still waits as it was; that it reads as nothing now is no reason to lose it.
  return { as: cdr ? "replaced" : "settled", account };
}
