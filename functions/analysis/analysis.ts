import * as z from "zod";
import { Currency, decimalOf, SignedAmount } from "../money/money.ts";
import { dayMs } from "../time/day.ts";
import { isKnownZone } from "../time/zone.ts";
import { TrafficBy } from "./group-traffic.ts";
import { acdOf, asrOf, marginPercentOf, meanPddOf, nerOf, pddP95, type Sums } from "./traffic.ts";
import { quarterMs } from "./traffic-cell.ts";

/** Call analysis as people and programs read it. */

const percent = z
  .string()
  .regex(/^-?\d+\.\d$/)
  .nullable();
const count = z.number().int().nonnegative();

export const TrafficFigures = z
  .object({
    /** Distinct calls that were tried; what our own policy refused is not among them. */
    attempts: count,
    /** Attempts with an answer. */
    answered: count,
    /** Attempts that our own policy refused: in no ratio. */
    refused: count,
    /** Answer-seizure ratio: answered of attempts, percent (ITU-T E.425). Null without attempts. */
    asr: percent,
    /** Network effectiveness ratio: attempts that came to the called party, percent (ITU-T E.425). */
    ner: percent,
    /** Average duration of the answered, whole seconds. Null without answers. */
    acdSeconds: count.nullable(),
    /** Mean post-dial delay of the attempts of which the switch told it. */
    pddMs: count.nullable(),
    /** 95 % of them rang within this; the upper bound of a step of 100 ms up to 2 s, 500 ms up to 10 s. Null beyond 60 s. */
    pddP95Ms: count.nullable(),
    /** Talk time of the answered, whole seconds. */
    seconds: count,
    /** What was charged for, after rounding to increments. */
    billedSeconds: count,
    /** What the account was debited, tax included. */
    charge: SignedAmount,
    tax: SignedAmount,
    /** What the vendors bill us for the calls whose cost is known. Null for whoever may not see it. */
    cost: SignedAmount.nullable(),
    /** Net revenue less cost of those calls. */
    margin: SignedAmount.nullable(),
    /** Margin of net revenue. Null where nothing came in, or for whoever may not see it. */
    marginPercent: percent,
    /** Answered calls whose cost is not known; they are in neither cost nor margin. */
    costUnknown: count.nullable(),
  })
  .meta({ id: "TrafficFigures" });
export type TrafficFigures = z.infer<typeof TrafficFigures>;

/** @param seesCost whether whoever asks may see what calls cost us */
export function figuresOf(sums: Sums, seesCost: boolean): TrafficFigures {
  const { attempts, answered, refused, seconds, billedSeconds, charge, tax, revenue, margin, costUnknown } = sums;
  return {
    ...{ attempts, answered, refused, seconds, billedSeconds },
    ...{ asr: asrOf(sums), ner: nerOf(sums), acdSeconds: acdOf(sums) },
    ...{ pddMs: meanPddOf(sums), pddP95Ms: pddP95(sums) },
    charge: decimalOf(charge),
    tax: decimalOf(tax),
    cost: seesCost ? decimalOf(revenue - margin) : null,
    margin: seesCost ? decimalOf(margin) : null,
    marginPercent: seesCost ? marginPercentOf(sums) : null,
    costUnknown: seesCost ? costUnknown : null,
  };
}

export const TrafficGroup = TrafficFigures.extend({
  /** What the calls have in common: a date, a destination, an id; empty: they have none. */
  key: z.string(),
  /** The key for people, where it is an id or a code. */
  label: z.string(),
  /** Of causes: what one does about it. */
  remedy: z.string().nullable(),
}).meta({ id: "TrafficGroup" });
export type TrafficGroup = z.infer<typeof TrafficGroup>;

export const Analysis = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    by: TrafficBy,
    timeZone: z.string(),
    currency: z.string(),
    totals: TrafficFigures,
    /** The same of the time before that is as long. */
    before: TrafficFigures,
    groups: z.array(TrafficGroup),
  })
  .meta({ id: "Analysis" });
export type Analysis = z.infer<typeof Analysis>;

const onQuarter = z.iso
  .datetime({ offset: true, error: "Must be an instant such as 2026-10-13T00:00:00Z." })
  .refine((text) => Date.parse(text) % quarterMs === 0, "Must be on a quarter of an hour.");
const one = z.string().max(128).optional();

/** Thirteen months, as long as calls are kept. */
const mostDays = 400;
/** Apart by more than dates, every day is read in full. */
const mostDaysInFull = 100;

const asked = {
  /** Setups from this instant on, on a quarter of an hour. Left out: 7 days before the end. */
  from: onQuarter.optional(),
  /** Setups before this instant, on a quarter of an hour. Left out: the next quarter of an hour. */
  to: onQuarter.optional(),
  /** By whose clocks dates and hours are told; left out: the zone of the customer, the reseller or the operator. */
  timeZone: z.string().refine(isKnownZone, "Must be a time zone such as Europe/Berlin.").optional(),
  destination: one,
  prefix: one,
  direction: z.enum(["OUT", "DID"]).optional(),
  vendor: one,
  gateway: one,
  cause: one,
};

export const isForward = ({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean =>
  !from || !to || Date.parse(from) < Date.parse(to);
export const backwards = { path: ["to"], message: "Must be after `from`." };

export const AnalysisQuery = z
  .object({ ...asked, by: TrafficBy.exclude(["customer"]).default("day"), device: one })
  .refine(isForward, backwards);
export type AnalysisQuery = z.infer<typeof AnalysisQuery>;

export const OverallQuery = z
  .object({
    ...asked,
    by: TrafficBy.exclude(["device"]).default("day"),
    /** Account of a customer. */
    customer: one,
    /** Account of a reseller: of its customers only, and of those of the resellers below it. */
    reseller: one,
    /** The currency in which money is told. Left out: the operator's or the reseller's own, where calls have it. */
    currency: Currency.optional(),
  })
  .refine(isForward, backwards);
export type OverallQuery = z.infer<typeof OverallQuery>;

/** Amounts are null where none of the calls is in the currency in which money is told. */
const toldMoney = { charge: SignedAmount.nullable(), tax: SignedAmount.nullable() };
const OverallFigures = TrafficFigures.extend(toldMoney).meta({ id: "OverallFigures" });

/** The calls of all customers of the operator or of a reseller. */
export const OverallAnalysis = Analysis.extend({
  totals: OverallFigures,
  before: OverallFigures,
  groups: z.array(TrafficGroup.extend(toldMoney).meta({ id: "OverallGroup" })),
  /** Currencies of the calls, the one with the most first. Money is told of calls in `currency` only, all else of all. */
  currencies: z.array(z.string()),
  /** What was posted before this instant is counted; null: nothing was counted yet. */
  countedUpTo: z.iso.datetime().nullable(),
}).meta({ id: "OverallAnalysis" });
export type OverallAnalysis = z.infer<typeof OverallAnalysis>;

export interface AnalysisRange {
  /** Epoch ms, included. */
  fromMs: number;
  /** Epoch ms, not included. */
  toMs: number;
}

const usualDays = 7;

/** @param at now, epoch ms */
export function rangeOf({ from, to }: Pick<AnalysisQuery, "from" | "to">, at: number): AnalysisRange {
  const toMs = to ? Date.parse(to) : (Math.floor(at / quarterMs) + 1) * quarterMs;
  return { fromMs: from ? Date.parse(from) : toMs - usualDays * dayMs, toMs };
}

/** Why a range is too long, or undefined. @param inFull whether more than dates are told apart */
export function tooLong({ fromMs, toMs }: AnalysisRange, inFull: boolean): string | undefined {
  const most = inFull ? mostDaysInFull : mostDays;
  if (toMs - fromMs <= most * dayMs) return undefined;
  return inFull ? `At most ${most} days, or by day without a filter.` : `At most ${most} days.`;
}
