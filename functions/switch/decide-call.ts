import { DialledNumber } from "../cdrs/cdr.ts";
import { decimalOf, type Nano } from "../money/money.ts";
import { isEmergency } from "../rating/emergency-numbers.ts";
import type { TraceStep } from "../rating/trace.ts";
import { dialingRouteFor } from "../routing/dialing-route.ts";
import { stripDialPrefix, withoutPlus } from "../translation/normalise-number.ts";
import { grossCost } from "./affordable.ts";
import type { CallTerms, Draft, Step } from "./call-draft.ts";
import type { CallFacts } from "./call-facts.ts";
import { brake, floor, sessions, statuses } from "./call-limits.ts";
import { badNumber, callerId, codecs, destination, source } from "./call-numbers.ts";
import type { PayingLevel } from "./chain-level.ts";
import { guard, newCustomer, testNumber } from "./fraud-limits.ts";
import { lastingOf, type PricedLevel, priceAt } from "./price-call.ts";
import type { Refusal } from "./refusal.ts";

/**
 * Whether a call may go, with which numbers, by which dialing route, for how long and what is held for it. One order of
 * questions, the same for the switch that asks and for the page that tries: whose it is, status, codecs, numbers,
 * rate, money, sessions. The first answer that refuses ends it.
 */

export interface AllowedCall {
  kind: "allow";
  cli: string;
  cld: string;
  emergency: boolean;
  /** `extension`: to a SIP user of ours; `address`: to a customer's IP device; `route`: by a route, asked for `number`. */
  to:
    | { kind: "address"; host: string; number: string }
    | { kind: "extension"; login: string; realm: string; voicemail: boolean }
    | { kind: "route"; routeId: string | null; number: string };
  /** Seconds of talk that are granted, and that the held money pays for. */
  grantedSeconds: number;
  /** The most that further asking can reach; equal to what is granted where the switch does not ask again. */
  mostSeconds: number;
  /** What each account holds until the CDR. */
  holds: { account: string; amount: Nano }[];
  priced: PricedLevel[];
  codecs: string[];
  trace: TraceStep[];
}

export type CallDecision = AllowedCall | { kind: "deny"; refusal: Refusal; trace: TraceStep[] };

export const deny = (draft: Draft, refusal: Refusal): CallDecision => {
  draft.trace.push({ step: "verdict", outcome: refusal.code, detail: refusal.detail });
  return { kind: "deny", refusal, trace: draft.trace };
};

export const allowed = (draft: Draft, rest: Pick<AllowedCall, "to"> & Partial<AllowedCall>): AllowedCall => {
  const most = draft.facts.levels[0].customer.maxCallMinutes * 60;
  const made: AllowedCall = {
    kind: "allow",
    cli: draft.cli,
    cld: draft.cld,
    emergency: false,
    grantedSeconds: most,
    mostSeconds: most,
    holds: [],
    priced: [],
    codecs: draft.codecs,
    trace: draft.trace,
    ...rest,
  };
  const detail = `At most ${made.grantedSeconds} s; held: ${made.holds.map(({ account, amount }) => `${decimalOf(amount)} of ${account}`).join(", ") || "nothing"}.`;
  draft.trace.push({ step: "verdict", outcome: "allow", detail });
  return made;
};

/** An emergency call goes whatever state anything is in: its numbers as they are, nothing charged, no limit. */
function emergency(draft: Draft): AllowedCall {
  const { customer } = draft.facts.levels[0];
  const detail = `${draft.cld} is an emergency number${customer.country ? ` in ${customer.country}` : ""}.`;
  draft.trace.push({ step: "emergency", outcome: draft.cld, detail });
  const route = dialingRouteFor(draft.cld, draft.facts.dialingRoutes);
  const to = { kind: "route", routeId: route?.route.routeId ?? null, number: draft.cld } as const;
  return allowed(draft, { to, emergency: true, codecs: [...(draft.request.codecs ?? [])] });
}

/** The rates of every level, the customer's first; one without a rate stops all. */
export function ratesOf(draft: Draft): { levels: PricedLevel[] } | { refusal: Refusal } {
  const levels: PricedLevel[] = [];
  for (const [depth, level] of draft.facts.levels.entries()) {
    const outcome = priceAt(level, depth, draft.cld, draft.terms.at);
    if (outcome.kind === "refused") return outcome;
    draft.trace.push(outcome.step);
    levels.push(outcome.level);
  }
  return { levels };
}

/** The shortest of what the money of every level lasts, in seconds. */
export function lastingOfAll(draft: Draft, levels: readonly PricedLevel[]): { seconds: number } | { refusal: Refusal } {
  const { facts } = draft;
  let seconds = facts.levels[0].customer.maxCallMinutes * 60;
  for (const [depth, level] of levels.entries()) {
    const available = (facts.levels[depth] as PayingLevel).balance.avail;
    const lasting = lastingOf(level, available, depth, seconds);
    if (lasting.kind === "refused") return lasting;
    draft.trace.push(lasting.step);
    seconds = lasting.seconds;
  }
  return { seconds };
}

export function routed(draft: Draft): CallDecision {
  const rates = ratesOf(draft);
  if ("refusal" in rates) return deny(draft, rates.refusal);
  const { levels } = rates;
  const found = dialingRouteFor(draft.cld, draft.facts.dialingRoutes);
  if (!found) return deny(draft, { code: "NO_ROUTE", detail: `No dialing route of the customer fits ${draft.cld}.` });
  const detail = `${found.route.pattern} leads to ${found.route.routeId}.`;
  draft.trace.push({ step: "dialing route", outcome: found.route.pattern, detail });
  const full = sessions(draft);
  if (full) return deny(draft, full);
  const lasting = lastingOfAll(draft, levels);
  if ("refusal" in lasting) return deny(draft, lasting.refusal);
  const { reauthorizes } = draft.request;
  const granted = reauthorizes ? Math.min(lasting.seconds, draft.terms.sliceSeconds) : lasting.seconds;
  const holds = levels.map(({ account, price }) => ({ account, amount: grossCost(price, granted) }));
  const own = levels[0] as PricedLevel;
  const braked = brake(draft, own, holds[0]?.amount ?? 0n) ?? guard(draft, own);
  if (braked) return deny(draft, braked);
  const to = { kind: "route", routeId: found.route.routeId, number: found.number } as const;
  return allowed(draft, { to, grantedSeconds: granted, mostSeconds: lasting.seconds, holds, priced: levels });
}

const before: readonly Step[] = [statuses, codecs];
const numbers: readonly Step[] = [destination, testNumber, newCustomer, source, callerId, floor];

const firstRefusal = (draft: Draft, steps: readonly Step[]): Refusal | undefined => {
  for (const step of steps) {
    const refusal = step(draft);
    if (refusal) return refusal;
  }
  return undefined;
};

/** A caller that is no number, such as `anonymous` (RFC 3323 §4.1.1.3), is a hidden one. */
export function callerOf(sent: string, trace: TraceStep[]): string {
  const number = withoutPlus(sent);
  if (number === "" || DialledNumber.safeParse(number).success) return number;
  const detail = `${JSON.stringify(sent.slice(0, 40))} is no number.`;
  trace.push({ step: "caller", outcome: "taken as hidden", detail });
  return "";
}

export function decideCall(request: Draft["request"], facts: CallFacts, terms: CallTerms): CallDecision {
  const { caller } = facts;
  const stripped = stripDialPrefix(withoutPlus(request.cld), caller.dialPrefix);
  const trace: TraceStep[] = [{ step: "customer", outcome: caller.account, detail: caller.detail }, ...stripped.steps];
  const cli = callerOf(request.cli, trace);
  const draft: Draft = { request, facts, terms, cli, cld: stripped.number, codecs: [], trace };
  if (isEmergency(draft.cld, facts.levels[0].customer.country)) return emergency(draft);
  if (!DialledNumber.safeParse(draft.cld).success) return deny(draft, badNumber(request.cld));
  const early = firstRefusal(draft, before);
  if (early) return deny(draft, early);
  if (facts.extension) {
    const { login } = facts.extension;
    trace.push({
      step: "extension",
      outcome: draft.cld,
      detail: `${draft.cld} is ${login} of the same account: free.`,
    });
    const full = sessions(draft);
    return full ? deny(draft, full) : allowed(draft, { to: { kind: "extension", ...facts.extension } });
  }
  const refusal = firstRefusal(draft, numbers);
  return refusal ? deny(draft, refusal) : routed(draft);
}
