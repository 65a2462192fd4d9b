import type { SwitchCdr } from "../cdrs/cdr.ts";
import type { KeptCall } from "../intake/half-call.ts";
import type { AsideLine, DuplicateLine } from "../reconcile/aside-line.ts";
import type { Bringer, Suspended } from "../suspense/suspended.ts";
import { dateIn } from "../time/zone.ts";

/** Records and lines that no charged call and no waiting record counts. */

/** The time zone of a source. */
export type ZoneOf = (source: string) => string;

/** A record of a call that is known already. */
export const duplicateOf = ({ batch, cdr }: { batch: Bringer; cdr: SwitchCdr }, zoneOf: ZoneOf): DuplicateLine => ({
  as: "duplicates",
  source: cdr.source,
  day: dateIn(zoneOf(cdr.source), cdr.setupMs),
  delivery: batch.delivery,
  upload: batch.upload ?? null,
  line: cdr.line,
});

/** Halves for whose call another line stands; only of a file it is said. */
export const joinedIn = (lines: KeptCall["waited"]): AsideLine[] =>
  lines.flatMap(({ upload, line }): AsideLine[] => (upload === undefined ? [] : [{ as: "joined", upload, line }]));

/** Records that wait already under another line, and so are duplicates of what waits. */
export const waitedBefore = (
  parked: readonly Suspended[],
  firsts: ReadonlyMap<string, Pick<Suspended, "delivery" | "line">>,
): DuplicateLine[] =>
  parked.flatMap(({ id, source, day, delivery, upload, line }): DuplicateLine[] => {
    const first = firsts.get(id);
    if (!first || day === null || (first.delivery === delivery && first.line === line)) return [];
    return [{ as: "duplicates", source, day, delivery, upload, line }];
  });
