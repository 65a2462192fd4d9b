import { log } from "../platform/log.ts";
import { WriteRefused, write } from "../platform/table.ts";
import { putRateBody, rateBook } from "./rate-body.store.ts";
import { getRateImport, rateImport } from "./rate-import.store.ts";
import type { Findings, StoredRateImport } from "./rate-import.ts";
import { type OpenSheet, openSheet, putRejects, SheetUnreadable, sheetFacts } from "./rate-sheet.store.ts";
import { isReject, type Reject, readSheetRow, type SheetRow } from "./rate-sheet.ts";
import { mapColumns } from "./sheet-columns.ts";
import { diffSheet } from "./sheet-diff.ts";
import { getTariff } from "./tariff.store.ts";
import { cardById, type StoredTariff } from "./tariff.ts";

const mostRows = 1_000_000;
const rejectsShown = 50;

type Mapping = ReturnType<typeof mapColumns>;

interface ReadSheet {
  rows: SheetRow[];
  rejects: Reject[];
  headers: string[];
  mapping: Mapping;
}

interface Reading {
  tariff: StoredTariff;
  job: StoredRateImport;
  sheet: OpenSheet;
  rejects: Reject[];
}

/** An item has room for the headers of any sane sheet, not for those of a file that is none. */
const headersShown = (headers: readonly string[]): string[] =>
  headers.slice(0, 64).map((header) => header.slice(0, 100));

function mappingOf(headers: string[], job: StoredRateImport): Mapping {
  const mapping = mapColumns(headers, job.columns);
  if (mapping.missing.length === 0) return mapping;
  const found = headersShown(headers).map((header) => JSON.stringify(header));
  throw new SheetUnreadable(
    "COLUMNS",
    `No column for: ${mapping.missing.join(", ")}. The sheet has ${found.join(", ")}.`,
    { headers: headersShown(headers) },
  );
}

async function readSheet({ tariff, job, sheet, rejects }: Reading): Promise<ReadSheet> {
  const rows: SheetRow[] = [];
  let headers: string[] | undefined;
  let mapping: Mapping | undefined;
  for await (const { line, cells } of sheet.lines) {
    if (!mapping) {
      headers = cells;
      mapping = mappingOf(headers, job);
      continue;
    }
    const decimalComma = sheet.separator !== ",";
    const rules = { mapping, ceiling: tariff.priceCeiling, timeZone: tariff.timeZone, decimalComma };
    const one = readSheetRow(cells, line, rules);
    if (isReject(one)) rejects.push(one);
    else rows.push(one);
    if (rows.length + rejects.length > mostRows)
      throw new SheetUnreadable("TOO_LARGE", `The sheet has more than ${mostRows} lines.`);
  }
  if (!headers || !mapping) throw new SheetUnreadable("EMPTY", "The file is empty.");
  return { rows, rejects, headers, mapping };
}

/** Reads, compares and writes the body that applying would publish. */
async function compare(job: StoredRateImport, tariff: StoredTariff) {
  const malformed: Reject[] = [];
  const sheet = await openSheet(job.id, (reject) => malformed.push(reject));
  const read = await readSheet({ tariff, job, sheet, rejects: malformed });
  const diff = diffSheet({
    book: await rateBook(cardById(tariff, job.card).body),
    rows: read.rows,
    absent: job.absent,
    effectiveMs: job.effectiveFrom === null ? undefined : Date.parse(job.effectiveFrom),
    nowMs: Date.parse(job.createdAt),
  });
  const rejects = [...read.rejects, ...diff.rejects].sort((a, b) => a.line - b.line);
  if (rejects.length > 0) await putRejects(job.id, rejects);
  const findings: Findings = {
    rows: read.rows.length + read.rejects.length,
    headers: headersShown(read.headers),
    mapping: read.mapping.columns,
    counts: diff.counts,
    samples: diff.samples,
    rejected: rejects.length,
    rejects: rejects.slice(0, rejectsShown).map((reject) => ({ ...reject, raw: reject.raw.slice(0, 200) })),
    pastChanges: diff.pastChanges,
    againstVersion: tariff.version,
  };
  return { findings, result: await putRateBody(diff.rows) };
}

/** Saves the next state; false when another run or an edit came between, whose state then counts. */
async function save(job: StoredRateImport): Promise<boolean> {
  try {
    await write(rateImport(job));
    return true;
  } catch (error) {
    if (error instanceof WriteRefused && error.cancellation.kind === "condition") return false;
    throw error;
  }
}

async function outcomeOf(job: StoredRateImport) {
  const tariff = await getTariff(job.tariffId);
  if (!tariff) throw new Error(`import ${job.id} of a tariff that does not exist`);
  try {
    return { ...(await compare(job, tariff)), status: "done" as const, failure: null };
  } catch (error) {
    if (!(error instanceof SheetUnreadable)) throw error;
    const failure = { reason: error.reason, message: error.message, headers: [...error.headers] };
    return { findings: null, result: null, status: "failed" as const, failure };
  }
}

/**
 * Makes the dry run of an uploaded sheet. May be told of the same file any number of times: what is read already, or
 * applied, is left alone. Nothing of a tariff changes here.
 */
export async function importSheet(importId: string): Promise<void> {
  const job = await getRateImport(importId);
  if (!job) return log.warn("a rate sheet that no import waits for", { job: importId, reason: "UNKNOWN_IMPORT" });
  const facts = await sheetFacts(importId);
  const isRead = job.etag === (facts?.etag ?? null) && (job.status === "done" || job.status === "failed");
  if (job.applied || isRead) return;
  const running: StoredRateImport = { ...job, status: "running", progress: 0, failure: null };
  if (!(await save(running))) return;
  const outcome = await outcomeOf(job);
  const progress = outcome.status === "done" ? 100 : 0;
  const done = { ...running, ...outcome, progress, seq: job.seq + 1, etag: facts?.etag ?? null };
  if (!(await save(done))) log.info("a dry run was overtaken", { job: importId, reason: "OVERTAKEN" });
}
