import { operator } from "../auth/access.ts";
import { attempt } from "../ledger/attempt.flow.ts";
import { now } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { WriteRefused } from "../platform/write-refused.ts";
import { getSettings } from "../settings/settings.store.ts";
import { dateIn } from "../time/zone.ts";
import { decodeCells, encodeCells } from "./cell-block.ts";
import { byHour, byQuarter } from "./day-brief.ts";
import { foldAccounts } from "./fold-accounts.flow.ts";
import { clearParts, membersOf, type Owed, owedDays, ownerDay, putOwnerDay } from "./owner-day.store.ts";
import { addAccountCells, cellsByDate, quarterMs, type TrafficCell } from "./traffic-cell.ts";
import { daysInFull, noteThrough } from "./traffic-day.store.ts";

/** Accounts that are read in one request: two items each, of the hundred that it may ask for. */
const atOnce = 50;

/** A day of all accounts below an owner, always out of the accounts' counted days, never added to what was there. */
async function addUp(owed: Owed): Promise<TrafficCell[]> {
  const cells = new Map<string, TrafficCell>();
  const members = await membersOf(owed);
  for (let at = 0; at < members.length; at += atOnce) {
    const some = members.slice(at, at + atOnce);
    const days = await daysInFull(
      some.map(({ account }) => account),
      owed.date,
    );
    for (const member of some) {
      const bytes = days.get(member.account);
      if (bytes) addAccountCells(cells, decodeCells(bytes), member);
    }
  }
  return [...cells.values()];
}

/** @returns false where an account was counted again meanwhile; the day is then still owed */
async function foldOwner(owed: Owed, zone: string): Promise<boolean> {
  const before = await ownerDay(owed.owner, owed.date);
  try {
    const cells = await addUp(owed);
    const short = encodeCells(cellsByDate(cells, (quarter) => dateIn(zone, quarter * quarterMs)));
    await putOwnerDay(owed, {
      ...{ zone, cells: short, full: encodeCells(cells), quarters: encodeCells(byQuarter(cells)) },
      hours: owed.owner === operator ? encodeCells(byHour(cells)) : undefined,
    });
  } catch (error) {
    if (!(error instanceof WriteRefused)) log.error("an owner's traffic could not be added up", { ...owed, error });
    return false;
  }
  if (before && before.mark !== owed.mark) await clearParts(owed.owner, before);
  return true;
}

/**
 * Adds up the days that are owed to the operator and to resellers, until time is up. Safe to run at any time and any
 * number of times at once; what is left is owed still.
 * @returns whether nothing is left
 */
export async function foldOwners(untilMs: number): Promise<boolean> {
  const { timeZone } = await getSettings();
  let isAll = true;
  for (const owed of await owedDays()) {
    if (now() >= untilMs) return false;
    if (!(await foldOwner(owed, timeZone))) isAll = false;
  }
  return isAll;
}

/** Counts what came, account by account, and adds it up for whoever is above them. */
export async function foldTraffic(untilMs: number): Promise<void> {
  const left = untilMs - now();
  const { through } = await foldAccounts(untilMs - left / 3);
  // Refused where a run that looked further has ended already: what it noted stands.
  if ((await foldOwners(untilMs)) && through !== undefined) await attempt([noteThrough(through)]);
}
