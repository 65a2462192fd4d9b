import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import * as z from "zod";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, NoContent, valid } from "../platform/http.ts";
import { comingFrom } from "./caller.guard.ts";
import { giveToken, sessionCookie, switchCookie } from "./cookie.guard.ts";
import { type AuthVariables, evenWithoutFactor, ownSessionOnly, signedInAtAll, signedInOnly } from "./may.guard.ts";
import { changeOwnPassword, endOtherSessions, endOwnSession, ownSessions } from "./own-session.flow.ts";
import { OwnSession } from "./own-session.ts";
import { Password } from "./password-policy.ts";

const NewOwnPassword = z
  .strictObject({
    /** The one that is in use. */
    password: z.string("Required.").min(1, "Required.").max(200, "Is too long."),
    newPassword: Password,
  })
  .meta({ id: "NewOwnPassword" });

const Nothing = z.strictObject({}).meta({ id: "Nothing" });

type Variables = AuthVariables & HttpVariables;
const askerOf = (c: Context<{ Variables: Variables }>) => {
  c.header("cache-control", "no-store");
  const token = getCookie(c, switchCookie) ?? getCookie(c, sessionCookie);
  return { principal: signedInAtAll(c), token, ...comingFrom(c), at: now() };
};

/** `/sessions` and `/own-password`: where one is signed in, and by what. */
export const ownSessionRoutes = new Hono<{ Variables: Variables }>()
  .get(
    "/sessions",
    doc("My sessions, newest first", z.object({ items: z.array(OwnSession) })),
    evenWithoutFactor,
    async (c) => c.json({ items: await ownSessions(askerOf(c)) }),
  )
  .delete(
    "/sessions/:session",
    doc("End one of my sessions", NoContent, 204),
    evenWithoutFactor,
    ownSessionOnly,
    async (c) => {
      await endOwnSession(c.req.param("session"), askerOf(c));
      return c.body(null, 204);
    },
  )
  .post(
    "/sessions/end-others",
    doc("End all my sessions but this one", NoContent, 204),
    evenWithoutFactor,
    ownSessionOnly,
    valid("json", Nothing),
    async (c) => {
      giveToken(c, sessionCookie, await endOtherSessions(askerOf(c)));
      return c.body(null, 204);
    },
  )
  .post(
    "/own-password",
    doc("Set another password of mine, which ends all my other sessions", NoContent, 204),
    signedInOnly,
    ownSessionOnly,
    valid("json", NewOwnPassword),
    async (c) => {
      giveToken(c, sessionCookie, await changeOwnPassword(c.req.valid("json"), askerOf(c)));
      return c.body(null, 204);
    },
  );
