import { Hono } from "hono";
import { deleteCookie, getCookie } from "hono/cookie";
import * as z from "zod";
import { AccountCode } from "../customers/customer.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, NoContent, valid } from "../platform/http.ts";
import { callerIp } from "./caller.guard.ts";
import { cookieOptions, giveToken, sessionCookie, switchCookie } from "./cookie.guard.ts";
import { type AuthVariables, may, open, signedIn } from "./may.guard.ts";
import { returnFrom, switchLogin } from "./switch.flow.ts";

const SwitchLogin = z
  .strictObject({
    /** Customer or reseller below whoever asks. */
    account: AccountCode,
    /** Why; kept in the audit. */
    reason: z.string("Required.").trim().min(3, "Required. Why you need to.").max(200, "Is too long."),
    /** One's own; needed where the session is older than 15 minutes. */
    password: z.string().max(200, "Is too long.").optional(),
  })
  .meta({ id: "SwitchLogin" });

/** Into somebody else's session and back. One's own session, in its own cookie, is not touched by either. */
export const switchRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .post(
    "/session/switch",
    doc("Enter the session of an account below you, for 60 minutes", NoContent, 204),
    may("customers:write", "owned"),
    valid("json", SwitchLogin),
    async (c) => {
      const { account, reason, password } = c.req.valid("json");
      const switcher = {
        principal: signedIn(c),
        token: getCookie(c, sessionCookie) ?? "",
        ip: callerIp(c) ?? "unknown",
      };
      const token = await switchLogin({ account, reason, password }, switcher, now());
      // It outlives the session that it names: whoever sits there is told that it is over, and does not act as themselves unawares.
      giveToken(c, switchCookie, token);
      c.header("cache-control", "no-store");
      return c.body(null, 204);
    },
  )
  .post("/session/return", doc("Go back to your own session", NoContent, 204), open, async (c) => {
    const token = getCookie(c, switchCookie);
    if (token) await returnFrom(token, c.get("principal"), now());
    deleteCookie(c, switchCookie, cookieOptions);
    return c.body(null, 204);
  });
