import { type Context, Hono } from "hono";
import { deleteCookie, getCookie } from "hono/cookie";
import * as z from "zod";
import { isoInstant, now } from "../platform/clock.ts";
import { doc, type HttpVariables, NoContent, valid } from "../platform/http.ts";
import { Problem } from "../platform/problem.ts";
import { type Principal, permissions } from "./access.ts";
import { comingFrom } from "./caller.guard.ts";
import { cookieOptions, giveToken, sessionCookie, switchCookie } from "./cookie.guard.ts";
import { type Session, switchedMs } from "./login.ts";
import { type AuthVariables, open } from "./may.guard.ts";
import { principalNow } from "./person-principal.flow.ts";
import { endSession, getSession } from "./session.store.ts";
import { signIn } from "./sign-in.flow.ts";

const SignIn = z
  .strictObject({
    username: z.string("Required.").min(1, "Required.").max(100, "Is too long."),
    password: z.string("Required.").min(1, "Required.").max(200, "Is too long."),
    /** One-time code or recovery code; asked for when the user has a second factor. */
    otp: z.string().max(30, "Is too long.").optional(),
  })
  .meta({ id: "SignIn" });

const SignedIn = z
  .object({
    user: z.object({
      id: z.string(),
      kind: z.enum(["admin", "reseller", "customer", "key"]),
      account: z.string().optional(),
      permissions: z.array(z.enum(permissions)),
    }),
    /** A second factor is required and there is none: nothing else is open until one is set up. */
    needsSecondFactor: z.boolean(),
    /** In a session that somebody above the account switched to: whose it is, why, and when it ends. */
    switched: z.object({ company: z.string(), reason: z.string(), until: z.iso.datetime() }).nullable(),
  })
  .meta({ id: "SignedIn" });

const userOf = ({ id, kind, account, permissions: held }: Principal) => ({
  ...{ id, kind, permissions: [...held], ...(account === undefined ? {} : { account }) },
});

const reply = (principal: Principal, session?: Session): z.infer<typeof SignedIn> => ({
  user: userOf(principal),
  needsSecondFactor: principal.lacksFactor === true,
  switched: session?.switched
    ? {
        company: session.switched.company,
        reason: session.switched.reason,
        until: isoInstant(session.createdMs + switchedMs),
      }
    : null,
});

/** Tells the page that there is a session of one's own to return to. */
const whereSwitched = { fields: [{ path: "switched", message: "The session that you switched to is over." }] };

async function endSwitched(c: Context): Promise<void> {
  const token = getCookie(c, switchCookie);
  if (!token) return;
  await endSession(token);
  deleteCookie(c, switchCookie, cookieOptions);
}

/** `/session`: signing in, asking who one is, signing out. */
export const sessionRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .post("/session", doc("Sign in", SignedIn), open, valid("json", SignIn), async (c) => {
    const { username, password, otp } = c.req.valid("json");
    const { token, login } = await signIn({ username, password, otp, ...comingFrom(c) }, now());
    const former = getCookie(c, sessionCookie);
    if (former) await endSession(former);
    await endSwitched(c);
    giveToken(c, sessionCookie, token);
    c.header("cache-control", "no-store");
    return c.json(reply(await principalNow(login)));
  })
  .get("/session", doc("Who am I", SignedIn), open, async (c) => {
    const principal = c.get("principal");
    const entered = getCookie(c, switchCookie);
    if (!principal) throw new Problem("unauthenticated", "Please sign in.", entered ? whereSwitched : {});
    c.header("cache-control", "no-store");
    return c.json(reply(principal, principal.switched && entered ? await getSession(entered) : undefined));
  })
  .delete("/session", doc("Sign out", NoContent, 204), open, async (c) => {
    const token = getCookie(c, sessionCookie);
    if (token) await endSession(token);
    await endSwitched(c);
    deleteCookie(c, sessionCookie, cookieOptions);
    return c.body(null, 204);
  });
