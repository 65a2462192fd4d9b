import { announceFile, type FileAddress, fileFacts, getFile, putFile } from "../platform/files.ts";
import { indexed, keys } from "../platform/keys.ts";
import { absent, get, put, queryPage, unchanged, type Write } from "../platform/table.ts";
import { StoredComparison } from "./comparison.ts";
import type { DifferenceClass } from "./difference.ts";

/** Where the file of theirs is sent to; its arrival starts a run. */
export const theirFile = (id: string) => ({ bucket: "uploads", key: `comparisons/${id}` }) as const;
export const rejectFile = (id: string): FileAddress => ({ bucket: "files", key: `rejects/${id}.csv` });

type Run = Pick<StoredComparison, "id" | "run">;

/** What a run found. A later run writes beside it, so that a reader never sees two. */
export const linesFile = ({ id, run }: Run): FileAddress => ({
  bucket: "files",
  key: `comparisons/${id}/${run}/destinations.json`,
});
/** Calls of one class, a line of JSON each, in the order of setup. */
export const differencesFile = ({ id, run }: Run, of: DifferenceClass): FileAddress => ({
  bucket: "files",
  key: `comparisons/${id}/${run}/${of}.ndjson`,
});

/** Undefined while it did not arrive. */
export const theirFacts = (id: string) => fileFacts(theirFile(id));
/** Where there is no file of theirs, one of ours starts the run. */
export const startWithoutFile = (id: string): Promise<void> => putFile(theirFile(id), id, "text/plain");

/** Tells of the file once more. */
export const startAgain = (id: string): Promise<void> => announceFile(theirFile(id));

export const getComparison = (id: string): Promise<StoredComparison | undefined> =>
  get(StoredComparison, keys.comparison(id));

/** The job as the next writing of it; refused when another wrote since it was read. */
export function keepComparison(next: StoredComparison): Write {
  const listing = indexed(keys.comparisonsOf(next.owner).pk, next.id);
  const item = { ...keys.comparison(next.id), ...listing, ...next, seq: next.seq + 1 };
  return put(item, next.seq === 0 ? absent : unchanged("seq", next.seq));
}

/** Comparisons of one list, newest first. Follows a change within a moment, not at once. */
export async function comparisonsOf(owner: string, limit: number, after: Record<string, unknown> | undefined) {
  const { pk } = keys.comparisonsOf(owner);
  const page = await queryPage({ index: "gsi1", pk, newestFirst: true, limit, ...(after ? { after } : {}) });
  return { items: page.items.map((item) => StoredComparison.parse(item)), after: page.after };
}

/** A JSON text that a run wrote; undefined where there is none any more. */
export async function readJson(address: FileAddress): Promise<unknown> {
  const bytes = await getFile(address);
  return bytes && JSON.parse(new TextDecoder().decode(bytes));
}

const pieceBytes = 262_144;

/** Whole lines of a file from a byte on: a piece of it, and where the next one begins; null at its end. */
export async function linesFrom(address: FileAddress, fromByte: number) {
  for (let most = pieceBytes; ; most *= 2) {
    const bytes = await getFile(address, { fromByte, toByte: fromByte + most - 1 });
    if (!bytes || bytes.length === 0) return { lines: [], next: null };
    const end = bytes.lastIndexOf(10);
    // A line is never longer than some 600 bytes, but what holds by chance is not relied on.
    if (end < 0) continue;
    const lines = new TextDecoder().decode(bytes.subarray(0, end)).split("\n");
    return { lines, next: bytes.length < most ? null : fromByte + end + 1 };
  }
}
