import { Hono } from "hono";
import { isAbove, ownerOf, type Principal } from "../auth/access.ts";
import { invite } from "../auth/invite.flow.ts";
import { type AuthVariables, may, ownSessionOnly, signedIn } from "../auth/may.guard.ts";
import { Invitation } from "../auth/one-time-link.ts";
import { now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { expectVersion } from "../platform/if-match.ts";
import { Problem } from "../platform/problem.ts";
import { addNewReseller, editReseller } from "./edit-reseller.flow.ts";
import { resellerInReach } from "./in-reach.flow.ts";
import { resellersOf } from "./reseller.store.ts";
import { NewReseller, type Reseller, ResellerChange, ResellerReply } from "./reseller.ts";
import { newResellerFaults, resellerChangeFaults } from "./reseller-faults.flow.ts";
import { withFigures } from "./show-reseller.flow.ts";

/** Its limits are for whoever stands above it to set. @throws Problem not_found, forbidden for its own */
async function belowOf(principal: Principal, account: string): Promise<Reseller> {
  const reseller = await resellerInReach(account, principal);
  if (!isAbove(principal, reseller)) throw new Problem("forbidden", "Whoever stands above you must change this.");
  return reseller;
}

/** `/resellers`: those below whoever asks; the operator's people see all. */
export const resellerRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    "/resellers",
    doc("List resellers", pageOf(ResellerReply)),
    may("customers:read", "owned"),
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const after = decodeCursor(cursor);
      const page = await resellersOf(ownerOf(signedIn(c)), { limit, ...(after ? { after } : {}) });
      return c.json({ items: await Promise.all(page.items.map(withFigures)), nextCursor: encodeCursor(page.after) });
    },
  )
  .post(
    "/resellers",
    doc("Add a reseller", ResellerReply, 201),
    may("customers:write", "owned"),
    valid("json", NewReseller, (value, c) => newResellerFaults(value, signedIn(c))),
    async (c) => c.json(await withFigures(await addNewReseller(c.req.valid("json"), signedIn(c), now())), 201),
  )
  .get("/resellers/:reseller", doc("Read a reseller", ResellerReply), may("customers:read", "owned"), async (c) =>
    c.json(await withFigures(await resellerInReach(c.req.param("reseller"), signedIn(c)))),
  )
  .patch(
    "/resellers/:reseller",
    doc("Change a reseller; its currency and its place never change", ResellerReply),
    may("customers:write", "owned"),
    valid("json", ResellerChange, async (value, c) => {
      const seen = await belowOf(signedIn(c), c.req.param("reseller") ?? "");
      return resellerChangeFaults(seen, value, signedIn(c));
    }),
    async (c) => {
      const seen = await belowOf(signedIn(c), c.req.param("reseller"));
      expectVersion(c, seen.version);
      return c.json(await withFigures(await editReseller(seen, c.req.valid("json"), signedIn(c), now())));
    },
  )
  .post(
    "/resellers/:reseller/invitations",
    doc("Make a one-time link by which a reseller sets its password, and mail it", Invitation, 201),
    may("customers:write", "owned"),
    // What is somebody else's is answered as what does not exist, in a switched session too.
    async (c, next) => {
      await belowOf(signedIn(c), c.req.param("reseller"));
      await next();
    },
    ownSessionOnly,
    async (c) => {
      const { username } = await belowOf(signedIn(c), c.req.param("reseller"));
      c.header("cache-control", "no-store");
      return c.json(await invite(username, signedIn(c), now()), 201);
    },
  );
