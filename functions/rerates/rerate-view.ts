import { decimalOf } from "../money/money.ts";

import type { BeforeAfter, Rerate, RerateAccount, StoredRerate, StoredRerateAccount, StoredTotal } from "./rerate.ts";

/** Jobs of re-rating as the API shows them. What vendors take is for whoever may see vendors. */

const beforeAfter = ({ name, before, after }: BeforeAfter) => ({
  ...{ name, before: decimalOf(before), after: decimalOf(after), difference: decimalOf(after - before) },
});

type Figures = Pick<
  StoredTotal,
  "looked" | "changed" | "lost" | "chargeBefore" | "chargeAfter" | "taxBefore" | "taxAfter"
>;

const figures = ({ looked, changed, lost, ...of }: Figures) => ({
  ...{ looked, changed, lost },
  ...{ chargeBefore: decimalOf(of.chargeBefore), chargeAfter: decimalOf(of.chargeAfter) },
  ...{ taxBefore: decimalOf(of.taxBefore), taxAfter: decimalOf(of.taxAfter) },
  difference: decimalOf(of.chargeAfter - of.chargeBefore),
});

/** @param names of people and keys by id */
export function rerateView(job: StoredRerate, seesVendors: boolean, names: ReadonlyMap<string, string>): Rerate {
  const { id, status, progress, asked, by, createdAt, totals, costs, takesTwo, done, faults, message } = job;
  const { approvedBy, approvedAt, finishedAt } = job;
  return {
    ...{ id, status, progress, asked, by, createdAt, takesTwo, approvedBy, approvedAt, finishedAt },
    ...{ done, faults, message },
    byName: names.get(by) ?? null,
    approvedByName: names.get(approvedBy ?? "") ?? null,
    totals: totals.map(({ currency, accounts, ...of }) => ({ currency, accounts, ...figures(of) })),
    costs: seesVendors ? costs.map(beforeAfter) : [],
  };
}

export function rerateAccountView(one: StoredRerateAccount, seesVendors: boolean): RerateAccount {
  const { account, company, currency, above, costs, examples, done, booked, fault } = one;
  return {
    ...{ account, company, currency, done, fault, booked: decimalOf(booked) },
    ...figures(one),
    above: above.map(beforeAfter),
    costs: seesVendors ? costs.map(beforeAfter) : [],
    examples: examples.map(({ before, after, ...example }) => ({
      ...example,
      ...{ before: decimalOf(before), after: decimalOf(after) },
    })),
  };
}
