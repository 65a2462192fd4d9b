import * as z from "zod";
import { announceFile, putFile } from "../platform/files.ts";
import { indexed, keys } from "../platform/keys.ts";
import { get, put, queryPage, unchanged, type Write, write } from "../platform/table.ts";
import { FilePlace, Replay } from "./replay.ts";

/** A replay as it is stored: with how far its runs are. */
export const StoredReplay = Replay.extend({
  /** Runs begun, so that of two only the later one has the word. */
  run: z.int(),
  place: z.object({ after: z.string(), file: FilePlace.optional() }).nullable(),
  /** Epoch seconds after which it may be gone. */
  ttl: z.number(),
});
export type StoredReplay = z.infer<typeof StoredReplay>;

const listedUnder = (source: string) => keys.replaysOf(source).pk;

export const getReplay = (id: string): Promise<StoredReplay | undefined> => get(StoredReplay, keys.replay(id));

/** Fails its condition when another run has begun since the replay was read. */
export const keepReplay = (seen: StoredReplay, next: StoredReplay): Write =>
  put({ ...keys.replay(next.id), ...indexed(listedUnder(next.source), next.id), ...next }, unchanged("run", seen.run));

export const addReplay = (replay: StoredReplay): Write =>
  put({ ...keys.replay(replay.id), ...indexed(listedUnder(replay.source), replay.id), ...replay });

/** Says how far a run is. @throws WriteRefused of kind `condition` when a later run has begun */
export const noteReplay = (replay: StoredReplay): Promise<void> => write(keepReplay(replay, replay));

interface Wanted {
  limit: number;
  after: Record<string, unknown> | undefined;
}

/** Replays of a source, the newest first. */
export async function replayPage(source: string, { limit, after }: Wanted) {
  const pk = listedUnder(source);
  const page = await queryPage({ index: "gsi1", pk, newestFirst: true, limit, ...(after ? { after } : {}) });
  return { items: page.items.map((item) => Replay.parse(item)), after: page.after };
}

/** The object whose arrival starts a run; what is to be done stands in the table. */
const startOf = (id: string) => ({ bucket: "uploads", key: `replays/${id}` }) as const;

export const startRun = (id: string): Promise<void> => putFile(startOf(id), id, "text/plain");
/** Another run takes over where this one stops. */
export const startRunAgain = (id: string): Promise<void> => announceFile(startOf(id));
