import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { formats } from "../intake/formats/formats.ts";
import { getSource } from "../intake/source.store.ts";
import { getUpload } from "../intake/upload.store.ts";
import { isoInstant } from "../platform/clock.ts";
import { newId } from "../platform/id.ts";
import { Problem } from "../platform/problem.ts";
import { transact } from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { addReplay, getReplay, keepReplay, type StoredReplay, startRun } from "./replay.store.ts";
import { type NewReplay, noTally, Replay } from "./replay.ts";

const keptDays = 90;

const subjectOf = ({ source, day, upload }: StoredReplay) => ({ source, day, upload });

/**
 * A replay whose trial begins at once.
 * @throws Problem not_found without the source or the upload
 */
export async function beginReplay(id: string, asked: NewReplay, principal: Principal, at: number): Promise<Replay> {
  const source = await getSource(id);
  if (!source) throw new Problem("not_found", "There is no such CDR source.");
  const upload = asked.upload === undefined ? undefined : await getUpload(asked.upload);
  if (asked.upload !== undefined && upload?.source !== id)
    throw new Problem("not_found", "There is no such upload of this source.");
  const replay: StoredReplay = {
    id: newId("replay"),
    source: id,
    day: asked.day ?? null,
    upload: asked.upload ?? null,
    phase: "trial",
    status: "queued",
    failure: null,
    error: null,
    progress: 0,
    ...noTally(),
    parserVersion: formats[source.format].parserVersion,
    createdAt: isoInstant(at),
    createdBy: principal.id,
    run: 0,
    place: null,
    ttl: Math.ceil(at / 1000) + keptDays * 86_400,
  };
  const entry = { actor: principal, action: "cdr-replay.try", subject: replay.id, after: subjectOf(replay) };
  await transact([addReplay(replay), auditEntry(entry, at)]);
  await startRun(replay.id);
  return Replay.parse(replay);
}

/** @throws Problem not_found */
export async function replayOf(id: string): Promise<StoredReplay> {
  const replay = await getReplay(id);
  if (!replay) throw new Problem("not_found", "There is no such replay.");
  return replay;
}

/**
 * Does what was tried. Asking twice is asking once; one that was broken off goes on.
 * @throws Problem conflict while the trial runs, or where it failed
 */
export async function applyReplay(id: string, principal: Principal, at: number): Promise<Replay> {
  const replay = await replayOf(id);
  if (replay.phase === "change") {
    if (replay.status === "queued" || replay.status === "running") await startRun(id);
    return Replay.parse(replay);
  }
  if (replay.status === "failed") throw new Problem("conflict", replay.error ?? "The trial failed.");
  if (replay.status !== "done") throw new Problem("conflict", "The trial is not over yet.");
  const next: StoredReplay = {
    ...replay,
    ...noTally(),
    phase: "change",
    status: "queued",
    progress: 0,
    place: null,
    run: replay.run + 1,
  };
  const entry = { actor: principal, action: "cdr-replay.apply", subject: id, after: subjectOf(replay) };
  try {
    await transact([keepReplay(replay, next), auditEntry(entry, at)]);
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    throw new Problem("conflict", "The replay has just been started. Load it again.", { cause: error });
  }
  await startRun(id);
  return Replay.parse(next);
}
