import * as z from "zod";
import type { PlacedCall } from "../cdrs/call-order.ts";
import { listCalls } from "../cdrs/list-calls.flow.ts";
import { getCustomers } from "../customers/customer.store.ts";
import { getSource } from "../intake/source.store.ts";
import { placeIn } from "../platform/pages.ts";
import { Problem } from "../platform/problem.ts";
import { dateIn, instantsOf } from "../time/zone.ts";
import { accountsOfDay } from "./day-accounts.store.ts";
import { dateAfter } from "./source-day.ts";

/** The calls behind a day's figures: of one account after another, each one's newest first. */

/** A clock that is put back at midnight shows hours of a date twice. */
const foldMs = 3 * 3_600_000;
/** Accounts that one answer looks at: most have a call, those that do not cost a read each. */
const mostAccounts = 100;

const Place = z.object({
  /** The account that is being read, and where in its calls. */
  account: z.string(),
  calls: z.record(z.string(), z.unknown()).optional(),
});
type Place = z.infer<typeof Place>;

export interface DayCall {
  account: string;
  call: PlacedCall;
}

export interface DayCallPage {
  calls: DayCall[];
  /** Currencies of the accounts in it. */
  currencies: ReadonlyMap<string, string>;
  after: Record<string, unknown> | undefined;
}

interface Wanted {
  limit: number;
  after: Record<string, unknown> | undefined;
}

/** One page of one account's calls of the day. */
async function ofAccount(account: string, source: string, day: { date: string; zone: string }, page: Wanted) {
  const [fromMs] = instantsOf(Date.parse(`${day.date}T00:00:00Z`), day.zone);
  const [toMs] = instantsOf(Date.parse(`${dateAfter(day.date, 1)}T00:00:00Z`), day.zone);
  const range = { fromMs: fromMs - foldMs, toMs: toMs + foldMs, source };
  const found = await listCalls(account, range, page);
  const calls = found.calls.filter(({ row }) => dateIn(day.zone, row.cdr.setupMs) === day.date);
  return { calls: calls.map((call) => ({ account, call })), after: found.after };
}

/** The accounts to be read: first the one that the last page ended in, then those behind it. */
async function accountsFrom(source: string, date: string, from: Place | undefined) {
  const { accounts, isLast } = await accountsOfDay(source, date, from?.account, mostAccounts);
  return { accounts: from?.calls ? [from.account, ...accounts] : accounts, isLast };
}

/** @throws Problem not_found, bad_request for the cursor of another list */
export async function dayCalls(id: string, date: string, { limit, after }: Wanted): Promise<DayCallPage> {
  const source = await getSource(id);
  if (!source) throw new Problem("not_found", "There is no such CDR source.");
  const from = placeIn(Place, after);
  const { accounts, isLast } = await accountsFrom(id, date, from);
  const calls: DayCall[] = [];
  let next: Place | undefined;
  for (const account of accounts) {
    const inside = account === from?.account ? from.calls : undefined;
    const wanted = { limit: limit - calls.length, after: inside };
    const page = await ofAccount(account, id, { date, zone: source.timeZone }, wanted);
    calls.push(...page.calls);
    next = { account, ...(page.after ? { calls: page.after } : {}) };
    if (page.after || calls.length === limit) break;
  }
  const isEnd = isLast && (next === undefined || (next.account === accounts.at(-1) && !next.calls));
  const customers = await getCustomers([...new Set(calls.map(({ account }) => account))]);
  const currencies = new Map([...customers].map(([account, { currency }]) => [account, currency]));
  return { calls, currencies, after: isEnd ? undefined : next };
}
