import { minuteOfWeek } from "../tariffs/card-window.ts";
import type { LoadedCard, LoadedTariff } from "../tariffs/loaded-tariff.ts";
import { destinationOf, termsOf } from "../tariffs/rate-book.ts";
import type { BillingTerms } from "./billing-terms.ts";
import { chargeOf } from "./charge.ts";
import { billedSeconds, isWithinGrace, wholeSeconds } from "./increments.ts";
import { lengthOfMatch, longestPrefix, rowOfMatch } from "./longest-prefix.ts";
import type { RatedCall, RatingOutcome, Unrated } from "./rating-outcome.ts";
import { traceOf } from "./rating-trace.ts";
import type { TraceStep } from "./trace.ts";

export type { BillingTerms } from "./billing-terms.ts";
export type { RatedCall, RatingOutcome } from "./rating-outcome.ts";

const noTrace: readonly TraceStep[] = [];
const noRate: Unrated = { kind: "unrated", reason: "NO_RATE", trace: noTrace };
const rateBlocked: Unrated = { kind: "unrated", reason: "RATE_BLOCKED", trace: noTrace };

/**
 * The price of one call by one version of a tariff. Override cards of its account come first, then the others in their order, and the first that has a rate for the
 * number decides, however short its prefix; a blocked rate ends the search. Same arguments, same answer, for ever.
 */
export function rateCall(call: RatedCall, tariff: LoadedTariff, terms: BillingTerms): RatingOutcome {
  let minute = -1;
  for (const card of tariff.cards) {
    if (card.account !== undefined && card.account !== call.account) continue;
    if (card.minutes !== undefined) {
      if (minute < 0) minute = minuteOfWeek(tariff.timeZone, call.setupMs);
      if (card.minutes[minute] !== 1) continue;
    }
    const match = longestPrefix(card.book, call.cld, call.setupMs);
    if (match >= 0) return priced(call, tariff, card, match, terms);
  }
  return noRate;
}

/** The same outcome, figure by figure, with every step that led to it, the losers included. For the page of one call. */
export function explainCall(call: RatedCall, tariff: LoadedTariff, terms: BillingTerms): RatingOutcome {
  const outcome = rateCall(call, tariff, terms);
  return { ...outcome, trace: traceOf(call, tariff, terms, outcome) };
}

function priced(
  call: RatedCall,
  tariff: LoadedTariff,
  { cardId, book }: LoadedCard,
  match: number,
  terms: BillingTerms,
): RatingOutcome {
  const row = rowOfMatch(match);
  const rate = termsOf(book, row);
  if (rate.blocked) return rateBlocked;
  const durationSeconds = call.answered ? wholeSeconds(call.billableMs) : 0;
  const isFree = isWithinGrace(durationSeconds, rate);
  const billed = isFree ? 0 : billedSeconds(durationSeconds, rate);
  const { charge, tax } = isFree ? free : chargeOf(rate, billed, tariff.rounding, terms);
  return {
    kind: "rated",
    tariffId: tariff.tariffId,
    version: tariff.version,
    cardId,
    prefix: call.cld.slice(0, lengthOfMatch(match)),
    destination: destinationOf(book, row),
    durationSeconds,
    billedSeconds: billed,
    charge,
    tax,
    trace: noTrace,
  };
}

const free = { charge: 0n, tax: 0n };
