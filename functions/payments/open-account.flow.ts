import type { Principal } from "../auth/access.ts";
import { type BalanceOpening, firstRow, openBalance, openWith, paymentWrite } from "../ledger/ledger.store.ts";
import { nanoOf } from "../money/money.ts";
import type { Write } from "../platform/table.ts";
import { bookedOn } from "./book-payment.flow.ts";
import { paymentMark } from "./payment.store.ts";
import { requestHash } from "./payment.ts";

/**
 * Opens a new account's balance, with play money on it where there is some: an entry of the ledger like any other.
 * @param credit decimal, in the account's currency; zero: none
 */
export function openingOf(customer: BalanceOpening, credit: string, actor: Principal, at: number): Write[] {
  const { account } = customer;
  if (nanoOf(credit) === 0n) return [openBalance(customer, at)];
  const request = {
    kind: "CREDIT_ADD" as const,
    amount: credit,
    method: "DEMO",
    reference: "Opening credit",
    note: "Play money",
  };
  const order = { account, request, idempotencyKey: "demo-opening-credit", by: actor.id };
  const seen = firstRow(customer, at);
  const { entry, after } = bookedOn(order, seen, at);
  return [
    openWith(account, { ...after, seq: entry.seq }),
    paymentWrite(account, entry),
    paymentMark(account, entry, requestHash(request)),
  ];
}
