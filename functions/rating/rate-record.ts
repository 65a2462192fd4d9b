import { type CallRow, noVendor, type RatedPart, type UpperCharge } from "../cdrs/call-row.ts";
import type { SuspenseReason, SwitchCdr } from "../cdrs/cdr.ts";
import { fingerprint } from "../cdrs/identity.ts";
import type { Nano } from "../money/money.ts";
import type { LoadedTariff } from "../tariffs/loaded-tariff.ts";
import { taxAt } from "../tax/tax-by-date.ts";
import type { BillingTerms } from "./billing-terms.ts";
import { isEmergency } from "./emergency-numbers.ts";
import { wholeSeconds } from "./increments.ts";
import type { PayingAccount } from "./paying-account.ts";
import { rateCall } from "./rate-call.ts";

/** One record of a batch, from whose call it is to the row that is posted. Nothing is looked up here. */

/** The terms and tariff of a customer or a reseller, made once a batch. */
export interface Payer {
  customer: PayingAccount;
  /** The terms that hold at an instant, and the same as text, as it is frozen with each row. */
  termsAt(epochMs: number): { terms: BillingTerms; termsText: string };
}

/** What an account is billed by for a call that was set up at `at`. */
export function billingTermsOf(customer: PayingAccount, at: number): BillingTerms {
  const { billingDecimals, billingType } = customer;
  const { taxFlag, taxMode, taxes } = taxAt(customer, at);
  // Play money is no revenue and carries no tax.
  const flag = customer.customerType === "DEMO" ? "NONE" : taxFlag;
  return { billingDecimals, billingType, taxFlag: flag, taxMode, taxes };
}

export function payerOf(customer: PayingAccount): Payer {
  // Compiled once per object, so there is one for each span of dates.
  const spans = [Number.NEGATIVE_INFINITY, ...(customer.taxChanges ?? []).map(({ fromMs }) => fromMs)].map((fromMs) => {
    const terms = billingTermsOf(customer, fromMs);
    return { fromMs, of: { terms, termsText: JSON.stringify(terms) } };
  });
  const [first] = spans;
  if (!first) throw new Error("an account without terms");
  const termsAt: Payer["termsAt"] =
    spans.length === 1 ? () => first.of : (epochMs) => (spans.findLast(({ fromMs }) => fromMs <= epochMs) ?? first).of;
  return { customer, termsAt };
}

export interface Refusal {
  reason: SuspenseReason;
  detail: string;
  /** The tariff that had no price for it. */
  tariffId?: string;
}

export interface Level {
  payer: Payer;
  tariffId: string;
}

export interface RecordToRate {
  cdr: SwitchCdr;
  delivery: string;
  cli: string;
  cld: string;
  deviceId: string | null;
  /** The customer, then the accounts above it. */
  levels: readonly Level[];
  /** Of a call to a DID of the customer. */
  incoming?: { isFree: boolean } | undefined;
}

/** Help is free whatever a tariff says: what counts is the country of the customer whose call it is. */
function kindOf({ cdr, cld, levels, incoming }: RecordToRate): CallRow["kind"] {
  if (!cdr.billed) return "UNBILLED_LEG";
  if (cdr.answeredMs === null) return "UNANSWERED";
  if (incoming) return incoming.isFree ? "FREE_INCOMING" : "RATED";
  const country = levels[0]?.payer.customer.country ?? null;
  return cdr.direction === "OUT" && isEmergency(cld, country) ? "EMERGENCY" : "RATED";
}

type Priced = { kind: "priced"; part: Omit<RatedPart, "upper"> } | { kind: "refused"; refusal: Refusal };

const refused = (reason: SuspenseReason, tariffId: string, detail: string): Priced => ({
  kind: "refused",
  refusal: { reason, detail, tariffId },
});

const unrated = { tariffId: null, tariffVersion: null, cardId: null, prefix: null, destination: null };

/** A call that has nothing to charge is kept at 0 whatever its tariff says or lacks. */
function free(record: RecordToRate, kind: Exclude<CallRow["kind"], "RATED">, terms: string): Omit<RatedPart, "upper"> {
  const talk = record.cdr.answeredMs === null ? 0 : wholeSeconds(record.cdr.billableMs);
  return { kind, ...unrated, terms, durationSeconds: talk, billedSeconds: 0, charge: 0n, tax: 0n };
}

function price(record: RecordToRate, level: Level, tariffs: ReadonlyMap<string, LoadedTariff>): Priced {
  const { cdr, cld } = record;
  const { customer } = level.payer;
  const { terms, termsText } = level.payer.termsAt(cdr.setupMs);
  const kind = kindOf(record);
  const tariff = tariffs.get(level.tariffId);
  const asked = { account: customer.account, cld, setupMs: cdr.setupMs };
  if (kind !== "RATED") {
    const part = free(record, kind, termsText);
    const known = tariff && rateCall({ ...asked, answered: false, billableMs: 0 }, tariff, terms);
    if (known?.kind !== "rated") return { kind: "priced", part };
    const { tariffId, version, cardId, prefix, destination } = known;
    return { kind: "priced", part: { ...part, tariffId, tariffVersion: version, cardId, prefix, destination } };
  }
  if (!tariff) return refused("NO_TARIFF", level.tariffId, `${customer.account} has no tariff ${level.tariffId}.`);
  if (tariff.currency !== customer.currency)
    return refused(
      "TARIFF_INVALID",
      level.tariffId,
      `${tariff.tariffId} is in ${tariff.currency}, ${customer.account} in ${customer.currency}.`,
    );
  const outcome = rateCall({ ...asked, answered: true, billableMs: cdr.billableMs }, tariff, terms);
  if (outcome.kind === "unrated") {
    const what = outcome.reason === "NO_RATE" ? "has no rate for" : "blocks";
    return refused(
      outcome.reason,
      level.tariffId,
      `Version ${tariff.version} of ${tariff.tariffId} ${what} ${cld} (${customer.account}).`,
    );
  }
  const { tariffId, version, cardId, prefix, destination, durationSeconds, billedSeconds, charge, tax } = outcome;
  const found = { tariffId, tariffVersion: version, cardId, prefix, destination };
  const part = { kind, ...found, terms: termsText, durationSeconds, billedSeconds, charge, tax } as const;
  return { kind: "priced", part };
}

/** What the account at the top of the chain pays for a call, net of tax: what we have of it. */
export interface Revenue {
  currency: string;
  net: Nano;
}

export type RecordOutcome =
  | { kind: "call"; account: string; row: CallRow; revenue: Revenue }
  | { kind: "refused"; refusal: Refusal };

/** The row to post, priced at every level of the chain, or why it has to wait. One level without a price stops all. */
export function rateRecord(record: RecordToRate, tariffs: ReadonlyMap<string, LoadedTariff>): RecordOutcome {
  const parts: Omit<RatedPart, "upper">[] = [];
  for (const level of record.levels) {
    const priced = price(record, level, tariffs);
    if (priced.kind === "refused") return priced;
    parts.push(priced.part);
  }
  const [own, ...above] = parts;
  const [payer] = record.levels;
  if (!own || !payer) throw new Error("a record without a payer");
  const upper = above.map((part, i): UpperCharge => {
    const { charge, tax, tariffId, tariffVersion, terms } = part;
    const { account } = (record.levels[i + 1] as Level).payer.customer;
    return { account, charge, tax, tariffId, tariffVersion, terms };
  });
  const { source, line, ...cdr } = record.cdr;
  const row: CallRow = {
    ...fingerprint(record.cdr, record.delivery),
    ...own,
    upper,
    cdr: record.incoming ? { ...cdr, direction: "DID" } : cdr,
    source,
    deliveryId: record.delivery,
    line,
    cli: record.cli,
    cld: record.cld,
    deviceId: record.deviceId,
    // What it cost is found for the whole batch afterwards.
    vendor: noVendor,
  };
  const [part, level] = [parts.at(-1) ?? own, record.levels.at(-1) ?? payer];
  const revenue = { currency: level.payer.customer.currency, net: part.charge - part.tax };
  return { kind: "call", account: payer.payer.customer.account, row, revenue };
}
