import { isoInstant, now } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { writeFigures } from "../platform/metric.ts";
import { getSeal, hasLines, keepSeal, linesOf, sealPage } from "./audit-seal.store.ts";
import { type AuditSeal, type AuditSealCheck, dayAfter, dayBefore, lastOver } from "./audit-seal.ts";

/** No line is older than the product. */
const firstDayOfAll = "2026-01-01";
/** Seals that are compared with their lines whenever a new day is sealed. */
const comparedDays = 31;

/** The first day with a line, up to a day. */
async function firstDay(last: string): Promise<string> {
  for (let day = firstDayOfAll; day < last; day = dayAfter(day)) if (await hasLines(day)) return day;
  return last;
}

async function sealDay(day: string, before: AuditSeal | undefined): Promise<AuditSeal> {
  const previous = before?.digest ?? null;
  const { lines, digest } = await linesOf(day, previous);
  return await keepSeal({ day, lines, digest, previous, sealedAt: isoInstant(now()) });
}

/** Whether a sealed day is still what it was, and goes on from the day before; undefined for a day without a seal. */
export async function checkSeal(day: string): Promise<AuditSealCheck | undefined> {
  const [seal, before] = await Promise.all([getSeal(day), getSeal(dayBefore(day))]);
  if (!seal) return undefined;
  const found = await linesOf(day, seal.previous);
  const follows = seal.previous === (before?.digest ?? null);
  return { seal, found, intact: follows && found.digest === seal.digest && found.lines === seal.lines };
}

/** Looks at the newest seals again; what differs is an alarm. */
async function compareNewest(): Promise<void> {
  const { items } = await sealPage(comparedDays, undefined);
  const checks = await Promise.all(items.map(({ day }) => checkSeal(day)));
  const changed = checks.flatMap((check) => (check && !check.intact ? [check.seal.day] : []));
  if (changed.length === 0) return;
  for (const day of changed) log.error("the audit of a sealed day is not what it was", { day });
  writeFigures({ AuditDaysChanged: changed.length }, now());
}

/**
 * Seals every day that is over and not sealed yet, in their order, as far as the time goes. Run again, or twice at once, it
 * changes no seal.
 */
export async function sealAudit(at: number, until: number): Promise<void> {
  const last = lastOver(at);
  let seal = (await sealPage(1, undefined)).items[0];
  if (seal && seal.day >= last) return;
  for (let day = seal ? dayAfter(seal.day) : await firstDay(last); day <= last && now() < until; day = dayAfter(day))
    seal = await sealDay(day, seal);
  await compareNewest();
}
