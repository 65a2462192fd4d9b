import { Hono } from "hono";
import { type AuthVariables, ownSessionOnly, signedIn, signedInOnly } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { changeOwnAlerts, ownAlerts } from "./own-alerts.flow.ts";
import { OwnAlerts } from "./own-alerts.ts";

/** `/own-alerts`: when a customer that is signed in is written to about its balance. */
export const ownAlertsRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get("/own-alerts", doc("When I am written to about my balance", OwnAlerts), signedInOnly, async (c) =>
    c.json(await ownAlerts(signedIn(c))),
  )
  .put(
    "/own-alerts",
    doc("Say when I am written to about my balance", OwnAlerts),
    signedInOnly,
    ownSessionOnly,
    valid("json", OwnAlerts),
    async (c) => c.json(await changeOwnAlerts(c.req.valid("json"), signedIn(c), now())),
  );
