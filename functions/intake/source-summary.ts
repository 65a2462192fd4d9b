import * as z from "zod";
import { Silence } from "./silence.ts";
import type { SourceDay } from "./source-day.ts";

/** How a source stands, as the intake page lists it. */
export const SourceSummary = z
  .object({
    source: z.string(),
    lastDeliveryAt: z.string().nullable(),
    /** Seconds from the end of the newest call of the last delivery to that delivery: how late the switch hands in. */
    lagSeconds: z.number().int().nullable(),
    /** Of the last seven days. */
    deliveries: z.number().int(),
    accepted: z.number().int(),
    duplicates: z.number().int(),
    parked: z.number().int(),
    refused: z.number().int(),
    silence: Silence,
  })
  .meta({ id: "SourceSummary" });
export type SourceSummary = z.infer<typeof SourceSummary>;

const sum = (days: readonly SourceDay[], name: "deliveries" | "accepted" | "duplicates" | "parked" | "refused") =>
  days.reduce((total, day) => total + day[name], 0);

/** @param days of the last seven days, further back where there are none */
export function summaryOf(source: string, days: readonly SourceDay[]): Omit<SourceSummary, "silence"> {
  const last = days.reduce<SourceDay | undefined>(
    (a, b) => (a && a.lastDeliveryMs >= b.lastDeliveryMs ? a : b),
    undefined,
  );
  const newest = last?.newestCallMs;
  return {
    source,
    lastDeliveryAt: last ? new Date(last.lastDeliveryMs).toISOString() : null,
    lagSeconds: last && newest !== undefined ? Math.max(0, Math.round((last.lastDeliveryMs - newest) / 1000)) : null,
    deliveries: sum(days, "deliveries"),
    accepted: sum(days, "accepted"),
    duplicates: sum(days, "duplicates"),
    parked: sum(days, "parked"),
    refused: sum(days, "refused"),
  };
}
