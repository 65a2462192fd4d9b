import { decimalOf, type Nano } from "../money/money.ts";

/** What stands in the way of closing an account: calls that are up in any case; money and open invoices until they are known. */

export interface Standing {
  currency: string;
  balance: Nano;
  /** Calls that are up. */
  calls: number;
  /** Held by calls that are up, or whose record has not come. */
  reserved: Nano;
  /** Numbers of invoices that are not paid, the oldest first. */
  openInvoices: readonly string[];
}

/** What whoever closes it knows of. */
export interface Confirmed {
  /** The balance that it may be closed with; zero needs none. */
  balance?: Nano | undefined;
  openInvoices?: boolean | undefined;
}

export interface ClosingReason {
  /** The parameter that answers it; `liveCalls` is none. */
  path: "liveCalls" | "confirmBalance" | "confirmOpenInvoices";
  reason: string;
  /** What to do about it. */
  answer: string;
}

/** Invoices that a sentence names. */
const mostNamed = 5;

function invoicesNamed(numbers: readonly string[]): string {
  const left = numbers.length - mostNamed;
  return `${numbers.slice(0, mostNamed).join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
}

/** All of what stands in the way. */
export function closingReasons(standing: Standing, confirmed: Confirmed): ClosingReason[] {
  const { balance, currency, openInvoices } = standing;
  const reasons: ClosingReason[] = [];
  if (standing.calls > 0 || standing.reserved !== 0n)
    reasons.push({
      path: "liveCalls",
      reason: "Calls are still going on.",
      answer: "Close the customer when they have ended.",
    });
  if (balance !== 0n && balance !== confirmed.balance) {
    const money = decimalOf(balance);
    const answer = `Must be ${money} to close the account with this balance.`;
    reasons.push({ path: "confirmBalance", reason: `The balance is ${money} ${currency}.`, answer });
  }
  if (openInvoices.length > 0 && !confirmed.openInvoices)
    reasons.push({
      path: "confirmOpenInvoices",
      reason: `Invoices are not paid: ${invoicesNamed(openInvoices)}.`,
      answer: "Must be true to close the account with them.",
    });
  return reasons;
}
