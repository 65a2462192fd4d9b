import { Hono } from "hono";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { readStatement } from "../ledger/read-statement.flow.ts";
import { Statement, StatementFilters } from "../ledger/statement.ts";
import { bookedView } from "../payments/four-eyes.flow.ts";
import { Payment } from "../payments/payment.ts";
import { KeyHeader, NewReversal } from "../payments/payment-request.ts";
import { now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { vendorOrNotFound } from "../vendors/edit-vendor.flow.ts";
import { vendorBook } from "./vendor-book.flow.ts";
import { NewVendorPayment, VendorBalance, vendorBalanceOf } from "./vendor-money.ts";
import { bookVendorPayment, reverseVendorPayment, vendorPayments } from "./vendor-payment.flow.ts";

/** `/vendors/{id}/…`: what a vendor takes and is paid. */
export const vendorMoneyRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    "/vendors/:id/balance",
    doc("Read how we stand with a vendor", VendorBalance),
    may("vendors:read"),
    async (c) => {
      const vendor = await vendorOrNotFound(c.req.param("id"));
      return c.json(vendorBalanceOf(vendor, await vendorBook(vendor, now())));
    },
  )
  .get(
    "/vendors/:id/statement",
    doc("Read a vendor's statement: what its calls cost and what it was paid", Statement),
    may("vendors:read"),
    valid("query", StatementFilters),
    async (c) => {
      const vendor = await vendorOrNotFound(c.req.param("id"));
      await vendorBook(vendor, now());
      const { from, to } = c.req.valid("query");
      return c.json(await readStatement(vendor.id, from, to));
    },
  )
  .get(
    "/vendors/:id/payments",
    doc("List what a vendor was paid, newest first", pageOf(Payment)),
    may("vendors:read"),
    valid("query", PageQuery),
    async (c) => {
      const { id } = await vendorOrNotFound(c.req.param("id"));
      const { limit, cursor } = c.req.valid("query");
      const { items, after } = await vendorPayments(id, limit, decodeCursor(cursor));
      return c.json({ items, nextCursor: encodeCursor(after) });
    },
  )
  .post(
    "/vendors/:id/payments",
    doc("Book money between us and a vendor, once per Idempotency-Key; 202: a second person must agree", Payment, 201),
    may("money:write"),
    valid("header", KeyHeader),
    valid("json", NewVendorPayment),
    async (c) => {
      const vendor = await vendorOrNotFound(c.req.param("id"));
      const idempotencyKey = c.req.valid("header")["idempotency-key"];
      const order = { vendor, idempotencyKey, principal: signedIn(c), at: now() };
      const booked = await bookVendorPayment(c.req.valid("json"), order);
      return c.json(bookedView(booked), booked.kind === "BOOKED" ? 201 : 202);
    },
  )
  .post(
    "/vendors/:id/payments/:payment/reversal",
    doc("Take money that was booked with a vendor back, once; 202: a second person must agree", Payment, 201),
    may("money:write"),
    valid("header", KeyHeader),
    valid("json", NewReversal),
    async (c) => {
      const vendor = await vendorOrNotFound(c.req.param("id"));
      const idempotencyKey = c.req.valid("header")["idempotency-key"];
      const order = { vendor, idempotencyKey, principal: signedIn(c), at: now() };
      const booked = await reverseVendorPayment(c.req.param("payment"), c.req.valid("json").note, order);
      return c.json(bookedView(booked), booked.kind === "BOOKED" ? 201 : 202);
    },
  );
