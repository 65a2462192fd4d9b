import * as z from "zod";
import type { Customer } from "../customers/customer.ts";
import { allIpDevices, allSipDevices } from "../devices/device.store.ts";
import type { IpDevice } from "../devices/ip-device.ts";
import type { SipDevice } from "../devices/sip-device.ts";
import { authorizationId } from "../ledger/reservation.ts";
import { decimalOf } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { keys } from "../platform/keys.ts";
import { Problem } from "../platform/problem.ts";
import { explainCall } from "../rating/rate-call.ts";
import { billingTermsOf } from "../rating/rate-record.ts";
import { TraceStep } from "../rating/trace.ts";
import { Instant } from "../tariffs/rate.ts";
import { withoutPlus } from "../translation/normalise-number.ts";
import { allowedAnswer, deniedAnswer } from "./answer-call.ts";
import { type Decided, decideWithCarriers } from "./authorize-call.flow.ts";
import type { CallFacts } from "./call-facts.ts";
import { CallReader } from "./call-reader.store.ts";
import { CallRequest, Verdict } from "./call-request.ts";
import type { CallDecision } from "./decide-call.ts";
import { type Found, factsOf } from "./load-call.flow.ts";
import { refusals } from "./refusal.ts";
import { shownTrace, shownVerdict } from "./shown-trace.ts";
import { UnsavedConfiguration, withUnsaved } from "./unsaved.ts";

/** A call that nobody makes: the same decision as a switch would hear, with every step, at any instant. Nothing is held or kept. */

export const SimulatedCall = z
  .strictObject({
    /** The caller's number as it would be sent; empty = hidden. */
    cli: z.string().max(100).default(""),
    /** The number as it would be dialled, a dial prefix included. */
    cld: z.string().min(1, "Type a number.").max(100),
    /** Id of one of the customer's devices; left out: the first that the number fits. */
    device: z.string().max(64).optional(),
    /** The instant of the call; left out: now. Rates and hours are those of then, money and calls up those of now. */
    at: Instant.optional(),
    /** Talk time to price, in seconds. */
    durationSeconds: z.int().min(0).max(86_400).default(60),
    /** What the caller would offer; left out: not known. */
    codecs: z.array(z.string().max(40)).max(50).optional(),
    /** What is tried before it is saved. */
    unsaved: UnsavedConfiguration.optional(),
  })
  .meta({ id: "SimulatedCall" });
export type SimulatedCall = z.output<typeof SimulatedCall>;

export const Simulation = z
  .object({
    at: z.string(),
    device: z.object({ id: z.string(), name: z.string() }),
    verdict: Verdict,
    /** What the talk time would cost, as it would be charged; null where the call may not go. */
    charge: z
      .object({
        durationSeconds: z.int(),
        billedSeconds: z.int(),
        amount: z.string(),
        tax: z.string(),
        currency: z.string(),
      })
      .nullable(),
    /** Every step in the order taken, those that were passed over too. */
    trace: z.array(TraceStep),
  })
  .meta({ id: "Simulation" });
export type Simulation = z.infer<typeof Simulation>;

type Device = IpDevice | (SipDevice & { sealed: string });

const prefixOf = (device: Device): string => ("dialPrefix" in device ? device.dialPrefix.replace(/%$/, "") : "");
const nameOf = (device: Device): string =>
  "login" in device ? device.login : `${device.ip}${prefixOf(device) ? `, prefix ${prefixOf(device)}` : ""}`;

/** @throws Problem not_found for a device that is not the customer's; invalid for a customer without any */
async function deviceOf({ account }: Customer, { device: id, cld }: SimulatedCall): Promise<Device> {
  const devices: Device[] = [...(await allIpDevices(account)), ...(await allSipDevices(account))];
  const number = withoutPlus(cld);
  const fitting = devices
    .filter((device) => number.startsWith(prefixOf(device)))
    .toSorted((a, b) => prefixOf(b).length - prefixOf(a).length);
  const found = id === undefined ? (fitting[0] ?? devices[0]) : devices.find((one) => one.id === id);
  if (found) return found;
  if (id !== undefined) throw new Problem("not_found", "The customer has no such device.");
  const message = "The customer has no device that a call could come from.";
  throw new Problem("invalid", message, { fields: [{ path: "device", message }] });
}

function foundFor(account: string, device: Device): Found & { device: Device } {
  const isSip = "login" in device;
  const caller = {
    account,
    deviceId: device.id,
    dialPrefix: prefixOf(device),
    tariffId: device.tariffId,
    lockedTo: null,
    detail: `${nameOf(device)}, tried`,
  };
  const deviceKey = isSip ? keys.sipDevice(account, device.id) : keys.ipDevice(account, device.id);
  return { caller, device, deviceKey };
}

/** The price of the talk time, with its steps, where the call goes. */
function chargeOf(decision: CallDecision, facts: CallFacts, durationSeconds: number, at: number) {
  const { customer, tariff } = facts.levels[0];
  const free = { durationSeconds, billedSeconds: 0, amount: "0", tax: "0", currency: customer.currency };
  if (decision.kind === "deny") return { charge: null, steps: [] };
  if (decision.priced.length === 0 || !tariff) return { charge: free, steps: [] };
  const call = {
    account: customer.account,
    cld: decision.cld,
    setupMs: at,
    answered: true,
    billableMs: durationSeconds * 1000,
  };
  const outcome = explainCall(call, tariff, billingTermsOf(customer, at));
  if (outcome.kind === "unrated") return { charge: null, steps: outcome.trace };
  const { billedSeconds, charge, tax } = outcome;
  const priced = { ...free, billedSeconds, amount: decimalOf(charge), tax: decimalOf(tax) };
  return { charge: priced, steps: outcome.trace };
}

/** The decision for whoever may not see who terminates calls and for what: without names, costs and what was skipped. */
function withoutVendors({ decision, vendorSteps }: Decided): Decided {
  const trace = decision.trace.filter((step) => !vendorSteps.includes(step));
  if (decision.kind === "allow" || trace.length === decision.trace.length)
    return { decision: { ...decision, trace }, carriers: [], vendorSteps: [] };
  const { code } = decision.refusal;
  trace.push({ step: "verdict", outcome: code, detail: refusals[code].text });
  return { decision: { kind: "deny", refusal: { code, detail: "" }, trace }, carriers: [], vendorSteps: [] };
}

interface Trying {
  now: number;
  /** Whether who asks may see gateways and costs. */
  seesVendors: boolean;
  /** Accounts of the chain that who asks may hear nothing of. */
  hidden: readonly string[];
}

export async function simulateCall(
  customer: Customer,
  asked: SimulatedCall,
  { now, seesVendors, hidden }: Trying,
): Promise<Simulation> {
  const { account } = customer;
  const at = asked.at ? Date.parse(asked.at) : now;
  const device = await deviceOf(customer, asked);
  const { cli, cld, codecs } = asked;
  const request: CallRequest = {
    ...CallRequest.parse({ switch_id: "simulation", call_id: "simulation", cli, cld }),
    ...(codecs ? { codecs } : {}),
  };
  const read = new CallReader();
  const saved = await factsOf(request, foundFor(account, device), read);
  const facts = asked.unsaved ? withUnsaved(saved, asked.unsaved) : saved;
  const id = authorizationId(account, request);
  const decided = await decideWithCarriers(request, { facts, id }, read, at);
  const { decision, carriers } = seesVendors ? decided : withoutVendors(decided);
  const { callWithMedia } = facts.levels[0].customer;
  const { charge, steps } = chargeOf(decision, facts, asked.durationSeconds, at);
  return {
    at: isoInstant(at),
    device: { id: device.id, name: nameOf(device) },
    verdict: shownVerdict(
      decision.kind === "deny"
        ? deniedAnswer(account, decision.refusal)
        : allowedAnswer(decision, { id, account, callWithMedia, carriers }),
      hidden,
    ),
    charge,
    trace: [...shownTrace(decision.trace, hidden), ...steps],
  };
}
