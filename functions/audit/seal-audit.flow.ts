import { isoInstant, now } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { writeFigures } from "../platform/metric.ts";
import { daysAfter } from "../time/day.ts";
import { getSeal, hasLines, keepSeal, linesOf, sealPage } from "./audit-seal.store.ts";
import { type AuditSeal, type AuditSealCheck, lastOver } from "./audit-seal.ts";

/** No line is older than the product. */
const firstDayOfAll = "2026-01-01";
/** Seals that are compared with their lines whenever a new day is sealed. */
const comparedDays = 31;

/** The first day with a line, up to a day. */
async function firstDay(last: string): Promise<string> {
  for (let day = firstDayOfAll; day < last; day = daysAfter(day, 1)) if (await hasLines(day)) return day;
  return last;
}

async function sealDay(day: string, before: AuditSeal | undefined): Promise<AuditSeal> {
  const previous = before?.digest ?? null;
  const { lines, digest } = await linesOf(day, previous);
  return await keepSeal({ day, lines, digest, previous, sealedAt: isoInstant(now()) });
}

/** Whether the day of a seal is still what it was, and goes on from the seal of the day before. */
async function compared(seal: AuditSeal, before: AuditSeal | undefined): Promise<AuditSealCheck> {
  const found = await linesOf(seal.day, seal.previous);
  const follows = seal.previous === (before?.digest ?? null);
  return { seal, found, intact: follows && found.digest === seal.digest && found.lines === seal.lines };
}

/** The same of a day that is named; undefined where it has no seal. */
export async function checkSeal(day: string): Promise<AuditSealCheck | undefined> {
  const [seal, before] = await Promise.all([getSeal(day), getSeal(daysAfter(day, -1))]);
  return seal && compared(seal, before);
}

/** Looks at the newest seals again, a day at a time; what differs is an alarm. */
async function compareNewest(): Promise<void> {
  const { items } = await sealPage(comparedDays + 1, undefined);
  let changed = 0;
  for (const [i, seal] of items.slice(0, comparedDays).entries()) {
    if ((await compared(seal, items[i + 1])).intact) continue;
    changed++;
    log.error("the audit of a sealed day is not what it was", { day: seal.day });
  }
  if (changed > 0) writeFigures({ AuditDaysChanged: changed }, now());
}

/**
 * Seals every day that is over and not sealed yet, in their order, as far as the time goes. Run again, or twice at once, it
 * changes no seal.
 */
export async function sealAudit(at: number, until: number): Promise<void> {
  const last = lastOver(at);
  let seal = (await sealPage(1, undefined)).items[0];
  if (seal && seal.day >= last) return;
  for (
    let day = seal ? daysAfter(seal.day, 1) : await firstDay(last);
    day <= last && now() < until;
    day = daysAfter(day, 1)
  )
    seal = await sealDay(day, seal);
  await compareNewest();
}
