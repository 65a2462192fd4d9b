import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { put, queryPage, write } from "../platform/table.ts";

/**
 * Which accounts have calls of a source on a day: calls stand with their account, so a day's calls are found by it. It is
 * written before the calls are charged, so none is missing; an account whose call was not charged after all is one too many.
 */

export interface DayAccount {
  source: string;
  /** As in `Place`. */
  day: string;
  account: string;
}

/** As long as what came is kept as it came. */
const keptDays = 400;
/** What this process has written, so that an account of a busy day is written once and not with each batch. */
const written = new Set<string>();
const mostRemembered = 100_000;
/** Writes on their way side by side. */
const atOnce = 25;

const nameOf = ({ source, day, account }: DayAccount): string => `${source}#${day}#${account}`;

/** Safe to repeat. @param atMs now */
export async function noteDayAccounts(all: readonly DayAccount[], atMs: number): Promise<void> {
  const open = [...new Map(all.map((one) => [nameOf(one), one]))].filter(([name]) => !written.has(name));
  const ttl = Math.floor(atMs / 1000) + keptDays * 86_400;
  for (let at = 0; at < open.length; at += atOnce) {
    const some = open.slice(at, at + atOnce);
    await Promise.all(some.map(([, one]) => write(put({ ...keys.dayAccount(one.source, one.day, one.account), ttl }))));
    if (written.size > mostRemembered) written.clear();
    for (const [name] of some) written.add(name);
  }
}

const Item = z.object({ sk: z.string() });

/** Accounts of a source's day in their order, behind one where it is given. */
export async function accountsOfDay(source: string, day: string, behind: string | undefined, limit: number) {
  const { pk } = keys.dayAccount(source, day, "");
  const after = behind === undefined ? {} : { after: { ...keys.dayAccount(source, day, behind) } };
  const page = await queryPage({ pk, limit, ...after });
  return { accounts: page.items.map((item) => Item.parse(item).sk), isLast: page.after === undefined };
}
