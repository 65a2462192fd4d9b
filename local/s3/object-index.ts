import { openDatabase } from "../sqlite.ts";
import { Refusal } from "./refusal.ts";

export interface StoredObject {
  bucket: string;
  key: string;
  /** Name of the file that holds the bytes; a new one with every write. */
  body: string;
  size: number;
  /** With its quotes, as the header carries it. */
  etag: string;
  modifiedMs: number;
  /** Headers that come back with GET: content-type, x-amz-meta-*, checksums. */
  headers: Record<string, string>;
}

/** What S3 tells EventBridge about a new object. */
export interface ObjectCreated {
  bucket: string;
  key: string;
  size: number;
  etag: string;
  reason: "PutObject" | "POST Object" | "CopyObject" | "CompleteMultipartUpload";
}

export interface WhenStored {
  /** `*`: the key must be free. */
  ifNoneMatch?: string | undefined;
  /** The stored object must still have this etag. */
  ifMatch?: string | undefined;
}

type Row = Record<string, unknown>;

const objectOf = (row: Row): StoredObject => ({
  bucket: String(row["bucket"]),
  key: String(row["key"]),
  body: String(row["body"]),
  size: Number(row["size"]),
  etag: String(row["etag"]),
  modifiedMs: Number(row["modifiedMs"]),
  headers: JSON.parse(String(row["headers"])),
});

const schema = `
  CREATE TABLE IF NOT EXISTS buckets (name TEXT PRIMARY KEY, cors TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS objects (bucket TEXT, key TEXT, body TEXT, size INTEGER, etag TEXT, modifiedMs INTEGER,
    headers TEXT, PRIMARY KEY (bucket, key)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS uploads (id TEXT PRIMARY KEY, bucket TEXT, key TEXT, headers TEXT);
  CREATE TABLE IF NOT EXISTS parts (upload TEXT, number INTEGER, body TEXT, size INTEGER, etag TEXT,
    PRIMARY KEY (upload, number)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS created (id INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL);
`;

/**
 * Which object is which file. The row is the object: bytes count from the moment that their row is committed, together
 * with the event that tells of them, so that a killed process leaves either all of a write or nothing.
 */
export function openIndex(file: string, durable: boolean) {
  const db = openDatabase(file, durable);
  db.exec(schema);
  const find = db.prepare("SELECT * FROM objects WHERE bucket = ? AND key = ?");
  const after = db.prepare("SELECT * FROM objects WHERE bucket = ? AND key > ? AND key >= ? ORDER BY key LIMIT 1");
  const insert = db.prepare("INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?, ?, ?)");
  const erase = db.prepare("DELETE FROM objects WHERE bucket = ? AND key = ?");
  const announce = db.prepare("INSERT INTO created (event) VALUES (?)");
  const bucket = db.prepare("SELECT cors FROM buckets WHERE name = ?");

  const get = (name: string, key: string): StoredObject | undefined => {
    const row = find.get(name, key);
    return row && objectOf(row);
  };
  return {
    db,
    get,
    transaction<T>(work: () => T): T {
      db.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        db.exec("COMMIT");
        return result;
      } catch (error) {
        db.exec("ROLLBACK");
        throw error;
      }
    },
    createBucket: (name: string, cors: string) =>
      db.prepare("INSERT OR REPLACE INTO buckets VALUES (?, ?)").run(name, cors),
    /** The bucket's CORS rules as JSON; undefined when there is no such bucket. */
    corsOf: (name: string) => bucket.get(name)?.["cors"] as string | undefined,
    /** The first object behind `after` whose key is not before `prefix`, in UTF-8 order. */
    next(name: string, behind: string, prefix: string): StoredObject | undefined {
      const row = after.get(name, behind, prefix);
      return row && objectOf(row);
    },
    /** Puts the object in place and announces it; gives the file that is free now. Call inside a transaction. */
    replace(object: StoredObject, reason: ObjectCreated["reason"], when: WhenStored = {}): string | undefined {
      const before = get(object.bucket, object.key);
      if ((when.ifNoneMatch !== undefined && before) || (when.ifMatch !== undefined && before?.etag !== when.ifMatch))
        throw new Refusal("PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
      const { bucket: name, key, body, size, etag, modifiedMs, headers } = object;
      insert.run(name, key, body, size, etag, modifiedMs, JSON.stringify(headers));
      announce.run(JSON.stringify({ bucket: name, key, size, etag, reason } satisfies ObjectCreated));
      return before?.body;
    },
    remove(name: string, key: string): string | undefined {
      const before = get(name, key);
      erase.run(name, key);
      return before?.body;
    },
    /** Files that a row speaks of. */
    bodies: (): Set<string> =>
      new Set(
        db
          .prepare("SELECT body FROM objects UNION SELECT body FROM parts")
          .all()
          .map((row) => String(row["body"])),
      ),
  };
}
