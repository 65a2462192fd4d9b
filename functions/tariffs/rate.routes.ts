import { type Context, Hono } from "hono";
import * as z from "zod";
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
import { NoticeOverride } from "../rate-notices/rate-notice.ts";
import { deleteRate, saveRate } from "./edit-rates.flow.ts";
import { ofTariff, type TariffVariables } from "./of-tariff.guard.ts";
import { Instant, Rate, RateFields, RateFilters, RatePrefix } from "./rate.ts";
import { rateBook } from "./rate-body.store.ts";
import { RatePlace, ratePage } from "./rate-page.ts";
import { cardById } from "./tariff.ts";

/** A rate as it is sent: without a start it holds from now where the number had a price, else from the beginning. */
export const RateInput = z
  .strictObject({
    ...RateFields.shape,
    effectiveFrom: Instant.optional(),
    /** Rate card; the tariff's first where none is named. */
    card: z.string().optional(),
    /** Must be true where prices of the past change. */
    confirmPastChange: z.boolean().default(false),
    /** Why an increase cannot wait for the notice that the tariff's customers get. */
    noticeOverride: NoticeOverride,
  })
  .meta({ id: "RateInput" });

const Wanted = PageQuery.extend(RateFilters.shape);

const Unwanted = z.object({
  card: z.string().optional(),
  prefix: RatePrefix,
  effectiveFrom: Instant,
  confirmPastChange: Flag,
});

type RateContext = Context<{ Variables: AuthVariables & TariffVariables & HttpVariables }, "/tariffs/:id/rates">;

/** Who edits which tariff, when: for every edit of a rate the same. @throws Problem conflict when the tariff moved on */
function editingOf(c: RateContext) {
  const { tariff } = c.var;
  expectVersion(c, tariff.version);
  return { tariff, principal: signedIn(c), at: now() };
}

/** `/tariffs/{id}/rates`: the rates of one card, read from its body. */
export const rateRoutes = new Hono<{ Variables: AuthVariables & TariffVariables & HttpVariables }>()
  .get(
    "/tariffs/:id/rates",
    doc("List the rates of a card by prefix and start", pageOf(Rate)),
    may("tariffs:read", "owned"),
    ofTariff,
    valid("query", Wanted),
    async (c) => {
      const { limit, cursor, card, prefix = "", destination = "", at } = c.req.valid("query");
      const book = await rateBook(cardById(c.var.tariff, card).body);
      const from = RatePlace.safeParse(decodeCursor(cursor)).data;
      const moment = at === undefined ? undefined : Date.parse(at);
      const { items, last } = ratePage(book, { under: prefix, named: destination, at: moment, from, limit });
      return c.json({ items, nextCursor: encodeCursor(last && { ...last }) });
    },
  )
  .post(
    "/tariffs/:id/rates",
    doc("Add a rate; publishes a version", Rate, 201),
    may("tariffs:write", "owned"),
    ofTariff,
    valid("json", RateInput),
    async (c) => {
      const { card, confirmPastChange, noticeOverride, ...rate } = c.req.valid("json");
      const editing = { ...editingOf(c), card, confirmPastChange, noticeOverride };
      return c.json(await saveRate(editing, rate, false), 201);
    },
  )
  .put(
    "/tariffs/:id/rates",
    doc("Put a rate in place of the one with its prefix and start; publishes a version", Rate),
    may("tariffs:write", "owned"),
    ofTariff,
    valid("json", RateInput),
    async (c) => {
      const { card, confirmPastChange, noticeOverride, ...rate } = c.req.valid("json");
      const editing = { ...editingOf(c), card, confirmPastChange, noticeOverride };
      return c.json(await saveRate(editing, rate, true));
    },
  )
  .delete(
    "/tariffs/:id/rates",
    doc("Remove the rate with this prefix and start; publishes a version", NoContent, 204),
    may("tariffs:write", "owned"),
    ofTariff,
    valid("query", Unwanted),
    async (c) => {
      const { card, confirmPastChange, prefix, effectiveFrom } = c.req.valid("query");
      const editing = { ...editingOf(c), card, confirmPastChange };
      await deleteRate(editing, prefix, effectiveFrom);
      return c.body(null, 204);
    },
  );
