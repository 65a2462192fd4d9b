import { encodeBlock } from "../cdrs/call-block.ts";
import { blockName } from "../cdrs/call-id.ts";
import { dayName, withoutDays } from "../cdrs/day-set.ts";
import { marksExpire } from "../cdrs/seen.ts";
import { type Nano, nanoOf } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { idPrefixes } from "../platform/id.ts";
import { indexed, keys } from "../platform/keys.ts";
import {
  absent,
  type Condition,
  check,
  type Freshness,
  get,
  getMany,
  present,
  put,
  queryAll,
  queryPages,
  remove,
  unchanged,
  type Write,
} from "../platform/table.ts";
import { BalanceRow, firstBalance } from "./balance.ts";
import { inOneUnit, stored } from "./balance-item.ts";
import { LedgerEntry, type LineEntry, type PaymentEntry, type UsageEntry } from "./entry.ts";
import type { BillingCycle } from "./period.ts";
import type { PostingTransaction } from "./posting-plan.ts";
import { countersOf } from "./reservation.store.ts";

const isVendor = (account: string): boolean => account.startsWith(`${idPrefixes.vendor}_`);

/** The only writer of balances: every write of a BAL item is made here, and every one that moves money holds its `seq`. */

export interface BalanceOpening {
  account: string;
  currency: string;
  /** Decimal. */
  creditLimit: string;
  maxCallSessions: number;
  timeZone: string;
  billingCycle: BillingCycle;
  billingDay: number;
  /** Epoch ms at which the first period begins, where that is earlier than now. */
  billedFromMs?: number | undefined;
}

/** What an account begins with, before any money. */
export const firstRow = (customer: BalanceOpening, at: number): BalanceRow =>
  firstBalance(
    {
      currency: customer.currency,
      creditLimit: nanoOf(customer.creditLimit),
      maxSessions: customer.maxCallSessions,
      zone: customer.timeZone,
      cycle: customer.billingCycle,
      cycleDay: customer.billingDay,
    },
    at,
    customer.billedFromMs,
  );

/** Opens an account with the balance that it begins with. */
export const openWith = (account: string, row: BalanceRow): Write =>
  put(inOneUnit({ ...keys.balance(account), ...stored(row) }), absent);

/** Opens an account's balance without money: part of the transaction that creates the customer. */
export const openBalance = (customer: BalanceOpening, at: number): Write =>
  openWith(customer.account, firstRow(customer, at));

export type Limits = Pick<BalanceOpening, "creditLimit" | "maxCallSessions">;

/**
 * New limits, in the transaction that edits the customer. Moves no money, so it leaves `seq` alone and adds to `avail`
 * like a reservation does.
 * @param seen the credit limit that the customer's item holds now: both items change together and agree
 */
export function changeLimits(account: string, limits: Limits, seen: Pick<Limits, "creditLimit">): Write {
  const before = nanoOf(seen.creditLimit);
  const after = nanoOf(limits.creditLimit);
  return {
    kind: "update",
    key: keys.balance(account),
    change: "SET #creditLimit = :after, #avail = #avail + :more, #maxSessions = :sessions",
    values: { after, more: after - before, sessions: limits.maxCallSessions },
    when: unchanged("creditLimit", before),
  };
}

/**
 * Takes days out of those whose calls are not counted yet. Moves no money, so it leaves `seq` alone; it holds only while
 * nothing was posted since the days were read, for what was posted since is not counted.
 */
export const forgetDays = (account: string, seen: BalanceRow, days: readonly number[]): Write => ({
  kind: "update",
  key: keys.balance(account),
  change: "SET #dirty = :dirty",
  values: { dirty: withoutDays(seen.dirty, days) },
  when: unchanged("seq", seen.seq),
});

/** Part of a transaction that rests on what the balance was: fails its condition when money moved or a call is on. */
export const resting = (account: string, bal: Nano): Write =>
  check(keys.balance(account), { expression: "#bal = :bal AND #reserved = :zero", values: { bal, zero: 0 } });

/** One account's balance row, read consistently. */
export const balanceOf = (account: string): Promise<BalanceRow | undefined> => get(BalanceRow, keys.balance(account));

export interface Balance {
  currency: string;
  balance: Nano;
  creditLimit: Nano;
  reserved: Nano;
  /** What calls may use: balance + creditLimit − reserved. */
  available: Nano;
}

/** Balances by account; an account without one is missing. */
export async function balancesOf(accounts: readonly string[], freshness?: Freshness): Promise<Map<string, Balance>> {
  const rows = await balanceRowsOf(accounts, freshness);
  const shown = ({ cur, bal, creditLimit, reserved, avail }: BalanceRow): Balance => {
    return { currency: cur, balance: bal, creditLimit, reserved, available: avail };
  };
  return new Map([...rows].map(([account, row]) => [account, shown(row)]));
}

/** Whole rows by account; an account without a balance is missing. */
export async function balanceRowsOf(accounts: readonly string[], freshness?: Freshness) {
  const items = await getMany(accounts.map(keys.balance), freshness);
  return new Map(items.map((item) => [item.pk.slice("ACC#".length), BalanceRow.parse(item)]));
}

const termNames = ["zone", "cycle", "cycleDay", "creditLimit", "maxSessions"] as const;

/**
 * A balance that moved. What authorise and sweep also change (`avail`, `reserved`, `sessions`) is added to, never
 * overwritten; everything else is written whole under `seq`. Terms and limits are written where they changed.
 */
export function balanceUpdate(
  account: string,
  before: BalanceRow,
  after: BalanceRow,
  given: { released: Nano; sessions: number } = { released: 0n, sessions: 0 },
): Write {
  const { bal, openPeriod, periodFrom, periodUntil, opening, roll, next, day, dirty } = stored(after);
  inOneUnit({ ...keys.balance(account), ...stored(after) });
  const terms = termNames.filter((name) => after[name] !== before[name]);
  const whole = { bal, openPeriod, periodFrom, periodUntil, opening, roll, next, day, dirty, seq: before.seq + 1 };
  const values: Record<string, unknown> = { ...whole, ...Object.fromEntries(terms.map((name) => [name, after[name]])) };
  const sets = Object.keys(values).map((name) => `#${name} = :${name}`);
  sets.push("#avail = #avail + :avail");
  if (given.released !== 0n) sets.push("#reserved = #reserved - :released");
  if (given.sessions !== 0) sets.push("#sessions = #sessions - :sessions");
  const when = unchanged("seq", before.seq);
  return {
    kind: "update",
    key: keys.balance(account),
    change: `SET ${sets.join(", ")}`,
    values: {
      ...values,
      avail: after.bal - before.bal + given.released + after.creditLimit - before.creditLimit,
      ...(given.released !== 0n ? { released: given.released } : {}),
      ...(given.sessions !== 0 ? { sessions: given.sessions } : {}),
    },
    when: terms.length > 0 ? both(when, unchanged("creditLimit", before.creditLimit)) : when,
  };
}

/** Beside what it holds already, fails its condition where less is available by now: holds are made without `seq`. */
export const availableAtLeast = (update: Write, least: Nano): Write => ({
  ...update,
  when: both(update.when ?? present, { expression: "#avail >= :least", values: { least } }),
});

/** In the same way, where a call is on. */
export const noneHeld = (update: Write): Write => ({
  ...update,
  when: both(update.when ?? present, { expression: "#reserved = :none", values: { none: 0 } }),
});

/** Holds writes to a balance of zero: by the one of them that changes the balance, where there is one. */
export function onlyWhileEmpty(account: string, writes: readonly Write[]): Write[] {
  const empty: Condition = { expression: "#bal = :empty", values: { empty: 0 } };
  const key = keys.balance(account);
  const own = writes.findIndex((one) => one.kind === "update" && one.key.pk === key.pk && one.key.sk === key.sk);
  if (own === -1) return [...writes, check(key, empty)];
  return writes.map((one, i) => (i === own ? { ...one, when: both(one.when ?? present, empty) } : one));
}

/** Limits change without `seq`, so who writes them with it looks at them too. */
const both = (one: Condition, other: Condition): Condition => ({
  expression: `${one.expression} AND ${other.expression}`,
  values: { ...one.values, ...other.values },
});

export const usageWrite = (account: string, entry: UsageEntry): Write =>
  put({ ...keys.ledgerUsage(account, entry.date), ...entry }, absent);

/** A line that is neither a day's usage nor a payment. */
export const lineWrite = (account: string, entry: LineEntry): Write =>
  put({ ...keys.ledgerEntry(account, entry.date, entry.seq), ...entry }, absent);

/** Also listed among all payments, unless it is a vendor's: those are money that goes out. */
export const paymentWrite = (account: string, entry: PaymentEntry): Write =>
  put(
    {
      ...keys.ledgerEntry(account, entry.date, entry.seq),
      ...(isVendor(account) ? {} : indexed(keys.payments().pk, `${isoInstant(entry.at)}#${account}#${entry.id}`)),
      ...entry,
      account,
    },
    absent,
  );

function markWrite({ account, window, set }: PostingTransaction["marks"][number]): Write {
  const { bits, marks, v, split } = set;
  const item = { ...keys.seen(account, window, bits), marks, v: v + 1, ttl: marksExpire(window) };
  return put({ ...item, ...(split ? { split } : {}) }, v === 0 ? absent : unchanged("v", v));
}

function blockWrite(block: PostingTransaction["blocks"][number]): Write {
  const setups = block.rows.map((row) => row.cdr.setupMs);
  const sum = (of: (row: (typeof block.rows)[number]) => Nano) =>
    block.rows.reduce((total, row) => total + of(row), 0n);
  const name = blockName({ lastSetupMs: Math.max(...setups), seq: block.seq, ordinal: block.ordinal });
  const item = {
    ...keys.callBlock(block.account, dayName(block.day), name),
    first: Math.min(...setups),
    n: block.rows.length,
    seconds: block.rows.reduce((total, row) => total + row.billedSeconds, 0),
    charge: sum((row) => row.charge),
    period: block.period,
    ...(block.late ? { late: true } : {}),
    block: encodeBlock(block.rows),
  };
  return put(item, absent);
}

/** What a reservation held, given back: gone only if it is still what was read, sessions included. */
function releaseWrite({ account, authorizationId, reservation }: PostingTransaction["releases"][number]): Write {
  const { amt, live } = reservation;
  const when = { expression: "#amt = :amt AND #live = :live", values: { amt, live } };
  return remove(keys.reservation(account, authorizationId), when);
}

/** Sessions that devices get back, one write a device. */
function deviceWrites(releases: PostingTransaction["releases"]): Write[] {
  const given = new Map<string, number>();
  for (const { reservation } of releases)
    for (const counter of reservation.live ? countersOf(reservation) : [])
      given.set(counter, (given.get(counter) ?? 0) + 1);
  return [...given].map(([device, sessions]) => ({
    kind: "update",
    key: keys.deviceSessions(device),
    change: "ADD #n :minus",
    values: { minus: -sessions },
  }));
}

/** The one transaction that charges calls: balances, marks, blocks, finished days and reservations, all or nothing. */
export function postingWrites(transaction: PostingTransaction): Write[] {
  return [
    ...transaction.levels.map(({ account, before, after, released, releasedSessions }) =>
      balanceUpdate(account, before, after, { released, sessions: releasedSessions }),
    ),
    ...transaction.levels.flatMap(({ account, finished }) => (finished ? [usageWrite(account, finished)] : [])),
    ...transaction.marks.map(markWrite),
    ...transaction.blocks.map(blockWrite),
    ...transaction.releases.map(releaseWrite),
    ...deviceWrites(transaction.releases),
    ...transaction.cameLate.map((id) => remove(keys.missingCdr(id))),
  ];
}

/** Ledger lines of the days from `from` to `to` (`yyyy-mm-dd`, both included), in their order. */
export function entriesOf(account: string, from: string, to: string): Promise<LedgerEntry[]> {
  const { pk } = keys.ledgerUsage(account, from);
  return queryAll(LedgerEntry, { pk, from: `${from}#`, to: `${to}#~~` });
}

/** The first ledger line of a later day that moved money. */
export async function firstEntryAfter(account: string, date: string): Promise<LedgerEntry | undefined> {
  const { pk } = keys.ledgerUsage(account, date);
  for await (const { items } of queryPages({ pk, from: `${date}#~~`, limit: 10 })) {
    const first = items.map((item) => LedgerEntry.parse(item)).find(({ kind }) => kind !== "MEMO");
    if (first) return first;
  }
  return undefined;
}
