import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { Currency } from "../money/money.ts";
import { now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, valid } from "../platform/http.ts";
import { Instant } from "../tariffs/rate.ts";
import { Tariff, tariffOf } from "../tariffs/tariff.ts";
import { BelowCost, belowCost, compareRates, RateComparison } from "./compare-rates.flow.ts";
import { makeTariff, PricingPreview, previewPricing } from "./make-tariff.flow.ts";
import { PricingRule, TariffFromCost } from "./price-from-cost.ts";
import { ComparedVerdict } from "./rate-comparison.ts";

const Asked = z.object({
  /** Our tariff; left out: vendors are compared with each other. */
  tariff: z.string().max(64).optional(),
  /** Now where none is named. */
  at: Instant.optional(),
  /** Talk time of the call that is compared, in seconds. */
  expectedSeconds: z.coerce.number().int().min(1).max(7200).default(180),
});

const ComparisonQuery = PageQuery.extend(Asked.shape).extend({
  /** Currency that costs are converted to where no tariff is named; left out: the base currency. */
  currency: Currency.optional(),
  /** Only prefixes that begin so. */
  prefix: z
    .string()
    .max(20)
    .regex(/^[0-9*#]*$/, "Must be digits, * or #.")
    .default(""),
  /** Part of the destination's name. */
  destination: z.string().max(100).default(""),
  verdict: ComparedVerdict.optional(),
});

const After = z.object({ after: z.string() });

const askedOf = ({ tariff, at, expectedSeconds }: z.output<typeof Asked>) => ({
  tariff,
  atMs: at === undefined ? now() : Date.parse(at),
  expectedSeconds,
});

/** What vendors take beside what we take, and tariffs made from it. */
export const costRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    "/rate-comparison",
    doc("What every vendor takes for each prefix, the cheapest first, our price and what is left", RateComparison),
    may("vendors:read"),
    valid("query", ComparisonQuery),
    async (c) => {
      const { limit, cursor, currency, prefix: under, destination, verdict, ...rest } = c.req.valid("query");
      const { after = "" } = After.safeParse(decodeCursor(cursor)).data ?? {};
      const asked = { ...askedOf(rest), currency };
      const page = await compareRates(asked, { under, destination, verdict, after, limit }, signedIn(c));
      const { after: last, ...shown } = page;
      return c.json({ ...shown, nextCursor: encodeCursor(last === undefined ? undefined : { after: last }) });
    },
  )
  .get(
    "/rate-comparison/below-cost",
    doc("How many prefixes of a tariff are sold for less than vendors take", BelowCost),
    may("vendors:read"),
    valid("query", Asked.extend({ tariff: z.string().max(64) })),
    async (c) => c.json(await belowCost({ ...askedOf(c.req.valid("query")), currency: undefined }, signedIn(c))),
  )
  .post(
    "/tariffs/from-cost/preview",
    doc("What a tariff made from vendors' costs would be, and what of it would be a loss", PricingPreview),
    may("vendors:read"),
    valid("json", PricingRule),
    async (c) => c.json(await previewPricing(c.req.valid("json"), now())),
  )
  .post(
    "/tariffs/from-cost",
    doc("Make a tariff from vendors' costs; nobody has it until a customer is given it", Tariff, 201),
    may("vendors:read"),
    may("tariffs:write"),
    valid("json", TariffFromCost),
    async (c) => c.json(tariffOf(await makeTariff(c.req.valid("json"), signedIn(c), now())), 201),
  );
