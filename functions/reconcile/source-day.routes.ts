import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { SourceDayView } from "./source-day.ts";
import { sourceDays } from "./source-days.flow.ts";

const DaysQuery = z.object({
  /** First and last day, both included. Left out: the last 31 days. At most 92 at once. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});

const Days = z.object({ items: z.array(SourceDayView) }).meta({ id: "CdrSourceDays" });

/** `/cdr-sources/{id}/days`: what became of a source's records, to compare with its switch. */
export const sourceDayRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>().get(
  "/cdr-sources/:id/days",
  doc("Count a CDR source's records day by day, latest first, to compare with its switch", Days),
  may("intake:read"),
  valid("query", DaysQuery),
  async (c) => c.json({ items: await sourceDays(c.req.param("id"), c.req.valid("query"), now()) }),
);
