import { Hono } from "hono";
import { seesVendors } from "../auth/access.ts";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { analyse } from "./analyse.flow.ts";
import { Analysis, AnalysisQuery } from "./analysis.ts";
import { daysLeftOf } from "./days-left.flow.ts";
import { DaysLeft } from "./days-left.ts";

export const analysisRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>()
  .get(
    "/customers/:account/analysis",
    doc("Analyse a customer's calls", Analysis),
    may("calls:read"),
    ofAccount,
    valid("query", AnalysisQuery),
    async (c) => c.json(await analyse(c.var.customer, c.req.valid("query"), seesVendors(signedIn(c)))),
  )
  .get(
    "/customers/:account/days-left",
    doc("How long a customer's money lasts at its present use", DaysLeft),
    may("money:read"),
    ofAccount,
    async (c) => c.json(await daysLeftOf(c.var.customer, now())),
  );
