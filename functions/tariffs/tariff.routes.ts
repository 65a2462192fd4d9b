import { Hono } from "hono";
import * as z from "zod";
import { seesTariff } from "../auth/access.ts";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import { Flag } from "../platform/flag.ts";
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
import { ofTariff, type TariffVariables } from "./of-tariff.guard.ts";
import { addCard, changeCard, changeTariff, createTariff, removeCard } from "./publish.flow.ts";
import { listTariffs } from "./tariff.store.ts";
import { Card, CardChange, NewCard, NewTariff, Tariff, TariffChange, tariffOf } from "./tariff.ts";

const Cards = z.object({ items: z.array(Card), nextCursor: z.null() });
/** `/tariffs`: price lists and their cards. Every edit publishes a new version, which is what `If-Match` names. */
export const tariffRoutes = new Hono<{ Variables: AuthVariables & TariffVariables & HttpVariables }>()
  .get(
    "/tariffs",
    doc("List tariffs", pageOf(Tariff)),
    may("tariffs:read", "owned"),
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const page = await listTariffs(signedIn(c).account, { limit, after: decodeCursor(cursor) });
      const seen = page.items.filter((tariff) => seesTariff(signedIn(c), tariff));
      return c.json({ items: seen.map(tariffOf), nextCursor: encodeCursor(page.after) });
    },
  )
  .post(
    "/tariffs",
    doc("Make a tariff with one empty rate card", Tariff, 201),
    may("tariffs:write", "owned"),
    valid("json", NewTariff),
    async (c) => c.json(tariffOf(await createTariff(c.req.valid("json"), signedIn(c), now())), 201),
  )
  .get("/tariffs/:id", doc("Read a tariff", Tariff), may("tariffs:read", "owned"), ofTariff, async (c) => {
    const { tariff } = c.var;
    c.header("etag", `"${tariff.version}"`);
    return c.json(tariffOf(tariff));
  })
  .patch(
    "/tariffs/:id",
    doc("Change a tariff's name, zone, rounding or ceiling", Tariff),
    may("tariffs:write", "owned"),
    ofTariff,
    valid("json", TariffChange),
    async (c) => {
      const { tariff } = c.var;
      expectVersion(c, tariff.version);
      return c.json(tariffOf(await changeTariff(tariff, c.req.valid("json"), signedIn(c), now())));
    },
  )
  .get(
    "/tariffs/:id/cards",
    doc("List a tariff's rate cards in their order", Cards),
    may("tariffs:read", "owned"),
    ofTariff,
    async (c) => c.json({ items: tariffOf(c.var.tariff).cards, nextCursor: null }),
  )
  .post(
    "/tariffs/:id/cards",
    doc("Add a rate card, empty, last unless an order is given", Card, 201),
    may("tariffs:write", "owned"),
    ofTariff,
    valid("json", NewCard),
    async (c) => {
      const { tariff } = c.var;
      expectVersion(c, tariff.version);
      const added = await addCard(tariff, c.req.valid("json"), signedIn(c), now());
      return c.json(
        tariffOf(added.tariff).cards.find((card) => card.id === added.id),
        201,
      );
    },
  )
  .patch(
    "/tariffs/:id/cards/:card",
    doc("Change a rate card's name, hours or order", Card),
    may("tariffs:write", "owned"),
    ofTariff,
    valid("json", CardChange),
    async (c) => {
      const { tariff } = c.var;
      expectVersion(c, tariff.version);
      const next = await changeCard(tariff, c.req.param("card"), c.req.valid("json"), signedIn(c), now());
      return c.json(tariffOf(next).cards.find((card) => card.id === c.req.param("card")));
    },
  )
  .delete(
    "/tariffs/:id/cards/:card",
    doc("Remove a rate card; with rates in it only with confirmPastChange=true", NoContent, 204),
    may("tariffs:write", "owned"),
    ofTariff,
    valid("query", z.object({ confirmPastChange: Flag })),
    async (c) => {
      const { tariff } = c.var;
      expectVersion(c, tariff.version);
      await removeCard(tariff, { id: c.req.param("card"), ...c.req.valid("query") }, signedIn(c), now());
      return c.body(null, 204);
    },
  );
