import { decimalOf, fixedDecimalOf, nanoOf } from "../money/money.ts";
import { minuteOfWeek } from "../tariffs/card-window.ts";
import type { LoadedCard, LoadedTariff } from "../tariffs/loaded-tariff.ts";
import { inForce, type RateRow } from "../tariffs/rate.ts";
import { rowsOfEntry } from "../tariffs/rate-book.ts";
import { appliedTaxes, type BillingTerms, percentSum } from "./billing-terms.ts";
import { isWithinGrace } from "./increments.ts";
import { everyPrefix } from "./longest-prefix.ts";
import type { Rated, RatedCall, RatingOutcome } from "./rating-outcome.ts";
import type { TraceStep } from "./trace.ts";

/** The steps that led to an outcome, in the order taken. Only words are made here: the figures are the outcome's own. */
export function traceOf(
  call: RatedCall,
  tariff: LoadedTariff,
  terms: BillingTerms,
  outcome: RatingOutcome,
): TraceStep[] {
  const trace: TraceStep[] = [
    {
      step: "tariff",
      outcome: `version ${tariff.version}`,
      detail: `${tariff.currency}, hours in ${tariff.timeZone}; price of the setup at ${new Date(call.setupMs).toISOString()}.`,
    },
  ];
  let winner: RateRow | undefined;
  for (const card of tariff.cards) {
    // The cards of other customers are nobody's business.
    if (card.account !== undefined && card.account !== call.account) continue;
    winner = traceCard(call, tariff, card, trace);
    if (winner) break;
  }
  if (outcome.kind === "unrated") trace.push(refusal(outcome.reason, call.cld));
  else if (winner) trace.push(...arithmetic(call, outcome, winner, tariff, terms));
  return trace;
}

/** Adds the steps of one card and returns the row that it decides by, if it does. */
function traceCard(call: RatedCall, tariff: LoadedTariff, card: LoadedCard, trace: TraceStep[]): RateRow | undefined {
  if (card.minutes && card.minutes[minuteOfWeek(tariff.timeZone, call.setupMs)] !== 1) {
    trace.push({ step: "rate card", outcome: "outside its hours", detail: `${card.name} does not hold at this time.` });
    return undefined;
  }
  let winner: RateRow | undefined;
  const steps: TraceStep[] = [];
  for (const { prefix, entry } of everyPrefix(card.book, call.cld)) {
    const rows = rowsOfEntry(card.book, entry, prefix);
    const row = inForce(rows, call.setupMs);
    if (winner) steps.push({ step: "prefix", outcome: "shorter", detail: `${prefix} loses to ${winner.prefix}.` });
    else if (!row) steps.push({ step: "prefix", outcome: "not in force", detail: `${prefix}: ${periods(rows)}.` });
    else {
      winner = row;
      steps.push({ step: "prefix", outcome: row.terms.blocked ? "blocked" : "matched", detail: wordsOf(row) });
    }
  }
  const outcome = winner ? "decides" : "no rate";
  trace.push({ step: "rate card", outcome, detail: `${card.name}${placeOf(card)}.` }, ...steps);
  return winner;
}

const placeOf = ({ account }: LoadedCard): string =>
  account === undefined ? " in order of the tariff" : `, override card of ${account}, asked before the others`;

const until = (ms: number): string => (Number.isFinite(ms) ? ` until ${new Date(ms).toISOString()}` : "");
const periods = (rows: readonly RateRow[]): string =>
  rows.map((row) => `from ${new Date(row.fromMs).toISOString()}${until(row.toMs)}`).join("; ");

function wordsOf({ prefix, destination, terms, fromMs, toMs }: RateRow): string {
  const price = decimalOf(BigInt(terms.pricePerMinute));
  const fee = terms.connectFee ? `, connect fee ${decimalOf(BigInt(terms.connectFee))}` : "";
  const steps = `${terms.firstIncrement}/${terms.nextIncrement}`;
  return `${prefix} ${destination}: ${price} a minute${fee}, ${steps}, from ${new Date(fromMs).toISOString()}${until(toMs)}.`;
}

const refusal = (reason: "NO_RATE" | "RATE_BLOCKED", cld: string): TraceStep =>
  reason === "NO_RATE"
    ? { step: "price", outcome: reason, detail: `No card has a rate in force for ${cld}; it waits in suspense.` }
    : { step: "price", outcome: reason, detail: `The rate for ${cld} is blocked; shorter prefixes are not tried.` };

function arithmetic(
  call: RatedCall,
  rated: Rated,
  { terms: rate }: RateRow,
  tariff: LoadedTariff,
  terms: BillingTerms,
): TraceStep[] {
  const seconds = `${call.billableMs} ms are ${rated.durationSeconds} s`;
  if (!call.answered)
    return [{ step: "duration", outcome: "not answered", detail: "Not answered: nothing is billed." }];
  if (isWithinGrace(rated.durationSeconds, rate)) {
    const detail = `${seconds}, not more than the grace of ${rate.graceSeconds} s: no charge and no connect fee.`;
    return [{ step: "duration", outcome: "free", detail }];
  }
  const freeOff = rate.freeSeconds ? ` less ${rate.freeSeconds} s free` : "";
  const charge = fixedDecimalOf(rated.charge, terms.billingDecimals);
  const formula = `${decimalOf(BigInt(rate.connectFee))} + ${rated.billedSeconds} s × ${decimalOf(BigInt(rate.pricePerMinute))} / 60`;
  const how = `rounded once, ${tariff.rounding === "UP" ? "up" : "to the nearest"}, at ${terms.billingDecimals} decimals`;
  return [
    {
      step: "duration",
      outcome: `${rated.billedSeconds} s`,
      detail: `${seconds}${freeOff}; ${rate.firstIncrement}/${rate.nextIncrement} bills ${rated.billedSeconds} s.`,
    },
    { step: "tax", outcome: terms.taxFlag, detail: taxWords(rated, terms) },
    { step: "charge", outcome: `${charge} ${tariff.currency}`, detail: `${withTax(formula, terms)}, ${how}.` },
  ];
}

/** The price with the tax that a prepaid balance pays, or without the tax that an invoice will name. */
function withTax(formula: string, terms: BillingTerms): string {
  const isPrepaid = terms.billingType === "PREPAID";
  const percent = percentSum(terms);
  if (percent === 0n || isPrepaid === (terms.taxMode === "INCLUSIVE")) return formula;
  return `(${formula}) ${isPrepaid ? "×" : "/"} ${decimalOf(nanoOf("100") + percent)} %`;
}

function taxWords(rated: Rated, terms: BillingTerms): string {
  if (terms.taxFlag === "NONE") return "No tax; the price is final.";
  const names =
    appliedTaxes(terms)
      .map((tax) => `${tax.name} ${tax.percent} %`)
      .join(" + ") || "no percentage";
  const inPrice = terms.taxMode === "INCLUSIVE" ? "in the price" : "on top of the price";
  return terms.billingType === "PREPAID"
    ? `${names} ${inPrice}; ${decimalOf(rated.tax)} of the charge is tax.`
    : `${names} ${inPrice}; the charge is net, tax comes with the invoice.`;
}
