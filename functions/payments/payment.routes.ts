import { Hono } from "hono";
import * as z from "zod";
import { actorOf } from "../auth/access.ts";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
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

export const paymentRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>()
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
    doc("Book a payment, a refund or a credit", Payment, 201),
    may("money:write"),
    ofAccount,
    valid("header", KeyHeader),
    valid("json", NewPayment, (value, c) => playMoneyFaults(c.var.customer, value)),
    async (c) => {
      const entry = await bookPayment({
        account: c.var.customer.account,
        request: c.req.valid("json"),
        idempotencyKey: c.req.valid("header")["idempotency-key"],
        by: actorOf(signedIn(c)),
      });
      return c.json(paymentOf(entry), 201);
    },
  );
