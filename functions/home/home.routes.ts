import { Hono } from "hono";
import { type AuthVariables, signedIn, signedInOnly } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { homeOf } from "./home.flow.ts";
import { Home, HomeQuery } from "./home.ts";

/** `/home`: how today goes, for the operator's people and resellers, each as far as it may see. */
export const homeRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>().get(
  "/home",
  doc("How today goes and what waits; parts that are not for whoever asks are null", Home),
  signedInOnly,
  valid("query", HomeQuery),
  async (c) => c.json(await homeOf(signedIn(c), c.req.valid("query").timeZone, now())),
);
