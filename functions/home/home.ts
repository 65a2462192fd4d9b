import * as z from "zod";
import { acdOf, asrOf, marginPercentOf, type Sums } from "../analysis/traffic.ts";
import { decimalOf, SignedAmount } from "../money/money.ts";
import { isKnownZone } from "../time/zone.ts";

/** What somebody sees first: how today goes, and what waits. Parts that are not for whoever asks are null. */

const count = z.int().nonnegative();
const percent = z.string().nullable();

export const HomeFigures = z
  .object({
    /** Distinct calls that were tried; what our own policy refused is not among them. */
    attempts: count,
    answered: count,
    /** Attempts that our own policy refused: in no ratio. */
    refused: count,
    /** Answered of all attempts, percent. Null without attempts. */
    asr: percent,
    /** Mean talk time of the answered, whole seconds. Null without answers. */
    acdSeconds: count.nullable(),
    /** Talk time of the answered, whole seconds. */
    seconds: count,
    /**
     * Net of tax. For the operator what its own customers and resellers pay, for a reseller what the customers of its
     * subtree are charged. Null where no call is in the currency in which money is told.
     */
    revenue: SignedAmount.nullable(),
    /** What vendors bill for the calls whose cost is known. Null: not for whoever asks, or for no call is it known. */
    cost: SignedAmount.nullable(),
    /** Net revenue less cost, of those calls alone. */
    margin: SignedAmount.nullable(),
    /** Margin of their net revenue. */
    marginPercent: percent,
    /** Answered calls whose cost is not known; they are in neither cost nor margin. */
    costUnknown: count.nullable(),
    /** Calls that cost more than they brought. */
    lossCalls: count.nullable(),
  })
  .meta({ id: "HomeFigures" });
export type HomeFigures = z.infer<typeof HomeFigures>;

export interface FiguresSeen {
  /** Whether whoever asks may see what calls cost. */
  seesCost: boolean;
  /** Whether it is the operator, whose revenue is what the accounts at the top pay. */
  isOperator: boolean;
  /** Whether money is told: calls are in its currency, or there are none. */
  isTold: boolean;
}

const noCost = { cost: null, margin: null, marginPercent: null, costUnknown: null, lossCalls: null };

/** Cost and margin of what is known; where of answered calls nothing is, they are not known and never 0. */
function costOf(sums: Sums): Pick<HomeFigures, keyof typeof noCost> {
  const { revenue, margin, costUnknown, lossCalls, answered } = sums;
  const counts = { costUnknown, lossCalls };
  if (answered > 0 && costUnknown === answered) return { ...noCost, ...counts };
  return {
    ...{ cost: decimalOf(revenue - margin), margin: decimalOf(margin), marginPercent: marginPercentOf(sums) },
    ...counts,
  };
}

/** @param all of all calls, @param own of those in the currency in which money is told */
export function homeFigures(all: Sums, own: Sums, { seesCost, isOperator, isTold }: FiguresSeen): HomeFigures {
  const { attempts, answered, refused, seconds } = all;
  return {
    ...{ attempts, answered, refused, seconds, asr: asrOf(all), acdSeconds: acdOf(all) },
    revenue: isTold ? decimalOf(isOperator ? own.net : own.charge - own.tax) : null,
    ...(seesCost && isTold ? costOf(own) : noCost),
  };
}

const HomeHour = z.object({
  at: z.iso.datetime(),
  /** What the clock shows at its beginning, `02`. Twice where clocks go back. */
  clock: z.string(),
  /** Null where the hour is not counted yet. */
  attempts: count.nullable(),
  answered: count.nullable(),
  /** Attempts in the hour that the clock showed so on the same weekday before; null: it had none. */
  before: count.nullable(),
});

export const HomeTraffic = z
  .object({
    /** Today in the zone. */
    date: z.string(),
    from: z.iso.datetime(),
    /** Calls that were set up before are counted, on a quarter of an hour; `from`: nothing of today is. */
    until: z.iso.datetime(),
    /** What was posted before this instant is counted; null: nothing was counted yet. */
    countedUpTo: z.iso.datetime().nullable(),
    /** Money is told of calls in this currency only, all else of all calls. */
    currency: z.string(),
    /** Currencies of the calls, the one with the most first. */
    currencies: z.array(z.string()),
    /** Null: nothing of today is counted yet. */
    today: HomeFigures.nullable(),
    /** The same hours by the clock of the same weekday before. */
    before: HomeFigures,
    beforeDate: z.string(),
    /** Every hour of today, 23 or 25 where clocks change. */
    hours: z.array(HomeHour),
  })
  .meta({ id: "HomeTraffic" });
export type HomeTraffic = z.infer<typeof HomeTraffic>;

export const HomeIntake = z
  .object({
    sources: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        state: z.enum(["DELIVERING", "SILENT", "NEVER"]),
        /** When the newest CDR came from it. */
        lastCdrAt: z.iso.datetime().nullable(),
      }),
    ),
    /** Records that wait because they could not be charged, by reason, the most first. */
    waiting: z.array(z.object({ reason: z.string(), count })),
    /** The newest files, the newest first. */
    files: z.array(
      z.object({
        id: z.string(),
        fileName: z.string(),
        source: z.string(),
        createdAt: z.iso.datetime(),
        status: z.enum(["queued", "running", "done", "failed"]),
        /** 0 to 100. */
        progress: z.int(),
        records: count,
      }),
    ),
  })
  .meta({ id: "HomeIntake" });
export type HomeIntake = z.infer<typeof HomeIntake>;

export const Home = z
  .object({
    at: z.iso.datetime(),
    timeZone: z.string(),
    traffic: HomeTraffic.nullable(),
    /** Calls that are up, by what switches asked for. `isCut`: more than are looked through. */
    callsUp: z.object({ total: z.int(), isCut: z.boolean() }).nullable(),
    intake: HomeIntake.nullable(),
  })
  .meta({ id: "Home" });
export type Home = z.infer<typeof Home>;

export const HomeQuery = z.object({
  /** By whose calendar today is told; left out: the operator's zone. */
  timeZone: z.string().refine(isKnownZone, "Must be a time zone such as Europe/Berlin.").optional(),
});
