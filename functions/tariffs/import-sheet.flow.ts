import { log } from "../platform/log.ts";
import { write } from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { getSettings } from "../settings/settings.store.ts";
import type { Settings } from "../settings/settings.ts";
import { openSheet, unreadable } from "../sheets/open-sheet.store.ts";
import { findTable, type SheetTable } from "../sheets/sheet-table.ts";
import { SheetUnreadable } from "../sheets/sheet-unreadable.ts";
import { dayMs } from "../time/day.ts";
import { ceilingOf } from "./price-ceiling.ts";
import { putRateBody, rateBook } from "./rate-body.store.ts";
import { getRateImport, rateImport } from "./rate-import.store.ts";
import type { Findings, StoredRateImport } from "./rate-import.ts";
import { putRejects, sheetFacts, sheetFile } from "./rate-sheet.store.ts";
import { isReject, rowReader, type SheetRow } from "./rate-sheet.ts";
import { type ColumnMapping, mapColumns } from "./sheet-columns.ts";
import { diffSheet } from "./sheet-diff.ts";
import type { Reject } from "./sheet-refusal.ts";
import { warningsOf } from "./sheet-warnings.ts";
import { getTariff, loadTariff, tariffHeads } from "./tariff.store.ts";
import { cardById, type StoredTariff } from "./tariff.ts";

const mostRates = 1_000_000;
const rejectsShown = 50;

interface ReadSheet {
  table: SheetTable<ColumnMapping>;
  rows: SheetRow[];
  rejects: Reject[];
  /** Lines below the headers. */
  lines: number;
}

async function readSheet(job: StoredRateImport, tariff: StoredTariff, settings: Settings): Promise<ReadSheet> {
  const rejects: Reject[] = [];
  const { layout } = job;
  const sheet = await openSheet(sheetFile(job.id), layout, (broken) => rejects.push(broken));
  const constant = new Set(Object.keys(layout.constants));
  const map = (cells: readonly string[]) => mapColumns(cells, layout.columns, constant);
  const table = await findTable(sheet, { ...layout, map });
  // What was refused above the headers is no line of the table.
  const headerRow = table.seen.headerRow ?? 0;
  const { timeZone, currency } = tariff;
  const ceiling = ceilingOf(tariff, settings);
  const { commaSeparated } = sheet;
  const read = rowReader({ mapping: table.mapping, layout, ceiling, timeZone, currency, commaSeparated });
  const rows: SheetRow[] = [];
  let lines = 0;
  for await (const batch of table.rows)
    for (const { line, cells } of batch) {
      lines++;
      const one = read(cells, line);
      if (isReject(one)) rejects.push(one);
      else for (const row of one) rows.push(row);
      if (rows.length + rejects.length > mostRates)
        throw new SheetUnreadable("TOO_LARGE", `The sheet has more than ${mostRates} rates.`);
    }
  const malformed = rejects.filter(({ reason, line }) => reason === "MALFORMED" && line > headerRow).length;
  return { table, rows, rejects: rejects.filter(({ line }) => line > headerRow), lines: lines + malformed };
}

/** Reads, compares and writes the body that applying would publish. */
async function compare(job: StoredRateImport, tariff: StoredTariff) {
  const settings = await getSettings();
  const read = await readSheet(job, tariff, settings);
  const nowMs = Date.parse(job.createdAt);
  const card = cardById(tariff, job.card);
  const before = await rateBook(card.body);
  // An override card takes over from what the customer was charged by until now.
  const startMs = card.account === null ? undefined : nowMs;
  const diff = diffSheet({
    book: before,
    rows: read.rows,
    mode: job.mode,
    refused: new Set(read.rejects.flatMap(({ prefixes }) => prefixes ?? [])),
    effectiveMs: job.effectiveFrom === null ? startMs : Date.parse(job.effectiveFrom),
    nowMs,
  });
  const result = await putRateBody(diff.rows);
  const warnings = warningsOf({
    placed: diff.placed,
    before,
    after: await rateBook(result.body),
    noticeMs: nowMs + settings.rateNoticeDays * dayMs,
    cost: await costOf(job),
    nowMs,
  });
  const rejects = [...read.rejects, ...diff.rejects].sort((a, b) => a.line - b.line);
  if (rejects.length > 0) await putRejects(job.id, rejects);
  const findings: Findings = {
    rows: read.lines,
    rates: read.rows.length,
    mapping: read.table.mapping.columns,
    counts: diff.counts,
    samples: diff.samples,
    rejected: rejects.length,
    rejects: rejects.slice(0, rejectsShown).map(({ line, reason, detail, raw }) => {
      return { line, reason, detail, raw: raw.slice(0, 200) };
    }),
    warnings: warnings.counts,
    warned: warnings.samples,
    pastChanges: diff.pastChanges,
    againstVersion: tariff.version,
  };
  return { findings, result, seen: read.table.seen };
}

/** The tariff that is taken as cost, as it is published now. */
async function costOf({ costTariff }: StoredRateImport) {
  const head = costTariff === null ? undefined : (await tariffHeads([costTariff])).get(costTariff);
  return head && loadTariff(head);
}

/** Saves the next state; false when another run or an edit came between, whose state then counts. */
async function save(job: StoredRateImport): Promise<boolean> {
  try {
    await write(rateImport(job));
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}

async function outcomeOf(job: StoredRateImport) {
  const tariff = await getTariff(job.tariffId);
  if (!tariff) throw new Error(`import ${job.id} of a tariff that does not exist`);
  try {
    return { ...(await compare(job, tariff)), status: "done" as const, failure: null };
  } catch (thrown) {
    const error = unreadable(thrown);
    if (!(error instanceof SheetUnreadable)) throw error;
    const failure = { reason: error.reason, message: error.message };
    return { findings: null, result: null, status: "failed" as const, failure, seen: error.seen };
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
