import * as z from "zod";
import { isPayment, LedgerEntry, type PaymentEntry } from "../ledger/entry.ts";
import { keys } from "../platform/keys.ts";
import type { After } from "../platform/pages.ts";
import { absent, get, getMany, put, queryAll, queryPage, remove, type Write } from "../platform/table.ts";

/** Stands for a booked request. Written with its ledger entry, which it points to, and kept as long. */
const PaymentMark = z.object({ entry: z.string(), request: z.string() });

/** The guard that makes a request count once: it may not exist yet. */
export const paymentMark = (account: string, entry: PaymentEntry, request: string): Write =>
  put(
    { ...keys.payment(account, entry.id), entry: keys.ledgerEntry(account, entry.date, entry.seq).sk, request },
    absent,
  );

/** The entry that was booked for this id, and the hash of the request that booked it. */
export async function bookedPayment(account: string, id: string) {
  const mark = await get(PaymentMark, keys.payment(account, id));
  if (!mark) return undefined;
  const { pk } = keys.ledgerUsage(account, "");
  const entry = await get(LedgerEntry, { pk, sk: mark.entry });
  if (!entry || !isPayment(entry)) throw new Error(`payment ${id} points to no entry of the ledger`);
  return { entry, request: mark.request };
}

const Reversed = z.object({ by: z.string() });

/** The guard that lets a payment be taken back once. */
export const reversedMark = (account: string, id: string, by: string): Write =>
  put({ ...keys.reversed(account, id), by }, absent);

/** The reversal of a payment. */
export const reversalOf = async (account: string, id: string): Promise<string | undefined> =>
  (await get(Reversed, keys.reversed(account, id)))?.by;

/** Reversals by the payment that they took back. */
export async function reversalsOf(account: string, ids: readonly string[]): Promise<Map<string, string>> {
  const items = await getMany(ids.map((id) => keys.reversed(account, id)));
  return new Map(items.map((item) => [item.sk.split("#")[0] ?? "", Reversed.parse(item).by]));
}

const TempCredit = z.object({ account: z.string(), id: z.string(), dueMs: z.number().int() });
export type TempCredit = z.infer<typeof TempCredit>;

export const noteTempCredit = (credit: TempCredit): Write =>
  put({ ...keys.tempCredit(credit.dueMs, credit.account, credit.id), ...credit });
export const forgetTempCredit = ({ dueMs, account, id }: TempCredit): Write =>
  remove(keys.tempCredit(dueMs, account, id));

/** Temporary credits that have run out, the first to do so first. */
export const dueTempCredits = (untilMs: number, limit: number): Promise<TempCredit[]> => {
  const { pk, sk } = keys.tempCredit(untilMs, "~", "");
  return queryAll(TempCredit, { pk, to: sk, limit });
};

const Listed = z.object({ account: z.string() });

/**
 * A page of all payments of a span, newest first. A new one follows within a moment.
 * @param span instants, or beginnings of them, as texts
 */
export async function allPayments(span: { from: string; to: string }, limit: number, after: After) {
  const range = { index: "gsi1" as const, pk: keys.payments().pk, ...span, newestFirst: true, limit };
  const page = await queryPage(after ? { ...range, after } : range);
  const found = page.items.flatMap((item) => {
    const entry = LedgerEntry.parse(item);
    return isPayment(entry) ? [{ account: Listed.parse(item).account, entry }] : [];
  });
  return { found, after: page.after };
}

/** A page of payments, newest first, read off the ledger. */
export async function paymentsOf(account: string, limit: number, after: After) {
  const { pk } = keys.ledgerUsage(account, "");
  const found: PaymentEntry[] = [];
  let next = after;
  do {
    const page = await queryPage({
      pk,
      newestFirst: true,
      limit: limit - found.length,
      ...(next ? { after: next } : {}),
    });
    const entries = page.items.map((item) => LedgerEntry.parse(item));
    found.push(...entries.filter(isPayment));
    next = page.after;
  } while (next && found.length < limit);
  return { found, after: next };
}
