import { type Principal, seesTariff, seesVendors } from "../auth/access.ts";
import { isoInstant } from "../platform/clock.ts";
import { announceFile } from "../platform/files.ts";
import { newId } from "../platform/id.ts";
import { Problem } from "../platform/problem.ts";
import { transact, type Write } from "../platform/table.ts";
import { isRefusedForNow } from "../platform/write-refused.ts";
import { withChange } from "../sheets/with-change.ts";
import { pastChange, publish } from "./publish.flow.ts";
import { getRateImport, keepSheetLayout, rateImport, sheetLayout } from "./rate-import.store.ts";
import { type NewRateImport, type RateImportChange, type StoredRateImport, withoutCost } from "./rate-import.ts";
import { sheetFacts, sheetFile } from "./rate-sheet.store.ts";
import { getTariff } from "./tariff.store.ts";
import { cardById, type StoredTariff } from "./tariff.ts";

const nothingRead = {
  status: "queued",
  progress: 0,
  failure: null,
  seen: null,
  findings: null,
  result: null,
  etag: null,
} as const;

/** @throws Problem invalid unless it is another tariff of the same owner and currency that the principal may see. */
async function checkCost(tariff: StoredTariff, costTariff: string | null, who: Principal): Promise<void> {
  if (costTariff === null) return;
  const cost = costTariff === tariff.id ? undefined : await getTariff(costTariff);
  if (cost?.currency === tariff.currency && cost.owner === tariff.owner && seesTariff(who, cost)) return;
  const message = `Must be another tariff in ${tariff.currency}.`;
  throw new Problem("invalid", "Please correct: costTariff.", { fields: [{ path: "costTariff", message }] });
}

/** The import without what a vendor bills, for whoever may not see that. */
export async function importSeenBy(who: Principal, job: StoredRateImport): Promise<StoredRateImport> {
  if (job.costTariff === null || seesVendors(who)) return job;
  const cost = await getTariff(job.costTariff);
  return cost && seesTariff(who, cost) ? job : withoutCost(job);
}

/** An import that waits for its file. */
export async function beginImport(
  tariff: StoredTariff,
  asked: NewRateImport,
  who: Principal,
  at: number,
): Promise<StoredRateImport> {
  await checkCost(tariff, asked.costTariff, who);
  const layout = withChange(await sheetLayout(tariff.id), asked.layout);
  const job: StoredRateImport = {
    id: newId("rateImport"),
    tariffId: tariff.id,
    fileName: asked.fileName,
    card: cardById(tariff, asked.card).id,
    mode: asked.mode,
    effectiveFrom: asked.effectiveFrom,
    costTariff: asked.costTariff,
    layout,
    ...nothingRead,
    applied: null,
    createdAt: isoInstant(at),
    seq: 0,
  };
  const kept: Write[] = asked.layout ? [keepSheetLayout(tariff.id, layout)] : [];
  await transact([rateImport(job), ...kept]);
  return job;
}

/** @throws Problem not_found, also for an import of another tariff. */
export async function importOrNotFound(tariffId: string, importId: string): Promise<StoredRateImport> {
  const job = await getRateImport(importId);
  if (!job || job.tariffId !== tariffId) throw new Problem("not_found", "There is no such import.");
  return job;
}

const overtaken = (cause: unknown): Problem =>
  new Problem("conflict", "This import changed meanwhile. Load it again and repeat.", { cause });

/** Forgets what was found and has the file, if it is there, read again. */
async function readAgain(job: StoredRateImport, kept: Write[] = []): Promise<StoredRateImport> {
  const next = { ...job, ...nothingRead };
  try {
    await transact([rateImport(next), ...kept]);
  } catch (error) {
    if (isRefusedForNow(error)) throw overtaken(error);
    throw error;
  }
  if (await sheetFacts(job.id)) await announceFile(sheetFile(job.id));
  return { ...next, seq: job.seq + 1 };
}

/**
 * Other settings for an import; its sheet is read again with them.
 * @throws Problem conflict for one that is applied.
 */
export async function changeImport(
  tariff: StoredTariff,
  job: StoredRateImport,
  change: RateImportChange,
  who: Principal,
) {
  if (job.applied) throw new Problem("conflict", "This import is applied. Start a new one.");
  const costTariff = change.costTariff === undefined ? job.costTariff : change.costTariff;
  await checkCost(tariff, change.costTariff ?? null, who);
  const layout = withChange(job.layout, change.layout);
  const next: StoredRateImport = {
    ...job,
    card: cardById(tariff, change.card ?? job.card).id,
    mode: change.mode ?? job.mode,
    effectiveFrom: change.effectiveFrom === undefined ? job.effectiveFrom : change.effectiveFrom,
    costTariff,
    layout,
  };
  return readAgain(next, change.layout ? [keepSheetLayout(tariff.id, layout)] : []);
}

interface Applying {
  confirmPastChange: boolean;
  noticeOverride?: string | undefined;
  principal: Principal;
  at: number;
}

/**
 * Publishes what the dry run found. Applying twice is applying once.
 * @throws Problem conflict when there is nothing to apply yet, or when the tariff is no longer the version that was
 * compared with: the sheet is then read again. Invalid when prices of the past change and that is not confirmed.
 */
export async function applyImport(tariff: StoredTariff, job: StoredRateImport, applying: Applying) {
  if (job.applied) return job;
  const { findings, result } = job;
  if (job.status !== "done" || !findings || !result)
    throw new Problem("conflict", "The sheet is not read yet, or could not be read.");
  if (findings.againstVersion !== tariff.version) {
    await readAgain(job);
    throw new Problem("conflict", "The tariff changed since this comparison. The sheet is being compared again.");
  }
  if (findings.pastChanges > 0 && !applying.confirmPastChange) throw pastChange();
  const card = cardById(tariff, job.card);
  const cards = tariff.cards.toSpliced(tariff.cards.indexOf(card), 1, { ...card, ...result });
  const applied = { version: tariff.version + 1, at: isoInstant(applying.at) };
  const { principal, at, noticeOverride } = applying;
  const alongside = [rateImport({ ...job, applied })];
  await publish({ ...tariff, cards }, { principal, at, action: "tariff.rate-import", alongside, noticeOverride });
  return { ...job, applied, seq: job.seq + 1 };
}
