import { isLocal } from "../platform/http.ts";

/** The `__Host-` prefix binds the cookie to this host over TLS; browsers refuse it without TLS, which the local stack lacks. */
export const sessionCookie = isLocal ? "sid" : "__Host-sid";
/** The session that its holder switched to; it goes before the one of their own. */
export const switchCookie = isLocal ? "sid-switched" : "__Host-sid-switched";

export const cookieOptions = { httpOnly: true, secure: !isLocal, sameSite: "Strict", path: "/" } as const;
