import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { customerInReach } from "../customers/in-reach.flow.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { Instant } from "../tariffs/rate.ts";
import { lookUpRate, RateLookup } from "./rate-lookup.flow.ts";

const Wanted = z
  .object({
    /** The number as it is billed: country code first, without the international prefix. */
    number: z
      .string()
      .trim()
      .transform((text) => text.replace(/^\+/, "").replace(/[\s().-]/g, ""))
      .pipe(z.string().regex(/^[0-9*#]{1,32}$/, "Must be 1 to 32 digits, * or #.")),
    /** Tariff; the customer's own where none is named. */
    tariff: z.string().max(64).optional(),
    /** Customer whose override cards, tax and decimals count. */
    account: z
      .string()
      .regex(/^C\d{8}$/, "Must be an account code.")
      .optional(),
    /** Now where none is named. */
    at: Instant.optional(),
  })
  .refine(({ tariff, account }) => tariff !== undefined || account !== undefined, {
    path: ["tariff"],
    message: "Name a tariff or a customer.",
  });

/** `/rates/lookup`: what a number costs, and why, before anyone calls it. */
export const rateLookupRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>().get(
  "/rates/lookup",
  doc("Find the price of a number at an instant, and every rate that it meets", RateLookup),
  may("tariffs:read", "owned"),
  valid("query", Wanted),
  async (c) => {
    const { number, tariff, account, at } = c.req.valid("query");
    const principal = signedIn(c);
    const customer = account === undefined ? undefined : await customerInReach(account, principal);
    const asked = { number, tariff, account, at: at === undefined ? now() : Date.parse(at) };
    return c.json(await lookUpRate(asked, customer, principal));
  },
);
