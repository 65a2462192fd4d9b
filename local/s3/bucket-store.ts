import { randomUUID } from "node:crypto";
import { mkdirSync, openSync, readdirSync, rmSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { type CorsRule, parseCors } from "./cors.ts";
import { type ObjectCreated, openIndex, type StoredObject, type WhenStored } from "./object-index.ts";

export interface StoreOptions {
  /** Everything lives in here: one index and one file per object. */
  folder: string;
  /** Told of every new object, at least once: again after a restart when the process died before it returned. */
  onCreated?: (event: ObjectCreated) => void | Promise<void>;
  /** Off in tests, where nothing has to survive a power cut. */
  durable?: boolean;
}

export interface Body {
  file: string;
  size: number;
  md5: string;
}

/** Buckets on this machine's disk. */
export function openStore({ folder, onCreated, durable = true }: StoreOptions) {
  const bodies = join(folder, "bodies");
  mkdirSync(bodies, { recursive: true });
  const index = openIndex(join(folder, "index.sqlite"), durable);
  const known = index.bodies();
  for (const file of readdirSync(bodies)) if (!known.has(file)) rmSync(join(bodies, file));

  const pathOf = (file: string) => join(bodies, file);
  let announcing: Promise<void> = Promise.resolve();
  const drain = async () => {
    if (!onCreated) return void index.db.exec("DELETE FROM created");
    for (;;) {
      const row = index.db.prepare("SELECT id, event FROM created ORDER BY id LIMIT 1").get();
      if (!row) return;
      await onCreated(JSON.parse(String(row["event"])));
      index.db.prepare("DELETE FROM created WHERE id = ?").run(Number(row["id"]));
    }
  };
  /** One after another, in the order of the writes; an event whose receiver fails stays and is told with the next. */
  const announce = () => {
    announcing = announcing.then(drain).catch((error: unknown) => console.error("S3 event not taken:", error));
    return announcing;
  };

  return {
    index,
    folder,
    announce,
    createBucket: (name: string, cors: readonly CorsRule[] = []) => index.createBucket(name, JSON.stringify(cors)),
    corsOf: (bucket: string) => parseCors(index.corsOf(bucket)),
    hasBucket: (bucket: string) => index.corsOf(bucket) !== undefined,
    /** A descriptor of the object's file, taken in the same tick as the row, so that a later overwrite does not reach it. */
    openBody: (object: StoredObject) => openSync(pathOf(object.body), "r"),
    pathOf,
    /** Writes a new file from the pieces, on disk when this returns. Removed again when the source fails. */
    async writeBody(pieces: AsyncIterable<Uint8Array>): Promise<{ file: string; size: number }> {
      const file = randomUUID();
      const handle = await open(pathOf(file), "wx");
      let size = 0;
      try {
        for await (const piece of pieces) {
          await handle.writeFile(piece);
          size += piece.length;
        }
        if (durable) await handle.sync();
      } catch (error) {
        await handle.close();
        await rm(pathOf(file));
        throw error;
      }
      await handle.close();
      return { file, size };
    },
    /** Makes the object visible, all at once, and tells of it before it returns. */
    async putObject(object: StoredObject, reason: ObjectCreated["reason"], when: WhenStored = {}): Promise<void> {
      let freed: string | undefined;
      try {
        freed = index.transaction(() => index.replace(object, reason, when));
      } catch (error) {
        await rm(pathOf(object.body), { force: true });
        throw error;
      }
      if (freed) await rm(pathOf(freed), { force: true });
      await announce();
    },
    async removeObject(bucket: string, key: string): Promise<void> {
      const freed = index.transaction(() => index.remove(bucket, key));
      if (freed) await rm(pathOf(freed), { force: true });
    },
    /** Drops a file that no object points to. */
    discard: (file: string) => rm(pathOf(file), { force: true }),
    async close(): Promise<void> {
      await announcing;
      index.db.close();
    },
  };
}
export type BucketStore = ReturnType<typeof openStore>;
