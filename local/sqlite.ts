import { DatabaseSync } from "node:sqlite";

/** `durable`: a commit has reached the disk when it returns; otherwise it survives a killed process, not a power cut. */
export function openDatabase(file: string, durable: boolean): DatabaseSync {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${durable ? "FULL" : "OFF"};`);
  return db;
}
