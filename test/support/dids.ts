import { debitOf, rentPeriod } from "../../functions/dids/rent.ts";
import { rentDids } from "../../functions/dids/rent-dids.flow.ts";
import { localDay } from "../../functions/ledger/period.ts";
import { checkAccount } from "../../functions/ledger-checks/check-account.flow.ts";
import { decimalOf, nanoOf } from "../../functions/money/money.ts";
import { now } from "../../functions/platform/clock.ts";
import type { BillingTerms } from "../../functions/rating/billing-terms.ts";
import { uniqueName } from "./api.ts";
import type { Operator } from "./charging.ts";
import { hourMs } from "./invoicing.ts";

let last = 0;
/** A number that no other test has. */
export const aNumber = () => `4931${String(process.pid % 10_000).padStart(4, "0")}${String(last++).padStart(4, "0")}`;

export const untaxed: BillingTerms = {
  ...{ billingDecimals: 4, billingType: "PREPAID", taxFlag: "NONE", taxMode: "EXCLUSIVE", taxes: [] },
};

/** A run by the clock. */
export const run = () => rentDids(() => 60_000);

export const today = () => localDay(now(), "UTC").date;
const thisMonth = () => rentPeriod(today(), 1, "CALENDAR_MONTH");

/** What is left of this month costs, of 31 a month. */
export function restOfMonth(): string {
  const { days, of } = thisMonth();
  return decimalOf(debitOf({ price: nanoOf("31"), period: { from: "", until: "", days, of } }, untaxed, 2).amount);
}

/** Milliseconds until the first hour of the next month is over, or of one after it. */
export function untilMonth(later = 1): number {
  let { until } = thisMonth();
  for (let n = 1; n < later; n++) until = rentPeriod(until, 1, "CALENDAR_MONTH").until;
  return Date.parse(`${until}T00:00Z`) + hourMs - now();
}

export const minus = (first: string, ...rest: string[]): string =>
  decimalOf(rest.reduce((left, one) => left - nanoOf(one), nanoOf(first)));

/** What the ledger check finds. */
export const findingsOf = async (account: string) => (await checkAccount(account, 0))?.findings;

/** Short ways to sell numbers, and to ask what came of it. */
export function numbersOf({ admin, newAccount }: Operator) {
  const pay = (account: string, amount: string, as = "customers") => {
    const headers = { "idempotency-key": uniqueName() };
    return admin("POST", `/${as}/${account}/payments`, { kind: "PAYMENT", amount }, { headers });
  };
  const add = (fields: object) => admin("POST", "/dids", { numbers: [aNumber()], ...fields });
  return {
    pay,
    add,
    rich: async (amount = "100", fields: object = {}) => {
      const account = await newAccount(fields);
      await pay(account, amount);
      return account;
    },
    added: async (fields: object) => {
      const reply = await add(fields);
      if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
      return reply.body.items[0];
    },
    patch: (number: string, change: object) => admin("PATCH", `/dids/${number}`, change),
    shown: async (number: string) => (await admin("GET", `/dids/${number}`)).body,
    /** Kind and debit of what was charged for numbers. */
    linesOf: async (account: string): Promise<string[][]> => {
      const { body } = await admin("GET", `/customers/${account}/statement?from=2020-01-01&to=2090-01-01`);
      const rows: { activity: string; debit: string }[] = body.rows;
      return rows.flatMap(({ activity, debit }) => (activity.startsWith("DID_") ? [[activity, debit]] : []));
    },
  };
}
