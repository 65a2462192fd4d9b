import { isUnfinished } from "../intake/begin-reading.ts";
import { formats } from "../intake/formats/formats.ts";
import { getSource } from "../intake/source.store.ts";
import type { CdrSource } from "../intake/source.ts";
import { getUpload } from "../intake/upload.store.ts";
import { dayFolder, uploadFolder } from "../kept/kept-delivery.ts";
import { now } from "../platform/clock.ts";
import { write } from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { rereadUnits, unitsIn } from "./read-again.flow.ts";
import { getReplay, keepReplay, noteReplay, type StoredReplay, startRunAgain } from "./replay.store.ts";
import { addTally, failureText, noTally, type ReplayFailure, type Tally } from "./replay.ts";
import type { ReplayPlace } from "./reread.ts";
import { OutOfTime, settlePart } from "./settle.flow.ts";

/** A run stops beginning parts so long before its end: one part has a thousand records, and there is a last note to write. */
const reserveMs = 60_000;
/** How often a run says how far it is, at least. */
const noteEveryMs = 1_000;

type Units = Awaited<ReturnType<typeof unitsIn>>;

/** One run: goes on where the last one noted that it was, until the end or until its time is up. */
class Run {
  #replay: StoredReplay;
  /** What is found since the last place at which another run could go on. */
  #open: Tally = noTally();
  #notedMs = now();
  readonly #source: CdrSource;
  readonly #units: Units;

  constructor(replay: StoredReplay, source: CdrSource, units: Units) {
    this.#replay = replay;
    this.#source = source;
    this.#units = units;
  }

  /** @throws OutOfTime, WriteRefused when a later run took over */
  async goOn(workMsLeft: () => number): Promise<void> {
    const { id, place, phase } = this.#replay;
    const reading = { source: this.#source, replay: id };
    for await (const part of rereadUnits(this.#units, place ?? undefined, reading)) {
      const left = workMsLeft() - reserveMs;
      if (left <= 0) throw new OutOfTime();
      const context = { source: this.#source, applies: phase === "change", deadline: now() + left };
      this.#open = addTally(this.#open, await settlePart(part, context));
      if (part.next) await this.#reached(part.next);
    }
    await this.note({ status: "done", progress: 100, place: null });
  }

  async #reached(place: ReplayPlace): Promise<void> {
    const { name: last = "" } = this.#units.findLast(({ name }) => name <= place.after) ?? {};
    const done = this.#units.findIndex(({ name }) => name === last) + 1;
    const after = place.after === "" ? (this.#replay.place?.after ?? "") : place.after;
    const progress = Math.max(this.#replay.progress, Math.floor((99 * done) / this.#units.length));
    this.#replay = { ...this.#replay, ...addTally(this.#replay, this.#open), place: { ...place, after }, progress };
    this.#open = noTally();
    if (now() >= this.#notedMs + noteEveryMs) await this.note({});
  }

  async note(change: Partial<StoredReplay>): Promise<void> {
    this.#replay = { ...this.#replay, ...change };
    this.#notedMs = now();
    await noteReplay(this.#replay);
  }
}

async function fail(replay: StoredReplay, failure: ReplayFailure): Promise<void> {
  await noteReplay({ ...replay, status: "failed", failure, error: failureText[failure], progress: 100 });
}

/** What is to be read again: a day's folder or one file's, or why it cannot be. */
async function unitsOf({ source, day, upload: id }: StoredReplay): Promise<Units | ReplayFailure> {
  if (day !== null) return unitsIn(dayFolder(source, day));
  const upload = await getUpload(id ?? "");
  if (!upload) return "FILE_MISSING";
  if (isUnfinished(upload) || upload.attempt === 0) return "NOT_READ_YET";
  const folder = uploadFolder(upload);
  const units = await unitsIn(folder.slice(0, folder.lastIndexOf("/", folder.length - 2) + 1), upload.id);
  return units.length > 0 ? units : "FILE_MISSING";
}

/** One run of the replay's phase. Events come at least once: a phase that is done is not done again. */
export async function runReplay(id: string, workMsLeft: () => number): Promise<void> {
  const seen = await getReplay(id);
  if (!seen || seen.status === "done" || seen.status === "failed") return;
  const source = await getSource(seen.source);
  const replay: StoredReplay = { ...seen, status: "running", run: seen.run + 1 };
  try {
    await write(keepReplay(seen, replay));
    if (!source) return await fail(replay, "SOURCE_REMOVED");
    const units = await unitsOf(replay);
    if (typeof units === "string") return await fail(replay, units);
    const { parserVersion } = formats[source.format];
    const run = new Run({ ...replay, parserVersion }, source, units);
    try {
      await run.goOn(workMsLeft);
    } catch (error) {
      if (!(error instanceof OutOfTime)) throw error;
      await run.note({});
      await startRunAgain(id);
    }
  } catch (error) {
    // Another run began: it goes on from the last note, and what this one did is found there by its marks and rows.
    if (!isConditionFailed(error)) throw error;
  }
}
