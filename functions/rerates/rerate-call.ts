import type { CallRow, UpperCharge } from "../cdrs/call-row.ts";
import { type CorrectedPart, partOf } from "../cdrs/correction.ts";
import { byCross } from "../exchange-rates/convert.ts";
import type { Nano } from "../money/money.ts";
import type { BillingTerms } from "../rating/billing-terms.ts";
import { rateCall } from "../rating/rate-call.ts";
import type { RatingOutcome } from "../rating/rating-outcome.ts";
import type { LoadedTariff } from "../tariffs/loaded-tariff.ts";
import type { LostReason } from "./rerate.ts";

/** One call by the prices of now: at every level of its chain, and what its vendor takes. Nothing is looked up here. */

export interface PricesOfNow {
  /** The currency of the account, and so of its whole chain. */
  currency: string;
  /** Undefined: there is no such tariff. */
  tariff: (id: string) => LoadedTariff | undefined;
  /** By which customers are charged in place of the tariff that charged the call; undefined: by that one. */
  instead: string | undefined;
  vendor: (id: string) => { tariffId: string | null; currency: string; terms: BillingTerms } | undefined;
  /** `to/from`, from the vendor's currency into that of the account, at a setup; undefined where there is no rate. */
  cross: (from: string, setupMs: number) => string | undefined;
  charges: boolean;
  costs: boolean;
}

export type Rerated =
  | { kind: "same" }
  | { kind: "changed"; part: CorrectedPart }
  | { kind: "lost"; reason: LostReason; detail: string };

type Lost = Extract<Rerated, { kind: "lost" }>;

const parsed = new Map<string, BillingTerms>();

/** Terms as they are frozen with a row; one object each, since they are compiled once an object. */
function termsOf(text: string): BillingTerms {
  const known = parsed.get(text);
  if (known) return known;
  const terms = JSON.parse(text) as BillingTerms;
  if (parsed.size > 5000) parsed.clear();
  parsed.set(text, terms);
  return terms;
}

interface Level {
  account: string;
  tariffId: string | null;
  terms: string | null;
}

type LevelOutcome = Lost | { kind: "kept" } | Extract<RatingOutcome, { kind: "rated" }>;

function rateLevel(level: Level, row: CallRow, prices: PricesOfNow): LevelOutcome {
  const { tariffId } = level;
  // Blocks from before resellers were charged say by nothing what they paid.
  if (tariffId === null || level.terms === null) return { kind: "kept" };
  const lost = (reason: LostReason, detail: string): Lost => ({ kind: "lost", reason, detail });
  const tariff = prices.tariff(tariffId);
  if (!tariff) return lost("NO_TARIFF", `There is no tariff ${tariffId} any more (${level.account}).`);
  if (tariff.currency !== prices.currency)
    return lost("TARIFF_INVALID", `${tariffId} is in ${tariff.currency}, ${level.account} in ${prices.currency}.`);
  const { cdr, cld } = row;
  const call = { account: level.account, cld, setupMs: cdr.setupMs, answered: true, billableMs: cdr.billableMs };
  const outcome = rateCall(call, tariff, termsOf(level.terms));
  if (outcome.kind === "rated") return outcome;
  const what = outcome.reason === "NO_RATE" ? "has no rate for" : "blocks";
  return lost(outcome.reason, `Version ${tariff.version} of ${tariffId} ${what} ${cld} (${level.account}).`);
}

/** What the levels come to; the row's own part where a level has nothing to be rated by. */
function chargesOf(account: string, row: CallRow, prices: PricesOfNow): Lost | CorrectedPart {
  const part = partOf(row);
  const tariffId = prices.instead ?? row.tariffId;
  const own = rateLevel({ account, tariffId, terms: row.terms }, row, prices);
  if (own.kind === "lost") return own;
  const upper: CorrectedPart["upper"] = [];
  for (const [i, level] of row.upper.entries()) {
    const outcome = rateLevel(level, row, prices);
    if (outcome.kind === "lost") return outcome;
    upper.push(outcome.kind === "kept" ? (part.upper[i] as (typeof upper)[number]) : upperPart(outcome));
  }
  if (own.kind === "kept") return { ...part, upper };
  const { version, cardId, prefix, destination, durationSeconds, billedSeconds, charge, tax } = own;
  const found = { tariffId: own.tariffId, tariffVersion: version, cardId, prefix, destination };
  return { ...part, ...found, durationSeconds, billedSeconds, charge, tax, upper };
}

const upperPart = ({ charge, tax, tariffId, version }: Extract<RatingOutcome, { kind: "rated" }>) => ({
  ...{ charge, tax, tariffId, tariffVersion: version },
});

/** What is left of what the account at the top pays, net of tax. */
const netAtTop = ({
  upper,
  charge,
  tax,
}: Pick<CallRow, "charge" | "tax"> & { upper: Pick<UpperCharge, "charge" | "tax">[] }): Nano => {
  const top = upper.at(-1) ?? { charge, tax };
  return top.charge - top.tax;
};

/** The vendor's part with the cost of now; where there is none to be found the known one stays. */
function costPart(row: CallRow, prices: PricesOfNow): CorrectedPart["vendor"] {
  const { vendor } = partOf(row);
  const { vendorId } = row.vendor;
  const now = vendorId === null ? undefined : prices.vendor(vendorId);
  if (!prices.costs || !now) return vendor;
  const id = row.vendor.tariffId ?? now.tariffId;
  const tariff = id === null ? undefined : prices.tariff(id);
  if (!tariff || now.currency !== tariff.currency) return vendor;
  const { setupMs, answeredMs, billableMs } = row.cdr;
  const outcome = rateCall({ cld: row.cld, setupMs, answered: answeredMs !== null, billableMs }, tariff, now.terms);
  if (outcome.kind !== "rated") return vendor;
  const { charge: cost, tariffId, version: tariffVersion } = outcome;
  return cost === vendor.cost ? vendor : { ...vendor, tariffId, tariffVersion, currency: now.currency, cost };
}

/** The margin of the new charge and cost: by the exchange rate that was frozen, or else by that of the setup. */
function withMargin(row: CallRow, part: CorrectedPart, prices: PricesOfNow): CorrectedPart {
  const { cost, currency, fx: frozen } = part.vendor;
  if (cost === null || currency === null || row.kind === "UNBILLED_LEG") return part;
  const fx = frozen ?? prices.cross(currency, row.cdr.setupMs) ?? null;
  if (fx === null) return part;
  const [to = "1", from = "1"] = fx.split("/");
  const margin = netAtTop(part) - byCross(cost, { to, from });
  return { ...part, vendor: { ...part.vendor, fx, margin, marginCurrency: prices.currency } };
}

function isSame(row: CallRow, part: CorrectedPart): boolean {
  const uppers = part.upper.every(({ charge, tax }, i) => charge === row.upper[i]?.charge && tax === row.upper[i]?.tax);
  return uppers && part.charge === row.charge && part.tax === row.tax && part.vendor.cost === row.vendor.cost;
}

/**
 * The call by the prices of now. It keeps its numbers, times and billing terms, tax included: only prices are new. One
 * level without a price leaves the whole call as it is; never is anything charged 0 for want of a price.
 */
export function rerateCall(account: string, row: CallRow, prices: PricesOfNow): Rerated {
  const rates = prices.charges && row.kind === "RATED";
  const charged = rates ? chargesOf(account, row, prices) : partOf(row);
  if ("kind" in charged) return charged;
  const part = { ...charged, vendor: costPart(row, prices) };
  return isSame(row, part) ? { kind: "same" } : { kind: "changed", part: withMargin(row, part, prices) };
}
