import * as z from "zod";
import { SuspenseReason } from "../cdrs/cdr.ts";

/**
 * A day of a source, or one uploaded file, read again from the bytes that were kept. First it is tried, and nothing is
 * changed; then, when a person has seen what would change, it is done. Nothing is charged twice, and what was charged is
 * never replaced.
 */

export const NewReplay = z
  .strictObject({
    /** UTC day on which the deliveries came; of a file, on which it was announced. */
    day: z.iso.date().optional(),
    /** One uploaded file. */
    upload: z.string().min(1).max(64).optional(),
  })
  .refine(({ day, upload }) => (day === undefined) !== (upload === undefined), {
    path: ["day"],
    error: "Must name either a day or an upload.",
  })
  .meta({ id: "NewReplay" });
export type NewReplay = z.infer<typeof NewReplay>;

/** What reading again found, in records. */
export const ReplayFound = z.object({
  /** Read as before. */
  unchanged: z.int(),
  /** Read as before in all that decides a charge; something else, such as a cause, reads differently and stays as it was. */
  details: z.int(),
  /** Could not be read, and still cannot. */
  unreadable: z.int(),
  /** Could not be read, and now can. */
  readable: z.int(),
  /** Were passed over, or refused with all that came with them, and now are records. */
  new: z.int(),
  /** Were read as something else, or can no longer be read. */
  differs: z.int(),
});
export type ReplayFound = z.infer<typeof ReplayFound>;

/** What is done with the records that are not unchanged. */
export const ReplayDone = z.object({
  /** Go the way of every record: charged, or parked for another reason. Before it is done: how many will. */
  rated: z.int(),
  /** Parked as CONFLICT, because the line was charged as it was read before. */
  conflicts: z.int(),
  /** Their former reading waits in suspense and makes room for the new one, which is tried some minutes later. */
  replaced: z.int(),
  /** A former replay did it. */
  already: z.int(),
  /** Left alone: the line no longer waits, so a person has decided about it; or it waits as it was and reads as nothing now. */
  settled: z.int(),
});
export type ReplayDone = z.infer<typeof ReplayDone>;

/** What became of the records that were rated. */
const ReplayRated = z.object({
  charged: z.int(),
  duplicates: z.int(),
  parked: z.int(),
  reasons: z.partialRecord(SuspenseReason, z.int()),
});
export type ReplayRated = z.infer<typeof ReplayRated>;

/** One record that changes, for a person to look at. */
const ReplayExample = z.object({
  delivery: z.string(),
  line: z.int(),
  found: z.enum(["READABLE", "NEW", "DIFFERS"]),
  /** What it was and what it is, in words. */
  before: z.string(),
  now: z.string(),
});
export type ReplayExample = z.infer<typeof ReplayExample>;
export const mostExamples = 20;

/** Why a replay cannot go on. */
export const ReplayFailure = z.enum(["SOURCE_REMOVED", "NOT_READ_YET", "FILE_MISSING"]);
export type ReplayFailure = z.infer<typeof ReplayFailure>;

export const failureText: Record<ReplayFailure, string> = {
  SOURCE_REMOVED: "The CDR source was removed. Its layout and zone are needed to read its deliveries.",
  NOT_READ_YET: "The file is not read to its end yet. Replay it when it is.",
  FILE_MISSING: "No bytes of the file are kept: it came before files were kept, or too long ago.",
};

export const Replay = z
  .object({
    id: z.string(),
    source: z.string(),
    day: z.string().nullable(),
    upload: z.string().nullable(),
    /** `trial` changes nothing; `change` follows when it is asked for. */
    phase: z.enum(["trial", "change"]),
    status: z.enum(["queued", "running", "done", "failed"]),
    failure: ReplayFailure.nullable(),
    /** The failure in words. */
    error: z.string().nullable(),
    progress: z.int().min(0).max(100),
    /** Deliveries that were read again, files among them. */
    deliveries: z.int(),
    /** Files of the day that are left out because they are still being read, or their bytes are not kept. */
    filesLeft: z.int(),
    found: ReplayFound,
    done: ReplayDone,
    rated: ReplayRated,
    /** The first ones that change, twenty at most. */
    examples: z.array(ReplayExample),
    /** Version of the layout's parser that reads. */
    parserVersion: z.int(),
    createdAt: z.string(),
    createdBy: z.string(),
  })
  .meta({ id: "Replay" });
export type Replay = z.infer<typeof Replay>;

/** How far into a file a replay is: where the next record begins, and the last line that is settled. */
export const FilePlace = z.object({
  upload: z.string(),
  bytes: z.number().int(),
  lines: z.number().int(),
  settled: z.number().int(),
});
export type FilePlace = z.infer<typeof FilePlace>;

export interface Tally {
  deliveries: number;
  filesLeft: number;
  found: ReplayFound;
  done: ReplayDone;
  rated: ReplayRated;
  examples: ReplayExample[];
}

export const noTally = (): Tally => ({
  deliveries: 0,
  filesLeft: 0,
  found: { unchanged: 0, details: 0, unreadable: 0, readable: 0, new: 0, differs: 0 },
  done: { rated: 0, conflicts: 0, replaced: 0, already: 0, settled: 0 },
  rated: { charged: 0, duplicates: 0, parked: 0, reasons: {} },
  examples: [],
});

const addTo = <T extends Record<string, number>>(sum: T, more: T): T =>
  Object.fromEntries(Object.entries(sum).map(([name, count]) => [name, count + (more[name] ?? 0)])) as T;

export function addTally(sum: Tally, more: Tally): Tally {
  const { reasons, ...rated } = sum.rated;
  const { reasons: moreReasons, ...moreRated } = more.rated;
  const all = { ...reasons };
  for (const [reason, count] of Object.entries(moreReasons) as [SuspenseReason, number][])
    all[reason] = (all[reason] ?? 0) + count;
  return {
    deliveries: sum.deliveries + more.deliveries,
    filesLeft: sum.filesLeft + more.filesLeft,
    found: addTo(sum.found, more.found),
    done: addTo(sum.done, more.done),
    rated: { ...addTo(rated, moreRated), reasons: all },
    examples: [...sum.examples, ...more.examples].slice(0, mostExamples),
  };
}
