import { createHash } from "node:crypto";
import * as z from "zod";
import { announceFile, type FileAddress, fileFacts, removeFile, streamFile } from "../platform/files.ts";
import { indexed, keys } from "../platform/keys.ts";
import { type After, pagesOf } from "../platform/pages.ts";
import { absent, get, getMany, put, queryPage, transact, unchanged, type Write, write } from "../platform/table.ts";
import { withChange } from "../sheets/with-change.ts";
import { ImportRow, type RowOutcome, StoredCustomerImport } from "./customer-import.ts";
import type { ImportKind } from "./import-fields.ts";
import { ImportLayout, type ImportLayoutChange, plainLayout } from "./import-layout.ts";

/** A job with the trial whose rows count. */
type Reading = Pick<StoredCustomerImport, "id" | "reading" | "ttl">;

export const sheetFile = (id: string) => ({ bucket: "uploads", key: `customer-sheets/${id}` }) as const;
export const rejectFile = (id: string): FileAddress => ({ bucket: "files", key: `rejects/${id}.csv` });

/** A sheet as it was sent at one time. */
export interface SentSheet {
  address: FileAddress;
  etag: string;
}

/** Undefined while there is none. */
export async function sentSheet(id: string): Promise<SentSheet | undefined> {
  const facts = await fileFacts(sheetFile(id));
  return facts && { address: sheetFile(id), etag: facts.etag };
}

/** Beyond this no sheet is read, so that more of it need not be told apart. */
const mostHashed = 64_000_000;

/** SHA-256 of what was sent. @throws FileReplaced */
export async function hashOf({ address, etag }: SentSheet): Promise<string> {
  const hash = createHash("sha256");
  let bytes = 0;
  // Leaving the loop destroys the stream.
  for await (const chunk of (await streamFile(address, { etag })) ?? []) {
    hash.update(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).length;
    if (bytes > mostHashed) break;
  }
  return hash.digest("base64url");
}

/** The arrival of the sheet starts a run, told once more. */
export const startRun = (id: string): Promise<void> => announceFile(sheetFile(id));
/** A sheet may hold passwords: once it is done with, it goes. */
export const dropSheet = (id: string): Promise<void> => removeFile(sheetFile(id));

export const getCustomerImport = (id: string): Promise<StoredCustomerImport | undefined> =>
  get(StoredCustomerImport, keys.customerImport(id));

/** The job as the next writing of it; refused when another wrote since it was read. */
export function keepImport(next: StoredCustomerImport): Write {
  const listing = indexed(keys.customerImportsOf(next.owner).pk, next.id);
  const item = { ...keys.customerImport(next.id), ...listing, ...next, seq: next.seq + 1 };
  return put(item, next.seq === 0 ? absent : unchanged("seq", next.seq));
}

/** How far a run is. Fails its condition when the job was cancelled, begun anew or ended. */
export const noteProgress = (
  { id, seq }: StoredCustomerImport,
  said: Pick<StoredCustomerImport, "progress" | "settledLine" | "aliveAt">,
): Promise<void> =>
  write({
    kind: "update",
    key: keys.customerImport(id),
    change: "SET #progress = :progress, #settledLine = :settledLine, #aliveAt = :aliveAt",
    values: said,
    when: unchanged("seq", seq),
  });

/** Imports of one list, newest first. Follows a change within a moment, not at once. */
export async function importsOf(owner: string, limit: number, after: Record<string, unknown> | undefined) {
  const { pk } = keys.customerImportsOf(owner);
  const page = await queryPage({ index: "gsi1", pk, newestFirst: true, limit, ...(after ? { after } : {}) });
  return { items: page.items.map((item) => StoredCustomerImport.parse(item)), after: page.after };
}

function rowItem(of: Reading, row: ImportRow) {
  const key = keys.importRow(of, row.line);
  return { ...key, ...indexed(keys.importRowsOf(of, row.outcome).pk, key.sk), ...row, ttl: of.ttl };
}

/** The rows of a trial, over whatever an earlier try of it wrote. */
export async function putRows(of: Reading, rows: readonly ImportRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 100)
    await transact(rows.slice(at, at + 100).map((row) => put(rowItem(of, row))));
}

/** Fails its condition unless the row is as it was seen. */
export const settleRow = (of: Reading, seen: ImportRow, next: ImportRow): Write =>
  put(rowItem(of, next), {
    expression: "#outcome = :seenOutcome AND #balance = :seenBalance",
    values: { seenOutcome: seen.outcome, seenBalance: seen.balance },
  });

/** By line; lines that have no row are left out. */
export async function rowsOfLines(of: Reading, lines: readonly number[]): Promise<Map<number, ImportRow>> {
  const items = await getMany(lines.map((line) => keys.importRow(of, line)));
  return new Map(items.map((item) => ImportRow.parse(item)).map((row) => [row.line, row]));
}

interface Wanted {
  limit: number;
  after: Record<string, unknown> | undefined;
}

/** Rows in the order of the sheet; those of one outcome follow a change within a moment. */
export async function rowPage(of: Reading, outcome: RowOutcome | undefined, { limit, after }: Wanted) {
  const first = keys.importRow(of, "");
  const range = outcome
    ? { index: "gsi1" as const, pk: keys.importRowsOf(of, outcome).pk }
    : { pk: first.pk, beginsWith: first.sk };
  const page = await queryPage({ ...range, limit, ...(after ? { after } : {}) });
  return { items: page.items.map((item) => ImportRow.parse(item)), after: page.after };
}

/** All rows in the order of the sheet, as they are now. */
export async function* allRows(of: Reading): AsyncGenerator<ImportRow> {
  const pages = pagesOf((after: After) => rowPage(of, undefined, { limit: 1000, after }));
  for await (const { items } of pages) yield* items;
}

/** How the list's last sheets of the kind were written; what was never declared is plain. */
export async function importLayout(owner: string, kind: ImportKind): Promise<ImportLayout> {
  const item = await get(z.object({ layout: ImportLayout.partial() }), keys.importLayout(owner, kind));
  return withChange(plainLayout, item?.layout as ImportLayoutChange | undefined);
}

export const keepLayout = (owner: string, kind: ImportKind, layout: ImportLayout): Write =>
  put({ ...keys.importLayout(owner, kind), layout });
