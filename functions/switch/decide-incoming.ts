import { statusAllows } from "../customers/status-rules.ts";
import { withoutPlus } from "../translation/normalise-number.ts";
import { translateNumber } from "../translation/translate-number.ts";
import { grossCost } from "./affordable.ts";
import type { CallTerms, Draft } from "./call-draft.ts";
import type { CallFacts, Incoming } from "./call-facts.ts";
import { brake, floor, sessions, statuses } from "./call-limits.ts";
import { callerId, codecs, refusedBy } from "./call-numbers.ts";
import {
  type AllowedCall,
  allowed,
  type CallDecision,
  callerOf,
  deny,
  lastingOfAll,
  ratesOf,
  routed,
} from "./decide-call.ts";
import { newCustomer, testNumber } from "./fraud-limits.ts";
import type { PricedLevel } from "./price-call.ts";
import type { Refusal } from "./refusal.ts";

/**
 * Whether a call from outside may ring at the owner of the number, and with which numbers. It is billed by the DID itself,
 * whatever the rules send to the device. Who owes money is still reached: a suspended customer hears its callers.
 */

function status({ facts }: Draft): Refusal | undefined {
  const { account, status: is } = facts.levels[0].customer;
  return statusAllows(is, "incoming") ? undefined : { code: "ACCOUNT_INACTIVE", detail: `${account} is ${is}.` };
}

/** Calls that are up at the number, whoever answers them. */
function busy({ cld }: Draft, { limit }: Incoming): Refusal | undefined {
  if (!limit || limit.up < limit.most) return undefined;
  return { code: "DID_BUSY", detail: `Calls that are up at ${cld}: ${limit.up} of ${limit.most}.` };
}

/** The caller's number as the customer sees it. */
function callerShown(draft: Draft, { sourceRules }: Incoming): Refusal | undefined {
  // A hidden caller has no number that a list could speak of.
  if (draft.cli === "") return undefined;
  const source = translateNumber(draft.cli, sourceRules, "DID source translation");
  draft.trace.push(...source.steps);
  if (source.kind === "refused") return refusedBy(source, "CLI");
  draft.cli = source.number;
  return undefined;
}

/** The number that is sent to the device, and the caller's. */
function numbers(draft: Draft, incoming: Incoming): { sent: string } | { refusal: Refusal } {
  const destination = translateNumber(draft.cld, incoming.destinationRules, "DID destination translation");
  draft.trace.push(...destination.steps);
  if (destination.kind === "refused") return { refusal: refusedBy(destination, "NUMBER") };
  const refusal = callerShown(draft, incoming);
  return refusal ? { refusal } : { sent: destination.number };
}

type Device = Exclude<Incoming["place"], { kind: "number" }>;
const toOf = (place: Device, number: string): AllowedCall["to"] =>
  place.kind === "address" ? { ...place, number } : place;

/** A call that goes on to a number outside: the owner's own, with its rates, routes and limits, and its resellers'. */
function forwarded(draft: Draft, incoming: Incoming, number: string): CallDecision {
  const early = busy(draft, incoming) ?? statuses(draft) ?? codecs(draft) ?? callerShown(draft, incoming);
  if (early) return deny(draft, early);
  const detail = `${draft.cld} is forwarded: charged is a call of ${draft.facts.caller.account} to ${number}.`;
  draft.trace.push({ step: "forward", outcome: number, detail });
  draft.cld = number;
  const refusal = testNumber(draft) ?? newCustomer(draft) ?? callerId(draft) ?? floor(draft);
  return refusal ? deny(draft, refusal) : routed(draft);
}

/** A call that its owner pays for: as any other, by the tariff of the DID. */
function charged(draft: Draft, to: AllowedCall["to"]): CallDecision {
  const low = floor(draft);
  if (low) return deny(draft, low);
  const rates = ratesOf(draft);
  if ("refusal" in rates) return deny(draft, rates.refusal);
  const full = sessions(draft);
  if (full) return deny(draft, full);
  const { levels } = rates;
  const lasting = lastingOfAll(draft, levels);
  if ("refusal" in lasting) return deny(draft, lasting.refusal);
  const most = lasting.seconds;
  const granted = draft.request.reauthorizes ? Math.min(most, draft.terms.sliceSeconds) : most;
  const holds = levels.map(({ account, price }) => ({ account, amount: grossCost(price, granted) }));
  const braked = brake(draft, levels[0] as PricedLevel, holds[0]?.amount ?? 0n);
  if (braked) return deny(draft, braked);
  return allowed(draft, { to, grantedSeconds: granted, mostSeconds: most, holds, priced: levels });
}

export function decideIncoming(
  request: Draft["request"],
  facts: CallFacts & { incoming: Incoming },
  terms: CallTerms,
): CallDecision {
  const trace = [{ step: "customer", outcome: facts.caller.account, detail: facts.caller.detail }];
  const cli = callerOf(request.cli, trace);
  const draft: Draft = { request, facts, terms, cli, cld: withoutPlus(request.cld), codecs: [], trace };
  const { place } = facts.incoming;
  if (place.kind === "number") return forwarded(draft, facts.incoming, place.number);
  const early = status(draft) ?? busy(draft, facts.incoming) ?? codecs(draft);
  if (early) return deny(draft, early);
  const made = numbers(draft, facts.incoming);
  if ("refusal" in made) return deny(draft, made.refusal);
  const to = toOf(place, made.sent);
  if (!facts.incoming.isFree) return charged(draft, to);
  const full = sessions(draft);
  return full ? deny(draft, full) : allowed(draft, { to });
}
