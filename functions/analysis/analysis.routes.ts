import { Hono } from "hono";
import { seesVendors } from "../auth/access.ts";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { analyse } from "./analyse.flow.ts";
import { Analysis, AnalysisQuery } from "./analysis.ts";

export const analysisRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>().get(
  "/customers/:account/analysis",
  doc("Analyse a customer's calls", Analysis),
  may("calls:read"),
  ofAccount,
  valid("query", AnalysisQuery),
  async (c) => {
    const asked = { seesCost: seesVendors(signedIn(c)), at: now() };
    return c.json(await analyse(c.var.customer, c.req.valid("query"), asked));
  },
);
