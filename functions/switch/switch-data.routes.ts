import { Hono } from "hono";
import { type AuthVariables, lockedKeyOnly, may } from "../auth/may.guard.ts";
import { doc, type HttpVariables } from "../platform/http.ts";
import { Problem } from "../platform/problem.ts";
import { findSipUser, SipUser } from "./sip-user.flow.ts";
import { SwitchSnapshot, snapshotUrl, takeSnapshot } from "./snapshot.flow.ts";

/** What switches read beforehand: whom they may let in, and where calls are sent. */
export const switchDataRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    "/sip-users/:login",
    doc(
      "The digest hashes of a SIP user, for a switch that checks digests; the key must be locked to addresses",
      SipUser,
    ),
    may("switch"),
    lockedKeyOnly,
    async (c) => {
      const user = await findSipUser(c.req.param("login"));
      if (!user) throw new Problem("not_found", "There is no such SIP user.");
      c.header("cache-control", "no-store");
      return c.json(user);
    },
  )
  .get(
    "/snapshot",
    doc(
      "Addresses of customers, gateways and realms, to be kept by a switch; 304 under an unchanged ETag, 302 to the same JSON where it is larger than 5 MB",
      SwitchSnapshot,
    ),
    may("switch"),
    async (c) => {
      const { tag, text } = await takeSnapshot();
      c.header("etag", `"${tag}"`);
      c.header("cache-control", "private, no-cache");
      if (c.req.header("if-none-match")?.includes(tag)) return c.body(null, 304);
      const url = await snapshotUrl(tag, text);
      return url ? c.redirect(url, 302) : c.body(text, 200, { "content-type": "application/json" });
    },
  );
