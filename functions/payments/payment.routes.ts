import { Hono } from "hono";
import * as z from "zod";
import { actorOf, isAbove, type Placed, type Principal, payerBy } from "../auth/access.ts";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { ofReseller, type ResellerVariables } from "../auth/of-reseller.guard.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { Problem } from "../platform/problem.ts";
import { bookPayment } from "./book-payment.flow.ts";
import { paymentsOf } from "./payment.store.ts";
import { NewPayment, Payment, paymentOf, playMoneyFaults } from "./payment.ts";

/** Without a key a lost answer could only be met by paying twice, so it is not optional here. */
const KeyHeader = z.object({
  "idempotency-key": z
    .string({ error: "Every payment needs an Idempotency-Key." })
    .min(1, "Every payment needs an Idempotency-Key.")
    .max(255, "Must be at most 255 characters."),
});

/** Where a payment is booked, in whose name, and out of whose balance. A demo's play money is nobody's. */
function placeOf({ account, resellers, customerType }: Placed & { customerType?: string }, principal: Principal) {
  if (customerType === "DEMO") return { account, by: actorOf(principal) };
  const payer = payerBy(principal);
  return { account, above: resellers, by: actorOf(principal), ...(payer === undefined ? {} : { payer }) };
}

export const paymentRoutes = new Hono<{
  Variables: AuthVariables & AccountVariables & ResellerVariables & HttpVariables;
}>()
  .get(
    "/customers/:account/payments",
    doc("List a customer's payments, newest first", pageOf(Payment)),
    may("money:read"),
    ofAccount,
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const { found, after } = await paymentsOf(c.var.customer.account, limit, decodeCursor(cursor));
      return c.json({ items: found.map(paymentOf), nextCursor: encodeCursor(after) });
    },
  )
  .post(
    "/customers/:account/payments",
    doc("Book a payment, a refund or a credit; a reseller's is taken out of its own balance", Payment, 201),
    may("money:write"),
    ofAccount,
    valid("header", KeyHeader),
    valid("json", NewPayment, (value, c) => playMoneyFaults(c.var.customer, value)),
    async (c) => {
      const order = { request: c.req.valid("json"), idempotencyKey: c.req.valid("header")["idempotency-key"] };
      return c.json(paymentOf(await bookPayment({ ...order, ...placeOf(c.var.customer, signedIn(c)) })), 201);
    },
  )
  .get(
    "/resellers/:reseller/payments",
    doc("List a reseller's payments, newest first", pageOf(Payment)),
    may("money:read", "owned"),
    ofReseller,
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const { found, after } = await paymentsOf(c.var.reseller.account, limit, decodeCursor(cursor));
      return c.json({ items: found.map(paymentOf), nextCursor: encodeCursor(after) });
    },
  )
  .post(
    "/resellers/:reseller/payments",
    doc("Book a payment, a refund or a credit of a reseller", Payment, 201),
    may("money:write", "owned"),
    ofReseller,
    valid("header", KeyHeader),
    valid("json", NewPayment),
    async (c) => {
      const principal = signedIn(c);
      if (!isAbove(principal, c.var.reseller))
        throw new Problem("forbidden", "Whoever stands above you books your payments.");
      const order = { request: c.req.valid("json"), idempotencyKey: c.req.valid("header")["idempotency-key"] };
      return c.json(paymentOf(await bookPayment({ ...order, ...placeOf(c.var.reseller, principal) })), 201);
    },
  );
