import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { Currency } from "../money/money.ts";
import { now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { inForceAmong, recordExchangeRate } from "./exchange-rate.flow.ts";
import { listExchangeRates } from "./exchange-rate.store.ts";
import { ExchangeRate, NewExchangeRate } from "./exchange-rate.ts";

const ShownRate = ExchangeRate.extend({
  /** Whether conversions of this moment are made by it. */
  inForce: z.boolean(),
}).meta({ id: "ShownExchangeRate" });

/** `/exchange-rates`: what the base currency is worth in others, day by day. Recorded and corrected, never changed. */
export const exchangeRateRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    "/exchange-rates",
    doc("List exchange rates, the newest record first; of one currency the latest day first", pageOf(ShownRate)),
    may("tariffs:read"),
    valid("query", PageQuery.extend({ currency: Currency.optional() })),
    async (c) => {
      const { limit, cursor, currency } = c.req.valid("query");
      const page = await listExchangeRates(currency, { limit, after: decodeCursor(cursor) });
      const inForce = await inForceAmong(page.items, now());
      const items = page.items.map((rate) => ({ ...rate, inForce: inForce.has(rate.id) }));
      return c.json({ items, nextCursor: encodeCursor(page.after) });
    },
  )
  .post(
    "/exchange-rates",
    doc("Record the rate of a currency from a day on, or correct the one of that day", ExchangeRate, 201),
    may("tariffs:write"),
    valid("json", NewExchangeRate),
    async (c) => c.json(await recordExchangeRate(c.req.valid("json"), signedIn(c), now()), 201),
  );
