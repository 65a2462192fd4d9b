import type { LineReadings, Verdict } from "./reading.ts";
import type { FilePlace } from "./replay.ts";

/** What reading again hands on to what settles it. */

/** A delivery, or a part of a file, with what it was read as and what it is read as now. */
export interface Reread {
  delivery: string;
  upload?: string;
  /** When it came in, epoch ms. */
  at: number;
  lines: LineReadings[];
}

/** Where another run goes on: the last object that is done, or how far into a file it is. */
export interface ReplayPlace {
  after: string;
  file?: FilePlace | undefined;
}

/** What is settled at once. */
export interface RereadPart {
  rereads: Reread[];
  /** Where what it reads is kept before it is charged. */
  againKey: string;
  /** Where to go on behind it; undefined where only the part's object can be begun anew. */
  next: ReplayPlace | undefined;
  /** Deliveries that end in it. */
  deliveries: number;
  /** Files that cannot be read again now. */
  filesLeft: number;
}

/** What a line reads as now, where that may have a consequence. */
export interface Change {
  reread: Reread;
  verdict: Extract<Verdict, { before: unknown }>;
}
