import { CdrBatch, type Kept, type SwitchCdr } from "../cdrs/cdr.ts";
import { keptAs } from "../kept/kept-as.ts";
import { checked, checkedLine, type Outcome } from "./checked.ts";
import { type CdrReader, isParked, park } from "./formats/format.ts";
import { formats } from "./formats/formats.ts";
import { type Line, type Place, start } from "./lines.ts";
import { cutterOf, type RecordCutter } from "./record-cutter.ts";
import type { CdrSource } from "./source.ts";

/**
 * Where requests, files and producers' records meet: whatever a switch wrote becomes CDRs and parked lines, each with
 * its line. Nothing is refused whole because of a bad line, and nothing vanishes.
 */

const nulWord = "The line holds NUL bytes. If the file is in UTF-16, save it as UTF-8.";

export class Normaliser {
  readonly #cutter: RecordCutter;
  readonly #reader: CdrReader;
  readonly #source: CdrSource;
  readonly #atMs: number;

  /**
   * @param atMs when the delivery came in: setups after it are doubted.
   * @param from where a delivery is entered of which an earlier normaliser read what is before.
   */
  constructor(source: CdrSource, atMs: number, from: Place = start) {
    const format = formats[source.format];
    this.#cutter = cutterOf(format.records, from);
    this.#reader = format.open(source);
    this.#source = source;
    this.#atMs = atMs;
  }

  /** What the next piece of the delivery completes. */
  push(bytes: Uint8Array): Outcome[] {
    return this.#cutter.push(bytes).flatMap((line) => this.#outcomes(line));
  }

  /** What was still open when the delivery ended. */
  end(): Outcome[] {
    return this.#cutter.end().flatMap((line) => this.#outcomes(line));
  }

  /** Shows the reader how the delivery begins, its header and its columns, where it is entered later. */
  recall(head: Uint8Array): void {
    for (const line of cutterOf(formats[this.#source.format].records).push(head)) this.#outcomes(line);
  }

  /** After what was read, where another normaliser can go on; undefined where none can. */
  place(): Place | undefined {
    return this.#cutter.place();
  }

  #outcomes(line: Line): Outcome[] {
    if (line.tooLong) return [park(line, "MALFORMED", "The record is longer than 1 MiB.")];
    if (line.text.includes("\0")) return [park(line, "MALFORMED", nulWord)];
    const reading = this.#reader.read(line);
    if (!reading) return [];
    return isParked(reading)
      ? [checkedLine(reading, this.#source)]
      : [checked(reading, line, this.#source, this.#atMs)];
  }
}

/** All of a delivery that is at hand whole. */
export function outcomesOf(body: Uint8Array | string, source: CdrSource, atMs: number): Outcome[] {
  const normaliser = new Normaliser(source, atMs);
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return [...normaliser.push(bytes), ...normaliser.end()];
}

/** What a batch says of itself besides its records. */
export interface Delivery {
  source: string;
  delivery: string;
  upload?: string;
  kept?: Kept;
}

/** The outcomes as a batch has them. */
export const sorted = (outcomes: readonly Outcome[]): Pick<CdrBatch, "cdrs" | "parked"> => ({
  cdrs: outcomes.filter((outcome): outcome is SwitchCdr => !isParked(outcome)),
  parked: outcomes.filter(isParked),
});

/** JSON that a batch may have, so that it fits into a stream record even if it does not compress. */
const maxBatchLength = 900_000;
/** What a batch may have beyond it, so that halves of one call stay together. */
const roomForHalves = 64_000;
const maxBatchRecords = 1000;

const beyondAscii = /[^ -~]/;

/** Whether two outcomes are halves of one call, which are joined without being kept waiting when one batch has both. */
const isOfOneCall = (one: Outcome | undefined, next: Outcome): boolean =>
  one !== undefined && isParked(one) && isParked(next) && one.half !== undefined && one.half.call === next.half?.call;

/** Cuts records into batches that fit into a stream record, numbered from `part`. Between halves of one call is no cut. */
export function batchesOf(outcomes: readonly Outcome[], delivery: Delivery, part = 0): CdrBatch[] {
  const batches: CdrBatch[] = [];
  let length = 0;
  let batch: CdrBatch | undefined;
  for (const [index, outcome] of outcomes.entries()) {
    const json = JSON.stringify(outcome);
    // Bytes, not characters: UTF-8 has at most three for each of JavaScript's.
    const size = json.length * (beyondAscii.test(json) ? 3 : 1) + 1;
    const full =
      batch && (length + size > maxBatchLength || batch.cdrs.length + batch.parked.length >= maxBatchRecords);
    const goesOn = isOfOneCall(outcomes[index - 1], outcome) && length + size <= maxBatchLength + roomForHalves;
    if (!batch || (full && !goesOn)) {
      batch = { ...delivery, part: part + batches.length, cdrs: [], parked: [] };
      batches.push(batch);
      length = 0;
    }
    length += size;
    if (isParked(outcome)) batch.parked.push(outcome);
    else batch.cdrs.push(outcome);
  }
  return batches;
}

/** The batch of a record that a producer put on the stream itself. `delivery` is its own name, or the record's place in the stream. */
export function producerBatch(
  record: { lines: readonly string[]; delivery?: string | undefined },
  source: CdrSource,
  context: { delivery: string; atMs: number },
): CdrBatch {
  const text = record.lines.join("\n").concat("\n");
  return CdrBatch.parse({
    source: source.id,
    delivery: record.delivery ?? context.delivery,
    part: 0,
    ...sorted(outcomesOf(text, source, context.atMs)),
    kept: keptAs(source, context.atMs, new TextEncoder().encode(text)),
  });
}
