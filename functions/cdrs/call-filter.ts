import * as z from "zod";
import { Amount, type Nano, nanoOf } from "../money/money.ts";
import { type FieldFault, Problem } from "../platform/problem.ts";
import { dayMs } from "../time/day.ts";
import { Disposition, dispositionOf } from "./call.ts";
import type { SeenCall } from "./call-row.ts";
import { causeOf, refusalOf } from "./release-cause.ts";

/** Which calls of an account to list, add up or export. */

const filterInstant = z.iso.datetime({ offset: true, error: "Must be an instant such as 2026-10-13T00:00:00Z." });
const number = z.string().regex(/^[0-9*#+A-Da-d]{1,32}$/, "Must be the beginning of a number.");
const name = z.string().min(1).max(128);
const seconds = z.coerce.number<string | number>().int().min(0).max(31_622_400);

/** The filters of an account's calls as they are sent, AND-ed. */
export const CallFilters = z.object({
  /** Setup from this instant on. Left out: 90 days before the end. */
  from: filterInstant.optional(),
  /** Setup before this instant. Left out: now, and ten minutes for clocks that are ahead. */
  to: filterInstant.optional(),
  /** Beginning of the calling number, as sent or as rated. */
  cli: number.optional(),
  /** Beginning of the called number, as sent or as rated. */
  cld: number.optional(),
  /** The rated prefix, whole. */
  prefix: number.optional(),
  /** The destination's name in the tariff, whole. */
  destination: name.optional(),
  direction: z.enum(["OUT", "DID"]).optional(),
  /** How the attempt ended; `UNANSWERED` is all but `ANSWERED`. */
  disposition: z.enum([...Disposition.options, "UNANSWERED"]).optional(),
  /** SIP code and Q.850 cause, `486/17`, either of them empty where the switch did not tell; or the code of a refusal. */
  cause: name.optional(),
  deviceId: z.string().max(64).optional(),
  /** Id of the vendor that terminated it; for who may see vendors. */
  vendor: name.optional(),
  /** Id of the gateway that it left by; for who may see vendors. */
  gateway: name.optional(),
  source: z.string().max(64).optional(),
  /** Talk time from so many whole seconds on. */
  minSeconds: seconds.optional(),
  /** Talk time up to so many whole seconds, included. */
  maxSeconds: seconds.optional(),
  /** Charge, tax included, from this amount on. */
  minCharge: Amount.optional(),
  /** Charge, tax included, up to this amount, included. */
  maxCharge: Amount.optional(),
});
export type CallFilters = z.infer<typeof CallFilters>;

type Kept = Omit<CallFilters, "from" | "to" | "minCharge" | "maxCharge">;

export interface CallFilter extends Kept {
  /** Epoch ms, included. */
  fromMs: number;
  /** Epoch ms, not included. */
  toMs: number;
  /** Nano. */
  minCharge?: Nano | undefined;
  maxCharge?: Nano | undefined;
}

const usualRangeMs = 90 * dayMs;
const clocksAheadMs = 600_000;
/** Thirteen months, with the days that a zone's clocks may add. */
export const mostRangeDays = 400;

const nano = (amount: string | undefined): Nano | undefined => (amount === undefined ? undefined : nanoOf(amount));
const isAbove = <T extends number | bigint>(least: T | undefined, most: T | undefined) =>
  least !== undefined && most !== undefined && least > most;

interface Fault extends FieldFault {
  /** The same for who does not know the field's name. */
  says: string;
}

/** Every pair whose ends are the wrong way round, and a range that is none. */
function faultsOf({ fromMs, toMs, ...of }: CallFilter, at: number): Fault[] {
  const faults: Fault[] = [];
  const add = (path: string, message: string, says: string) => faults.push({ path, message, says });
  if (fromMs >= toMs) add("to", "Must be after `from`.", "The range ends before it begins.");
  if (fromMs > at + clocksAheadMs) add("from", "Must not be in the future.", "The range begins in the future.");
  if (toMs - fromMs > mostRangeDays * dayMs)
    add("from", `At most ${mostRangeDays} days.`, `The range has more than ${mostRangeDays} days.`);
  if (isAbove(of.minSeconds, of.maxSeconds))
    add("maxSeconds", "Must not be less than `minSeconds`.", "The most seconds are fewer than the least.");
  if (isAbove(of.minCharge, of.maxCharge))
    add("maxCharge", "Must not be less than `minCharge`.", "The highest charge is below the lowest.");
  return faults;
}

/**
 * @param at now, epoch ms
 * @throws Problem invalid that names every range which is backwards, too long or in the future
 */
export function callFilterOf({ from, to, minCharge, maxCharge, ...rest }: CallFilters, at: number): CallFilter {
  const toMs = to ? Date.parse(to) : at + clocksAheadMs;
  const fromMs = from ? Date.parse(from) : toMs - usualRangeMs;
  const filter = { ...rest, fromMs, toMs, minCharge: nano(minCharge), maxCharge: nano(maxCharge) };
  const faults = faultsOf(filter, at);
  if (faults.length === 0) return filter;
  const fields = faults.map(({ path, message }) => ({ path, message }));
  throw new Problem("invalid", faults.map(({ says }) => says).join(" "), { fields });
}

interface VendorFilters {
  vendor?: string | undefined;
  gateway?: string | undefined;
}

/** @throws Problem forbidden, where vendors are asked for by who may not see them */
export function checkVendorFilters({ vendor, gateway }: VendorFilters, seesVendors: boolean): void {
  if (!seesVendors && (vendor !== undefined || gateway !== undefined))
    throw new Problem("forbidden", "Vendors and gateways are the operator's own business.");
}

const begins = (wanted: string, ...numbers: string[]) => numbers.some((number) => number.startsWith(wanted));

type Asked = Omit<CallFilter, "fromMs" | "toMs">;
/** What each filter asks of a call. */
const conditions: { [Name in keyof Asked]-?: (call: SeenCall, wanted: NonNullable<Asked[Name]>) => boolean } = {
  cli: ({ cli, cdr }, wanted) => begins(wanted, cli, cdr.cliReceived),
  cld: ({ cld, cdr }, wanted) => begins(wanted, cld, cdr.cldReceived),
  prefix: ({ prefix }, wanted) => prefix === wanted,
  destination: ({ destination }, wanted) => destination === wanted,
  direction: ({ cdr }, wanted) => cdr.direction === wanted,
  disposition: ({ cdr }, wanted) => (wanted === "UNANSWERED" ? cdr.answeredMs === null : dispositionOf(cdr) === wanted),
  cause: ({ cdr }, wanted) => causeOf({ refusal: refusalOf(cdr), sipCode: cdr.sipCode, q850: cdr.q850 }) === wanted,
  deviceId: ({ deviceId }, wanted) => deviceId === wanted,
  vendor: ({ vendor }, wanted) => vendor.vendorId === wanted,
  gateway: ({ vendor }, wanted) => vendor.gatewayId === wanted,
  source: ({ source }, wanted) => source === wanted,
  minSeconds: ({ durationSeconds }, least) => durationSeconds >= least,
  maxSeconds: ({ durationSeconds }, most) => durationSeconds <= most,
  minCharge: ({ charge }, least) => charge >= least,
  maxCharge: ({ charge }, most) => charge <= most,
};

type Condition = (call: SeenCall) => boolean;

function conditionOf<Name extends keyof Asked>(filter: Asked, name: Name): Condition[] {
  const wanted = filter[name];
  const fits = conditions[name] as (call: SeenCall, wanted: unknown) => boolean;
  return wanted === undefined ? [] : [(call) => fits(call, wanted)];
}

/** Whether calls pass a filter, whenever they were. Of a call only what the filter is about is read. */
export function asking(filter: Asked): Condition {
  const asked = (Object.keys(conditions) as (keyof Asked)[]).flatMap((name) => conditionOf(filter, name));
  const [only] = asked;
  if (only && asked.length === 1) return only;
  return (call) => asked.every((fits) => fits(call));
}

/** Whether calls pass a filter, their setups included. */
export function passing(filter: CallFilter): Condition {
  const { fromMs, toMs } = filter;
  const fits = asking(filter);
  return (call) => {
    const { setupMs } = call.cdr;
    return setupMs >= fromMs && setupMs < toMs && fits(call);
  };
}
