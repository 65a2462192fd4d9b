import * as z from "zod";
import { isPayment, LedgerEntry, type PaymentEntry } from "../ledger/entry.ts";
import { keys } from "../platform/keys.ts";
import { absent, get, put, queryPage, type Write } from "../platform/table.ts";

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

/** A page of payments, newest first, read off the ledger. */
export async function paymentsOf(account: string, limit: number, after: Record<string, unknown> | undefined) {
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
