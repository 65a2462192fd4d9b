import type { ParkedLine, SwitchCdr } from "../cdrs/cdr.ts";
import { keepReading } from "../kept/keep-delivery.flow.ts";
import { keptAs } from "../kept/kept-as.ts";
import { isoInstant, now } from "../platform/clock.ts";
import { BrokenArchive } from "../platform/inflate.ts";
import { Problem } from "../platform/problem.ts";
import { type Entry, entriesOf, putEntries } from "../platform/put-records.ts";
import type { Stored } from "./begin-reading.ts";
import type { Outcome } from "./checked.ts";
import { piecesFrom } from "./file-pieces.flow.ts";
import { isParked } from "./formats/format.ts";
import { lanedBatches } from "./lane.flow.ts";
import { Normaliser } from "./normalise.ts";
import type { ResumePoint } from "./resume-point.ts";
import type { CdrSource } from "./source.ts";
import { newestOf } from "./take-delivery.flow.ts";
import { noteReading, uploadFile } from "./upload.store.ts";
import type { Upload } from "./upload.ts";
import { joinedOutcomes } from "./whole-call.ts";

/** Records that are held before they go to the stream: enough that each lane's batch is worth a record. */
const heldRecords = 20_000;
/** Text of parked lines that is held, in characters. */
const heldText = 16_000_000;
/** Between two tries to put on the stream what it did not take. */
const pauseMs = 5000;

/** The run's time is up before the file's end. */
export class OutOfTime extends Error {}

/** A run over a file: what it has read, and how much of that is on the stream. */
export class Reading {
  upload: Upload;
  /** What is on the stream; its place moves only where another run could go on. */
  resume: ResumePoint;
  readonly #source: CdrSource;
  readonly #stored: Stored;
  readonly #normaliser: Normaliser;
  readonly #msLeft: () => number;
  readonly #atMs = now();
  #held: Outcome[] = [];
  #heldText = 0;
  #lastLine: number;
  #bytesRead = 0;

  /** @param msLeft time left to work, in ms */
  constructor(upload: Upload, resume: ResumePoint, source: CdrSource, stored: Stored, msLeft: () => number) {
    this.upload = upload;
    this.resume = resume;
    this.#source = source;
    this.#stored = stored;
    this.#msLeft = msLeft;
    this.#normaliser = new Normaliser(source, this.#atMs, resume.place);
    this.#lastLine = resume.place.lines;
  }

  /**
   * Reads the object to its end. What is cut off or damaged ends the file there: the rows before it land.
   * @throws OutOfTime, BrokenArchive for what inflates too far, FileReplaced, WriteRefused when a later run took over
   */
  async readAll(): Promise<void> {
    const broken = await this.#readPieces();
    await this.#hold(this.#normaliser.end());
    if (broken) await this.#hold([cutOff(this.#lastLine + 1, broken)]);
    await this.#flush();
    if (broken?.isTooMuch) throw broken;
  }

  /** Puts all on the stream that was read, and notes where the next run goes on. */
  async leave(): Promise<void> {
    await this.#flush();
    await this.#note();
  }

  async #readPieces(): Promise<BrokenArchive | undefined> {
    const pieces = piecesFrom({
      address: uploadFile(this.upload.id),
      ...this.#stored,
      from: this.resume.place,
      passed: (bytes) => {
        this.#bytesRead = bytes;
      },
      recall: (head) => this.#normaliser.recall(head),
      passing: () => this.#checkTime(),
    });
    try {
      for await (const bytes of pieces) {
        await this.#hold(this.#normaliser.push(bytes));
        this.#checkTime();
      }
    } catch (error) {
      if (error instanceof BrokenArchive) return error;
      throw error;
    }
    return undefined;
  }

  #checkTime(): void {
    if (this.#msLeft() <= 0) throw new OutOfTime();
  }

  async #hold(outcomes: readonly Outcome[]): Promise<void> {
    for (const outcome of outcomes) {
      this.#held.push(outcome);
      this.#lastLine = Math.max(this.#lastLine, outcome.line);
      if (isParked(outcome)) this.#heldText += outcome.raw.length;
    }
    if (this.#held.length < heldRecords && this.#heldText < heldText) return;
    await this.#flush();
    await this.#note();
  }

  async #flush(): Promise<void> {
    const { id } = this.upload;
    const { nextPart, lines, parked, newestCallMs } = this.resume;
    const held = this.#held;
    const kept = keptAs(this.#source, this.#atMs);
    const delivery = { source: this.#source.id, delivery: id, upload: id, kept };
    const batches = await lanedBatches(held, this.#source, delivery, { atMs: this.#atMs, part: nextPart });
    const entries = entriesOf(batches);
    await keepReading(this.upload, held, nextPart, entries);
    await this.#put(entries);
    const calls = joinedOutcomes(held, this.#source, this.#atMs);
    const cdrs = calls.filter((outcome): outcome is SwitchCdr => !isParked(outcome));
    this.resume = {
      ...this.resume,
      nextPart: nextPart + batches.length,
      lines: lines + calls.length,
      parked: parked + calls.length - cdrs.length,
      newestCallMs: Math.max(newestCallMs, newestOf(cdrs) ?? 0),
    };
    this.#held = [];
    this.#heldText = 0;
  }

  /**
   * A stream that takes nothing for a while stops a run at its beginning, for it to be tried again later; a run that has
   * come further waits, since nobody waits for it.
   * @throws Problem unavailable
   */
  async #put(entries: readonly Entry[]): Promise<void> {
    for (;;) {
      try {
        return await putEntries(entries);
      } catch (error) {
        const isPassing = error instanceof Problem && error.code === "unavailable";
        if (!isPassing || this.upload.idleRuns > 0 || this.#msLeft() <= 0) throw error;
        await new Promise((go) => setTimeout(go, pauseMs));
      }
    }
  }

  /** Says how far the reading is, and where another run goes on if this one ends here: only behind what is on the stream. */
  async #note(): Promise<void> {
    const place = this.#normaliser.place();
    const { lines } = this.resume;
    const bytesRead = Math.max(this.upload.bytesRead, this.#bytesRead);
    const said = { ...this.upload, bytesRead, lines, notedAt: isoInstant(now()) };
    if (place) this.resume = { ...this.resume, place };
    const isFurther = place && place.bytes > (this.upload.resume?.place.bytes ?? 0);
    const noted = place ? { ...said, resume: this.resume, idleRuns: isFurther ? 0 : said.idleRuns } : said;
    await noteReading(noted);
    this.upload = noted;
  }
}

/** Where a damaged file ends. */
export const cutOff = (line: number, error: BrokenArchive): ParkedLine => ({
  line,
  reason: "TRUNCATED",
  detail: error.message,
  raw: "",
});
