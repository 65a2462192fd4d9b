import * as z from "zod";
import { isoInstant } from "../platform/clock.ts";
import type { CdrSource } from "./source.ts";
import type { SourceDay } from "./source-day.ts";

/** Whether a source's switch still sends: "no CDR from it for N minutes". */
export const Silence = z
  .object({
    /** NEVER: no CDR has come from it yet. */
    state: z.enum(["DELIVERING", "SILENT", "NEVER"]),
    /** Last delivery in which there was a record. Null with SILENT: longer ago than deliveries are kept, 40 days. */
    lastCdrAt: z.iso.datetime().nullable(),
    /** Minutes without a CDR after which it is silent; 0 = it never is. */
    afterMinutes: z.number().int(),
    /** Where that is from. SETTING: the source's. RHYTHM: twice its mean pause. DEFAULT: 60 minutes, no source is sooner. */
    basis: z.enum(["SETTING", "RHYTHM", "DEFAULT"]),
  })
  .meta({ id: "CdrSourceSilence" });
export type Silence = z.infer<typeof Silence>;

const minuteMs = 60_000;
const leastMinutes = 60;
/** Pauses are longer and shorter than their mean; twice of it is no longer chance where files come by a timer. */
const timesMean = 2;
/** Fewer deliveries have no rhythm. */
const fewestDeliveries = 3;
const windowMs = 7 * 24 * 60 * minuteMs;

/** Minutes by the source's own rhythm in the week before its last record; undefined where it shows none. */
function rhythmOf(days: readonly SourceDay[], lastMs: number, createdMs: number): number | undefined {
  const week = days.filter(({ lastDeliveryMs }) => lastDeliveryMs > lastMs - windowMs);
  const deliveries = week.reduce((sum, day) => sum + day.deliveries, 0);
  if (deliveries < fewestDeliveries) return undefined;
  const oldest = Math.min(...week.map(({ lastDeliveryMs }) => lastDeliveryMs));
  // The day of the oldest delivery counts from its beginning, unless the source is younger.
  const fromMs = Math.max(createdMs, oldest - (oldest % (24 * 60 * minuteMs)));
  return Math.ceil((timesMean * (lastMs - fromMs)) / deliveries / minuteMs);
}

function limitOf(
  { silentAfterMinutes }: CdrSource,
  rhythm: number | undefined,
): Pick<Silence, "afterMinutes" | "basis"> {
  if (typeof silentAfterMinutes === "number") return { afterMinutes: silentAfterMinutes, basis: "SETTING" };
  if (rhythm !== undefined && rhythm > leastMinutes) return { afterMinutes: rhythm, basis: "RHYTHM" };
  return { afterMinutes: leastMinutes, basis: "DEFAULT" };
}

/**
 * @param days what was delivered, as far back as it is kept where the last days have nothing
 * @param cameBefore whether its records are counted on any day
 */
export function silenceOf(source: CdrSource, days: readonly SourceDay[], cameBefore: boolean, atMs: number): Silence {
  const lastMs = Math.max(...days.map(({ lastRecordMs = 0 }) => lastRecordMs), 0);
  if (lastMs === 0) return { state: cameBefore ? "SILENT" : "NEVER", lastCdrAt: null, ...limitOf(source, undefined) };
  const limit = limitOf(source, rhythmOf(days, lastMs, Date.parse(source.createdAt)));
  const isSilent = limit.afterMinutes > 0 && atMs - lastMs > limit.afterMinutes * minuteMs;
  return { state: isSilent ? "SILENT" : "DELIVERING", lastCdrAt: isoInstant(lastMs), ...limit };
}
