import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { isoInstant, now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { ofTariff, type TariffVariables } from "../tariffs/of-tariff.guard.ts";
import { changeKinds, fittingPrices, PriceFilters } from "./notice-line.ts";
import { noticeOrNotFound, priceListOf, repeatNotice, withDeliveries } from "./rate-notice.flow.ts";
import { noticesOf } from "./rate-notice.store.ts";
import { NoticeWithDeliveries, noticeShown, RateNotice } from "./rate-notice.ts";

const Price = z
  .object({
    destination: z.string(),
    prefix: z.string(),
    oldPrice: z.string().nullable(),
    newPrice: z.string().nullable(),
    change: z.enum(changeKinds),
    connectFee: z.string().nullable(),
    increments: z.string().nullable(),
    effectiveFrom: z.string(),
    card: z.string(),
  })
  .meta({ id: "Price" });

const Repeated = z.object({ mails: z.int() }).meta({ id: "NoticeRepeated" });

const PriceQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** How many lines were seen. */
  from: z.coerce.number().int().min(0).default(0),
  ...PriceFilters.shape,
});

export const rateNoticeRoutes = new Hono<{
  Variables: AuthVariables & AccountVariables & TariffVariables & HttpVariables;
}>()
  .get(
    "/tariffs/:id/rate-notices",
    doc("List what customers were told of a tariff's changes, newest first", pageOf(RateNotice)),
    may("tariffs:read", "owned"),
    ofTariff,
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const { notices, after } = await noticesOf(c.var.tariff.id, limit, decodeCursor(cursor));
      return c.json({ items: notices.map(noticeShown), nextCursor: encodeCursor(after) });
    },
  )
  .get(
    "/tariffs/:id/rate-notices/:notice",
    doc("Read a rate notice and what became of each of its mails", NoticeWithDeliveries),
    may("tariffs:read", "owned"),
    ofTariff,
    async (c) => c.json(await withDeliveries(await noticeOrNotFound(c.var.tariff.id, c.req.param("notice")))),
  )
  .post(
    "/tariffs/:id/rate-notices/:notice/send",
    doc("Have all mails of a rate notice sent again", Repeated, 202),
    may("tariffs:write", "owned"),
    ofTariff,
    async (c) => {
      const notice = await noticeOrNotFound(c.var.tariff.id, c.req.param("notice"));
      return c.json({ mails: await repeatNotice(notice, signedIn(c), now()) }, 202);
    },
  )
  .get(
    "/customers/:account/price-list",
    doc(
      "List a customer's prices from A to Z: those that hold and those that are announced",
      z.object({ items: z.array(Price), total: z.int() }),
    ),
    may("money:read"),
    ofAccount,
    valid("query", PriceQuery),
    async (c) => {
      const { limit, from, ...filters } = c.req.valid("query");
      const at = now();
      const lines = fittingPrices(await priceListOf(c.var.customer, at), filters, at);
      const items = lines.slice(from, from + limit).map(({ account: _, kind, fromMs, ...line }) => ({
        ...line,
        change: kind,
        effectiveFrom: isoInstant(fromMs),
      }));
      return c.json({ items, total: lines.length });
    },
  );
