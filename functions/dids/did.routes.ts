import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { now } from "../platform/clock.ts";
import {
  decodeCursor,
  doc,
  encodeCursor,
  type HttpVariables,
  NoContent,
  PageQuery,
  pageOf,
  valid,
} from "../platform/http.ts";
import { expectVersion } from "../platform/if-match.ts";
import { listDids } from "./did.store.ts";
import { Did, DidChange, DidFilters, NewDids } from "./did.ts";
import { createDids, didOrNotFound, dropDid, editDid } from "./edit-did.flow.ts";
import { shownDids } from "./show-dids.flow.ts";

const Made = z.object({ items: z.array(Did) }).meta({ id: "MadeDids" });

const DidQuery = PageQuery.extend(DidFilters.shape);

/** `/dids`: numbers of ours, whose they are and where they ring. */
export const didRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>()
  .get("/dids", doc("List DIDs by number", pageOf(Did)), may("routing:read"), valid("query", DidQuery), async (c) => {
    const { limit, cursor, prefix = "", account } = c.req.valid("query");
    const page = await listDids(account, { prefix, limit, after: decodeCursor(cursor) });
    return c.json({ items: await shownDids(page.items), nextCursor: encodeCursor(page.after) });
  })
  .post(
    "/dids",
    doc("Add DIDs, all of them or none", Made, 201),
    may("routing:write"),
    valid("json", NewDids),
    async (c) => {
      const made = await createDids(c.req.valid("json"), signedIn(c), now());
      return c.json({ items: await shownDids(made) }, 201);
    },
  )
  .get("/dids/:number", doc("Read a DID", Did), may("routing:read"), async (c) => {
    const did = await didOrNotFound(c.req.param("number"));
    c.header("etag", `"${did.version}"`);
    const [shown] = await shownDids([did]);
    return c.json(shown);
  })
  .patch(
    "/dids/:number",
    doc("Change whose a DID is, where it rings and what its calls cost", Did),
    may("routing:write"),
    valid("json", DidChange),
    async (c) => {
      const seen = await didOrNotFound(c.req.param("number"));
      expectVersion(c, seen.version);
      const [shown] = await shownDids([await editDid(seen, c.req.valid("json"), signedIn(c), now())]);
      return c.json(shown);
    },
  )
  .delete("/dids/:number", doc("Remove a DID that is nobody's", NoContent, 204), may("routing:write"), async (c) => {
    const seen = await didOrNotFound(c.req.param("number"));
    expectVersion(c, seen.version);
    await dropDid(seen, signedIn(c), now());
    return c.body(null, 204);
  })
  .get(
    "/customers/:account/dids",
    doc("List a customer's DIDs by number", pageOf(Did)),
    may("routing:read"),
    ofAccount,
    valid("query", PageQuery.extend({ prefix: DidFilters.shape.prefix })),
    async (c) => {
      const { limit, cursor, prefix = "" } = c.req.valid("query");
      const page = await listDids(c.var.customer.account, { prefix, limit, after: decodeCursor(cursor) });
      return c.json({ items: await shownDids(page.items), nextCursor: encodeCursor(page.after) });
    },
  );
