import type { SwitchCdr } from "../cdrs/cdr.ts";
import type { Outcome } from "../intake/checked.ts";
import { isParked } from "../intake/formats/format.ts";
import type { CdrSource } from "../intake/source.ts";
import { isoInstant, now } from "../platform/clock.ts";
import { transact } from "../platform/table.ts";
import { afterLostRace, anyShard, writesOfRows } from "../suspense/park.flow.ts";
import { type Suspended, suspendCdr, suspendLine } from "../suspense/suspended.ts";
import { suspendedRows } from "../suspense/suspense.store.ts";
import type { RowChange } from "../suspense/waiting.ts";
import { triesEndMs } from "../suspense/waits-for.ts";
import { callIn, readingId } from "./reading.ts";
import type { Change } from "./reread.ts";

/** Parks a line that reads differently than it did, and with it what it was. */

/** The call of a reading, also of half a call. */
const formerCall = (outcome: Outcome): SwitchCdr | undefined =>
  callIn(outcome) ?? (isParked(outcome) ? outcome.half?.cdr : undefined);

const inWords = ({ callId, cldReceived, setupMs, billableMs }: SwitchCdr): string =>
  `call ${callId} to ${cldReceived}, set up ${isoInstant(setupMs)}, ${billableMs} ms`;

function rowOf({ change, account }: Reparked, source: CdrSource, waited: boolean): Suspended {
  const { reread, verdict } = change;
  const { now: reading, before } = verdict;
  const was = before.map(formerCall).findLast((cdr) => cdr !== undefined);
  if (!was) throw new Error("a conflict without a former reading");
  const at = now();
  const by = { source: source.id, delivery: reread.delivery, upload: reread.upload };
  const cdr = reading && callIn(reading);
  const detail = `${waited ? "Waited as" : "Was read, and perhaps charged, as"} ${inWords(was)}. Since the delivery was replayed it reads ${cdr ? "otherwise" : "as no call"}.`;
  // Whoever tries the former reading at this moment is done by then, and its mark says whether it was charged.
  const wait = { waitsFor: null, nextTryAt: waited ? isoInstant(at + triesEndMs) : null };
  const why = { reason: "CONFLICT" as const, detail, account, estimate: null, ...wait };
  const formerly = { cdr: was, waited };
  const moment = { at, zone: source.timeZone };
  if (cdr) return { ...suspendCdr(cdr, by, why, moment), formerly };
  const raw = reading && isParked(reading) && reading.raw !== "" ? reading.raw : JSON.stringify(was).slice(0, 4096);
  const line = { line: reading?.line ?? was.line, reason: why.reason, detail, raw };
  return { ...suspendLine(line, by, wait, moment), formerly };
}

/** A change, and whose call it is as it reads now. */
export interface Reparked {
  change: Change;
  account: string | null;
}

/** The rows that change, by what a consistent read says; none where a replay was here before. */
function changesOf(asked: Reparked, rows: ReadonlyMap<string, Suspended>, source: CdrSource): RowChange[] {
  const formers = formersOf(asked, source);
  const closed = rowOf(asked, source, false);
  const own = rows.get(closed.id);
  if (own?.formerly) return [];
  const [former] = formers.flatMap((id) => rows.get(id) ?? []);
  const waited = closed.cdr !== null && formers.length === 1 && former?.formerly === null && former.writtenOff === null;
  const row = waited ? rowOf(asked, source, true) : closed;
  const after = { ...row, v: own?.v ?? 0, shard: own?.shard ?? anyShard() };
  return [{ before: own, after }, ...(waited ? [{ before: former, after: undefined }] : [])];
}

const formersOf = ({ change }: Reparked, source: CdrSource): string[] =>
  change.verdict.before.map((one) => readingId(one, source.id));

/** Two rows, their counts and those of a file each: a transaction takes 100 items. */
const atOnce = 15;

/** As many from the start as share no row: none may be written twice in a transaction. */
function firstOf(open: readonly Reparked[], source: CdrSource): Reparked[] {
  const ids = new Set<string>();
  return open.slice(0, atOnce).filter((asked) => {
    const own = [rowOf(asked, source, false).id, ...formersOf(asked, source)];
    if (own.some((id) => ids.has(id))) return false;
    for (const id of own) ids.add(id);
    return true;
  });
}

/**
 * Parks what lines read as now. Where a former reading waits, the new one takes its place in the same write, so that
 * never both can be charged. Safe to repeat, also beside another replay.
 */
export async function parkRereads(all: readonly Reparked[], source: CdrSource): Promise<void> {
  let open = all;
  for (let tries = 0; open.length > 0; ) {
    const some = firstOf(open, source);
    const ids = some.flatMap((asked) => [...formersOf(asked, source), rowOf(asked, source, false).id]);
    const rows = await suspendedRows([...new Set(ids)]);
    try {
      await transact(writesOfRows(some.flatMap((asked) => changesOf(asked, rows, source))));
      open = open.filter((one) => !some.includes(one));
      tries = 0;
    } catch (error) {
      await afterLostRace(error, ++tries);
    }
  }
}
