import { hash } from "node:crypto";
import { attempt, mostTries, pauseAfter } from "../ledger/attempt.flow.ts";
import { addReservation, holdOnBalance, holdOnCounter, holdOnDevice } from "../ledger/reservation.store.ts";
import { isoDay, now } from "../platform/clock.ts";
import { keys } from "../platform/keys.ts";
import { log } from "../platform/log.ts";
import { writeFigures } from "../platform/metric.ts";
import { Problem } from "../platform/problem.ts";
import { put, type Write, write } from "../platform/table.ts";
import type { TraceStep } from "../rating/trace.ts";
import { allowedAnswer, deniedAnswer } from "./answer-call.ts";
import { type Authorization, contentOf, denialSeconds } from "./authorization.ts";
import type { CallFacts } from "./call-facts.ts";
import { type CallReader, readerFor, rememberNeeds } from "./call-reader.store.ts";
import type { Allowed, CallRequest, Denied, Verdict } from "./call-request.ts";
import type { Carrier } from "./carrier.ts";
import { carrierKeys } from "./choose-carriers.flow.ts";
import { chooseSound } from "./choose-sound.flow.ts";
import { type AllowedCall, type CallDecision, decideCall } from "./decide-call.ts";
import { decideIncoming } from "./decide-incoming.ts";
import { prefixCounter, prefixLimitOf } from "./fraud-limits.ts";
import { type LoadedCall, neededFor, ownKeys } from "./load-call.flow.ts";
import { loadAnyCall } from "./load-incoming.flow.ts";
import type { Refusal, RefusalCode } from "./refusal.ts";
import { codecsOfSdp } from "./sdp-codecs.ts";
import { countTestCall } from "./test-call.store.ts";

/**
 * May this call go? Load, decide, hold in one transaction; where that meets another call's, once more from the load. The
 * held money is the price of what is granted, so that any number of calls at once never get more than there is.
 */

/** Seconds whose price is held at a time for a switch that asks again. */
export const sliceSeconds = 300;
/** A call may ring for two minutes, and its CDR may be ten minutes late, before what it holds is given back. */
const graceSeconds = 120 + 600;

type Known = Extract<LoadedCall, { kind: "known" }>;

export interface Decided {
  decision: CallDecision;
  carriers: Carrier[];
  /** Steps of the decision that name vendors, gateways and costs: the operator's business alone. */
  vendorSteps: TraceStep[];
}

/** Any whole number that is the call's own: a repeated question takes the same turn of gateways. */
const seedOf = (id: string): number => hash("sha256", id, "buffer").readInt32BE(0);

/** The decision with its gateways. Nothing is written. */
export async function decideWithCarriers(
  request: CallRequest,
  { facts, id }: Pick<Known, "facts" | "id">,
  read: CallReader,
  at: number,
): Promise<Decided> {
  const terms = { at, sliceSeconds };
  const { incoming } = facts;
  const decision = incoming
    ? decideIncoming(request, { ...facts, incoming }, terms)
    : decideCall(request, facts, terms);
  if (decision.kind === "deny" || decision.to.kind !== "route" || decision.to.routeId === null)
    return { decision, carriers: [], vendorSteps: [] };
  const { routeId, number } = decision.to;
  const wanted = { routeId, number, at, seed: seedOf(id) };
  const choice = await chooseSound(decision, facts, wanted, read);
  const trace = [...decision.trace.slice(0, -1), ...choice.trace];
  if (choice.kind === "refused" && !decision.emergency) {
    const { code, detail } = choice.refusal;
    const verdict = { step: "verdict", outcome: code, detail };
    trace.push(verdict);
    const denied = { kind: "deny", refusal: choice.refusal, trace } as const;
    return { decision: denied, carriers: [], vendorSteps: [...choice.trace, verdict] };
  }
  trace.push(...decision.trace.slice(-1));
  const carriers = choice.kind === "chosen" ? choice.carriers : [];
  return { decision: { ...decision, trace }, carriers, vendorSteps: choice.trace };
}

/** The answer that was given before, where the call was asked for before. */
function repeated({ before, denied, facts }: Known, content: string): Verdict | undefined {
  if (before?.content === content) return before.answer;
  if (before) {
    const detail = "Its first answer stands.";
    return deniedAnswer(facts.caller.account, { code: "CALL_ID_REUSED", detail });
  }
  return denied?.content === content ? denied.answer : undefined;
}

/** The limits beside those of accounts and devices that the call counts against. */
function limitsOf({ to, cld }: AllowedCall, { caller, levels, incoming }: CallFacts) {
  // A call to a device of the same account is to no prefix.
  const prefix = to.kind === "route" ? prefixLimitOf(levels[0].customer.prefixCallLimits, cld) : undefined;
  return [
    ...(prefix ? [{ counter: prefixCounter(caller.account, prefix.prefix), most: prefix.most }] : []),
    ...(incoming?.limit ? [incoming.limit] : []),
  ];
}

function holding(decision: AllowedCall, request: CallRequest, known: Known, answer: Allowed, at: number): Write[] {
  const { facts, id } = known;
  const { caller, device, levels } = facts;
  const second = Math.floor(at / 1000);
  const counters = limitsOf(decision, facts);
  const amounts = new Map(decision.holds.map(({ account, amount }) => [account, amount]));
  const made: Authorization = {
    amt: Object.fromEntries(levels.map(({ customer: { account } }) => [account, amounts.get(account) ?? 0n])),
    exp: second + decision.grantedSeconds + graceSeconds,
    live: true,
    device: device.id,
    counters: counters.map(({ counter }) => counter),
    callId: request.call_id,
    switchId: request.switch_id,
    currency: levels[0].customer.currency,
    content: contentOf(request),
    answer,
    askedAt: at,
    granted: decision.grantedSeconds,
    tariffs: tariffsOf(facts, decision),
    reauthorizes: request.reauthorizes,
    direction: facts.incoming && facts.incoming.place.kind !== "number" ? "incoming" : "outgoing",
  };
  const { callSessionsPerSecond: mostBegun, maxCallSessions: mostSessions } = device;
  return [
    ...levels.map(({ customer, balance }) => {
      const { account, callSessionsPerSecond } = customer;
      const amount = amounts.get(account) ?? 0n;
      return holdOnBalance({ account, amount, seen: balance, second, mostBegun: callSessionsPerSecond });
    }),
    holdOnDevice({ device: device.id, seen: device, second, mostBegun, mostSessions }),
    ...counters.map(({ counter, most }) => holdOnCounter(counter, most)),
    addReservation(caller.account, id, made),
  ];
}

/** By which version of which tariff each account's money was reckoned; nothing where the call is free. */
const tariffsOf = ({ levels }: CallFacts, { priced }: AllowedCall): Authorization["tariffs"] =>
  priced.map(({ account, tariffVersion: version }, depth) => ({
    account,
    tariffId: levels[depth]?.tariffId ?? "",
    version,
  }));

/** So that a repeated INVITE hears the same. Nothing rests on it: a refusal that could not be kept is decided again. */
async function rememberDenial({ facts, id }: Known, content: string, answer: Denied, at: number): Promise<void> {
  const ttl = Math.ceil(at / 1000) + denialSeconds;
  try {
    await write(put({ ...keys.denial(facts.caller.account, id), content, answer, ttl }));
  } catch (error) {
    log.warn("a refusal was not kept", { error });
  }
}

const callerName = ({ source_ip, auth_user }: CallRequest): string => `${source_ip}\n${auth_user}`;

/** Refusals that an abused account meets first. */
const againstFraud: ReadonlySet<RefusalCode> = new Set([
  "SPEND_CAP",
  "PREFIX_LIMIT",
  "NIGHT_CALLS",
  "NIGHT_PRICE",
  "NEW_CUSTOMER_PREFIX",
  "TEST_NUMBER",
]);

/** For the alarm, and for the alert about test numbers. A refusal stands whether it could be noted or not. */
async function noteFraud(account: string, { code, detail }: Refusal, at: number): Promise<void> {
  if (againstFraud.has(code)) writeFigures({ SpendRefusals: 1 }, at);
  if (code !== "TEST_NUMBER") return;
  try {
    await countTestCall({ account, day: isoDay(at), last: detail });
  } catch (error) {
    log.warn("a call to a test number was not counted", { error });
  }
}

type Turn = { kind: "answer"; answer: Verdict } | { kind: "again"; pause: (tries: number) => Promise<void> };

async function oneTry(request: CallRequest): Promise<Turn> {
  const at = now();
  const read = readerFor(callerName(request), (account) => ownKeys(account, request));
  const known = await loadAnyCall(request, read);
  if (known.kind === "unknown") return { kind: "answer", answer: deniedAnswer(null, known.refusal) };
  const { facts, id } = known;
  const { account } = facts.caller;
  const content = contentOf(request);
  const before = repeated(known, content);
  if (before) return { kind: "answer", answer: before };
  const { decision, carriers } = await decideWithCarriers(request, known, read, at);
  const route = decision.kind === "allow" && decision.to.kind === "route" ? decision.to.routeId : null;
  rememberNeeds(callerName(request), account, needsOfLater(request, read, route));
  if (decision.kind === "deny") {
    const answer = deniedAnswer(account, decision.refusal);
    await rememberDenial(known, content, answer, at);
    await noteFraud(account, decision.refusal, at);
    return { kind: "answer", answer };
  }
  const { callWithMedia } = facts.levels[0].customer;
  const answer = allowedAnswer(decision, { id, account, callWithMedia, carriers });
  if (decision.emergency) return { kind: "answer", answer };
  const outcome = await attempt(holding(decision, request, known, answer, at));
  if (outcome === "done") return { kind: "answer", answer };
  if (outcome === "bug") throw new Error("what a call holds cannot be written");
  return { kind: "again", pause: (tries) => pauseAfter(outcome, tries) };
}

/** What a later call of the same caller will need; not what belongs to this call alone. */
function needsOfLater(request: CallRequest, read: CallReader, routeId: string | null) {
  const { sk: own } = keys.reservation("", "az-");
  const needed = [...neededFor(request, read), ...(routeId === null ? [] : carrierKeys(routeId, read))];
  return needed.filter(({ sk }) => !sk.startsWith(own));
}

/** What the caller offers stands in the SDP where the switch did not list it. */
function withOffer({ sdp, ...request }: CallRequest): CallRequest {
  const codecs = request.codecs ?? (sdp === undefined ? undefined : codecsOfSdp(sdp));
  return codecs ? { ...request, codecs } : request;
}

/** @throws Problem unavailable when others were at the same account for too long */
export async function authorizeCall(asked: CallRequest): Promise<Verdict> {
  const request = withOffer(asked);
  for (let tries = 0; tries < mostTries; tries++) {
    const turn = await oneTry(request);
    if (turn.kind === "answer") return turn.answer;
    await turn.pause(tries);
  }
  throw new Problem("unavailable", "Too many calls of this account begin at once.", { retryAfterSeconds: 1 });
}
