import { Hono } from "hono";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, NoContent, valid } from "../platform/http.ts";
import { callerIp } from "./caller.guard.ts";
import { NewOwnEmail, OwnEmail } from "./email-link.ts";
import { type AuthVariables, open, ownSessionOnly, signedIn, signedInOnly } from "./may.guard.ts";
import { LinkToken } from "./one-time-link.ts";
import { askForEmail, confirmEmail, ownEmail } from "./own-email.flow.ts";

/** `/own-email`: the address of whoever is signed in. A token is in the body, so that no log has it. */
export const ownEmailRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get("/own-email", doc("My e-mail address", OwnEmail), signedInOnly, async (c) => {
    c.header("cache-control", "no-store");
    return c.json({ email: await ownEmail(signedIn(c)) });
  })
  .post(
    "/own-email",
    doc("Have a link mailed to my new address; it holds when the link is followed", NoContent, 202),
    signedInOnly,
    ownSessionOnly,
    valid("json", NewOwnEmail),
    async (c) => {
      await askForEmail(c.req.valid("json"), { principal: signedIn(c), ip: callerIp(c) ?? "unknown", at: now() });
      return c.body(null, 202);
    },
  )
  .post(
    "/own-email/confirm",
    doc("Confirm a new address by the link that was mailed to it", OwnEmail),
    open,
    valid("json", LinkToken),
    async (c) => {
      c.header("cache-control", "no-store");
      return c.json({ email: await confirmEmail(c.req.valid("json").token, callerIp(c) ?? "unknown", now()) });
    },
  );
