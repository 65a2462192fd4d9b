import type { SwitchCdr } from "../cdrs/cdr.ts";
import { isParked } from "../intake/formats/format.ts";
import type { Outcome } from "../intake/normalise.ts";
import type { CdrSource } from "../intake/source.ts";
import { isoInstant, now } from "../platform/clock.ts";
import { transact } from "../platform/table.ts";
import { afterLostRace, anyShard } from "../suspense/park.flow.ts";
import { type Suspended, suspendCdr, suspendLine } from "../suspense/suspended.ts";
import { rowWrites, suspendedRows } from "../suspense/suspense.store.ts";
import type { RowChange } from "../suspense/waiting.ts";
import { triesEndMs } from "../suspense/waits-for.ts";
import { callIn, readingId } from "./reading.ts";
import type { Change } from "./settle.flow.ts";

/** Parks a line that reads differently than it did, and with it what it was. */

/** The call of a reading, also of half a call. */
const formerCall = (outcome: Outcome): SwitchCdr | undefined =>
  callIn(outcome) ?? (isParked(outcome) ? outcome.half?.cdr : undefined);

const inWords = ({ callId, cldReceived, setupMs, billableMs }: SwitchCdr): string =>
  `call ${callId} to ${cldReceived}, set up ${isoInstant(setupMs)}, ${billableMs} ms`;

function rowOf({ reread, verdict }: Change, account: string | null, source: CdrSource, waited: boolean): Suspended {
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
  if (cdr) return { ...suspendCdr(cdr, by, why, at), formerly };
  const raw = reading && isParked(reading) && reading.raw !== "" ? reading.raw : JSON.stringify(was).slice(0, 4096);
  const line = { line: reading?.line ?? was.line, reason: why.reason, detail, raw };
  return { ...suspendLine(line, by, wait, at), formerly };
}

/** The rows that change, by what a consistent read says; none where a replay was here before. */
async function changesOf(change: Change, account: string | null, source: CdrSource): Promise<RowChange[]> {
  const formers = change.verdict.before.map((one) => readingId(one, source.id));
  const closed = rowOf(change, account, source, false);
  const rows = await suspendedRows([...new Set([...formers, closed.id])]);
  const own = rows.get(closed.id);
  if (own?.formerly) return [];
  const waiting = formers.flatMap((id) => rows.get(id) ?? []);
  const [former] = waiting;
  const waited = closed.cdr !== null && formers.length === 1 && former?.formerly === null;
  const row = waited ? rowOf(change, account, source, true) : closed;
  const after = { ...row, v: own?.v ?? 0, shard: own?.shard ?? anyShard() };
  const gone = waited ? waiting.map((before): RowChange => ({ before, after: undefined })) : [];
  return [{ before: own, after }, ...gone];
}

/**
 * Parks what a line reads as now. Where its former reading waits, it takes that one's place in the same write, so that
 * never both can be charged. Safe to repeat, also beside another replay.
 */
export async function parkReread(change: Change, account: string | null, source: CdrSource): Promise<void> {
  for (let tries = 0; ; ) {
    const changes = await changesOf(change, account, source);
    if (changes.length === 0) return;
    try {
      return await transact(rowWrites(changes));
    } catch (error) {
      await afterLostRace(error, ++tries);
    }
  }
}
