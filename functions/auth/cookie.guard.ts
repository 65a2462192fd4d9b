import type { Context } from "hono";
import { setCookie } from "hono/cookie";
import { isLocal } from "../platform/http.ts";
import { absoluteMs } from "./login.ts";

/** The `__Host-` prefix binds the cookie to this host over TLS; browsers refuse it without TLS, which the local stack lacks. */
export const sessionCookie = isLocal ? "sid" : "__Host-sid";
/** The session that its holder switched to; it goes before the one of their own. */
export const switchCookie = isLocal ? "sid-switched" : "__Host-sid-switched";

export const cookieOptions = { httpOnly: true, secure: !isLocal, sameSite: "Strict", path: "/" } as const;

/** Gives a browser the token of a session, for as long as the session may last. */
export const giveToken = (c: Context, cookie: string, token: string): void =>
  setCookie(c, cookie, token, { ...cookieOptions, maxAge: absoluteMs / 1000 });
