import { getCustomer } from "../customers/customer.store.ts";
import type { BalanceRow } from "../ledger/balance.ts";
import type { PaymentEntry } from "../ledger/entry.ts";
import { methodWords } from "../ledger/method-words.ts";
import { mailToCustomer } from "../mail/outbox.flow.ts";
import { fixedDecimalOf } from "../money/money.ts";
import type { Write } from "../platform/table.ts";
import { receiptFile } from "./receipt.ts";

/** The receipt of a payment, in the payment's own transaction. Nothing for other entries, and for play money. */
export async function receiptWrites(account: string, entry: PaymentEntry, after: BalanceRow): Promise<Write[]> {
  if (entry.kind !== "PAYMENT") return [];
  const customer = await getCustomer(account);
  if (!customer || customer.customerType === "DEMO") return [];
  const { currency } = customer;
  const values = {
    ...{
      account,
      currency,
      method: methodWords(entry.method),
      reference: entry.reference || entry.id,
      date: entry.date,
    },
    amount: fixedDecimalOf(entry.amount, 2),
    balance: fixedDecimalOf(after.bal, 2),
  };
  return mailToCustomer(
    customer,
    { kind: "RECEIPT", cause: entry.id, values, attachments: [receiptFile(account, entry.id)] },
    entry.at,
  );
}
