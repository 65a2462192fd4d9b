import { auditEntry } from "../audit/audit.store.ts";
import type { Customer } from "../customers/customer.ts";
import { mailToCustomer } from "../mail/outbox.flow.ts";
import { decimalOf } from "../money/money.ts";
import type { Write } from "../platform/table.ts";
import { daysAfter } from "../time/day.ts";
import { changeDid } from "./did.store.ts";
import { changedDid, type StoredDid } from "./did.ts";
import type { DidCharge, Patience, Rent, RentReason, UnpaidStep } from "./rent.ts";

/** A number of which something is due that is not covered. */
export interface Unpaid {
  did: StoredDid & { rent: Rent };
  customer: Customer;
  charge: DidCharge;
  /** In the customer's zone. */
  today: string;
  step: UnpaidStep;
  reason: RentReason;
  patience: Patience;
}

const mailKinds = { WARN: "DID_UNPAID", SUSPEND: "DID_SUSPENDED", RELEASE: "DID_RELEASED" } as const;
const actions = { WARN: "did.unpaid", SUSPEND: "did.suspend", RELEASE: "did.release" } as const;
const reasonOf = ({ step, reason }: Unpaid): RentReason =>
  step === "WARN" ? reason : step === "SUSPEND" ? "RENT_SUSPENDED" : "RENT_RELEASED";

function didAfter({ did, step, today }: Unpaid, at: number): StoredDid {
  const version = did.version + 1;
  if (step === "WARN") return { ...did, rent: { ...did.rent, unpaidSince: today }, version };
  if (step === "SUSPEND") return { ...did, rent: { ...did.rent, isSuspended: true }, version };
  // What was not covered is not booked any more: whose number it was does not have it.
  return changedDid(did, { account: null }, { atMs: at, today });
}

/** The next step: the number, the audit with its reason, and the mail that tells the customer, in one transaction. */
export async function unpaidWrites(unpaid: Unpaid, at: number): Promise<Write[]> {
  const { did, customer, charge, today, step, patience } = unpaid;
  const { account, currency } = customer;
  const since = did.rent.unpaidSince ?? today;
  const suspendOn = daysAfter(since, patience.graceDays);
  const after = { reason: reasonOf(unpaid), due: charge.name, price: decimalOf(charge.price), unpaidSince: since };
  const audit = { actor: undefined, action: actions[step], subject: did.number, account, after };
  const values = {
    ...{ account, currency, number: did.number, amount: decimalOf(charge.price), since },
    ...{ suspend: suspendOn, release: daysAfter(suspendOn, patience.releaseDays) },
  };
  // The version makes it another mail each time that the same happens to the same number.
  const cause = `${did.number}:${did.version}`;
  return [
    changeDid(did, didAfter(unpaid, at)),
    auditEntry(audit, at),
    ...(await mailToCustomer(customer, { kind: mailKinds[step], cause, values }, at)),
  ];
}

/** All that was due is booked: callers are let through again. */
export const resumedWrites = ({ number, account }: StoredDid, at: number): Write[] => [
  auditEntry(
    {
      ...{ actor: undefined, action: "did.resume", subject: number, after: { reason: "RENT_RESUMED" as RentReason } },
      ...(account === null ? {} : { account }),
    },
    at,
  ),
];
