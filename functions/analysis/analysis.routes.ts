import { Hono } from "hono";
import { seesVendors } from "../auth/access.ts";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { analyse } from "./analyse.flow.ts";
import { Analysis, AnalysisQuery, OverallAnalysis, OverallQuery } from "./analysis.ts";
import { daysLeftOf } from "./days-left.flow.ts";
import { DaysLeft } from "./days-left.ts";
import { foldAgain } from "./fold-again.flow.ts";
import { FoldDays, FoldedDays } from "./folded-days.ts";
import { analyseAll, analysedBy } from "./overall.flow.ts";

export const analysisRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>()
  .get(
    "/customers/:account/analysis",
    doc("Analyse a customer's calls", Analysis),
    may("calls:read"),
    ofAccount,
    valid("query", AnalysisQuery),
    async (c) => {
      const asked = { seesCost: seesVendors(signedIn(c)), at: now() };
      return c.json(await analyse(c.var.customer, c.req.valid("query"), asked));
    },
  )
  .post(
    "/customers/:account/call-days/fold",
    doc("Count a customer's days again and put their calls into files, part by part", FoldedDays),
    may("intake:write"),
    ofAccount,
    valid("json", FoldDays),
    async (c) => c.json(await foldAgain(c.var.customer, c.req.valid("json"), now())),
  )
  .get(
    "/customers/:account/days-left",
    doc("How long a customer's money lasts at its present use", DaysLeft),
    may("money:read"),
    ofAccount,
    async (c) => c.json(await daysLeftOf(c.var.customer, now())),
  )
  .get(
    "/analysis",
    doc("Analyse the calls of all customers", OverallAnalysis),
    may("calls:read", "owned"),
    valid("query", OverallQuery),
    async (c) => {
      const query = c.req.valid("query");
      const whose = await analysedBy(signedIn(c), query.reseller);
      return c.json(await analyseAll(whose, query, { seesCost: seesVendors(signedIn(c)), at: now() }));
    },
  );
