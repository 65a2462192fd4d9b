import { openDatabase } from "../sqlite.ts";

/** How far each event source has come in each shard. Kept on disk, so that a restart resumes where the last run ended. */
export function openCheckpoints(file: string) {
  const db = openDatabase(file, false);
  db.exec(`CREATE TABLE IF NOT EXISTS checkpoints (source TEXT, shard TEXT, sequence TEXT NOT NULL,
    PRIMARY KEY (source, shard)) WITHOUT ROWID`);
  const find = db.prepare("SELECT sequence FROM checkpoints WHERE source = ? AND shard = ?");
  const save = db.prepare("INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?)");
  return {
    /** Sequence number of the last record that is done with. */
    read: (source: string, shard: string) => find.get(source, shard)?.["sequence"] as string | undefined,
    write: (source: string, shard: string, sequence: string) => void save.run(source, shard, sequence),
    close: () => db.close(),
  };
}
export type Checkpoints = ReturnType<typeof openCheckpoints>;
