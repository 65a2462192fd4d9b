import { Hono } from "hono";
import { type Principal, seesVendors } from "../auth/access.ts";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { actorNames } from "../users/actor-names.flow.ts";
import { approveRerate, beginRerate, cancelRerate, rerateOf } from "./rerate.flow.ts";
import { rerateAccountPage, reratePage } from "./rerate.store.ts";
import { NewRerate, Rerate, RerateAccount, type StoredRerate } from "./rerate.ts";
import { rerateAccountView, rerateView } from "./rerate-view.ts";

async function shown(jobs: readonly StoredRerate[], actor: Principal): Promise<Rerate[]> {
  const names = await actorNames(jobs.flatMap(({ by, approvedBy }) => [by, approvedBy]));
  return jobs.map((job) => rerateView(job, seesVendors(actor), names));
}

const shownOne = async (job: StoredRerate, actor: Principal) => (await shown([job], actor))[0];

/** `/rerates`: calls that were charged by wrong prices. Money of every level moves, so it is for the operator's people. */
export const rerateRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    "/rerates",
    doc("List jobs of re-rating, newest first", pageOf(Rerate)),
    may("money:read"),
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const page = await reratePage({ limit, after: decodeCursor(cursor) });
      return c.json({ items: await shown(page.items, signedIn(c)), nextCursor: encodeCursor(page.after) });
    },
  )
  .post(
    "/rerates",
    doc("Try to rate calls again by the prices of now; nothing is changed yet", Rerate, 202),
    may("money:write"),
    valid("json", NewRerate),
    async (c) => {
      const actor = signedIn(c);
      return c.json(await shownOne(await beginRerate(c.req.valid("json"), actor, now()), actor), 202);
    },
  )
  .get("/rerates/:id", doc("Read a job of re-rating", Rerate), may("money:read"), async (c) =>
    c.json(await shownOne(await rerateOf(c.req.param("id")), signedIn(c))),
  )
  .get(
    "/rerates/:id/accounts",
    doc("List what a job of re-rating does to each account", pageOf(RerateAccount)),
    may("money:read"),
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const { id } = await rerateOf(c.req.param("id"));
      const page = await rerateAccountPage(id, { limit, after: decodeCursor(cursor) });
      const items = page.items.map((one) => rerateAccountView(one, seesVendors(signedIn(c))));
      return c.json({ items, nextCursor: encodeCursor(page.after) });
    },
  )
  .post(
    "/rerates/:id/approve",
    doc("Agree to what was tried, which corrects the calls; or let what broke off go on", Rerate, 202),
    may("money:write"),
    async (c) => {
      const actor = signedIn(c);
      return c.json(await shownOne(await approveRerate(c.req.param("id"), actor, now()), actor), 202);
    },
  )
  .post(
    "/rerates/:id/cancel",
    doc("Cancel a job of re-rating; what it has corrected stays", Rerate),
    may("money:write"),
    async (c) => {
      const actor = signedIn(c);
      return c.json(await shownOne(await cancelRerate(c.req.param("id"), actor, now()), actor));
    },
  );
