import { Hono } from "hono";
import * as z from "zod";
import { actorOf, isAbove, type Principal, payerBy } from "../auth/access.ts";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { ofReseller, type ResellerVariables } from "../auth/of-reseller.guard.ts";
import { now } from "../platform/clock.ts";
import { downloadUrl } from "../platform/files.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { Problem } from "../platform/problem.ts";
import { askForPayment, askForReversal, bookedView, decidePayment } from "./four-eyes.flow.ts";
import { ListedPayment, listedPayments, waitingListed } from "./list-payments.flow.ts";
import { bookedPayment, paymentsOf, reversalOf, reversalsOf } from "./payment.store.ts";
import { NewPayment, Payment, paymentFaults, paymentOf, playMoneyFaults } from "./payment.ts";
import { PaymentFilters } from "./payment-filters.ts";
import { KeyHeader, NewReversal } from "./payment-request.ts";
import { receiptOf } from "./receipt.flow.ts";
import { Decision } from "./waiting-payment.ts";

const PaymentsQuery = PageQuery.extend(PaymentFilters.shape);
const Receipt = z.object({ fileName: z.string(), url: z.string() }).meta({ id: "Receipt" });

/** What one account's payments were, newest first, each with the reversal that took it back. */
async function paymentsPage(account: string, { limit, cursor }: z.output<typeof PageQuery>) {
  const { found, after } = await paymentsOf(account, limit, decodeCursor(cursor));
  const ids = found.map(({ id }) => id);
  const reversals = await reversalsOf(account, ids);
  return {
    items: found.map((entry) => paymentOf(entry, reversals.get(entry.id) ?? null)),
    nextCursor: encodeCursor(after),
  };
}

/** Whoever asks and out of whose balance it is paid; a demo's play money is out of nobody's. */
function askerOf(principal: Principal, customerType?: string) {
  const payer = customerType === "DEMO" ? undefined : payerBy(principal);
  return { by: actorOf(principal), ...(payer === undefined ? {} : { payer }) };
}

export const paymentRoutes = new Hono<{
  Variables: AuthVariables & AccountVariables & ResellerVariables & HttpVariables;
}>()
  .get(
    "/payments",
    doc(
      "List the payments of all customers and resellers, newest first; a page may be short and have more behind it",
      pageOf(ListedPayment),
    ),
    may("money:read"),
    valid("query", PaymentsQuery),
    async (c) => {
      const { limit, cursor, ...filters } = c.req.valid("query");
      const { items, after } = await listedPayments(filters, { limit, after: decodeCursor(cursor) });
      return c.json({ items, nextCursor: encodeCursor(after) });
    },
  )
  .get(
    "/payments/waiting",
    doc("List payments that wait for a second person, the oldest first", pageOf(ListedPayment)),
    may("money:read"),
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const { items, after } = await waitingListed(limit, decodeCursor(cursor));
      return c.json({ items, nextCursor: encodeCursor(after) });
    },
  )
  .post(
    "/payments/:id/decision",
    doc("Agree to a payment of somebody else, which books it, or reject it", Payment),
    may("money:write"),
    valid("json", Decision),
    async (c) => c.json(bookedView(await decidePayment(c.req.param("id"), c.req.valid("json"), signedIn(c), now()))),
  )
  .get(
    "/customers/:account/payments",
    doc("List a customer's payments, newest first", pageOf(Payment)),
    may("money:read"),
    ofAccount,
    valid("query", PageQuery),
    async (c) => c.json(await paymentsPage(c.var.customer.account, c.req.valid("query"))),
  )
  .post(
    "/customers/:account/payments",
    doc(
      "Book a payment, a refund or a credit, a reseller's out of its own balance; 202: a second person must agree",
      Payment,
      201,
    ),
    may("money:write"),
    ofAccount,
    valid("header", KeyHeader),
    valid("json", NewPayment, (value, c) => [
      ...playMoneyFaults(c.var.customer, value),
      ...paymentFaults(value, c.var.customer.currency, now()),
    ]),
    async (c) => {
      const { account, currency, customerType } = c.var.customer;
      const actor = signedIn(c);
      const key = c.req.valid("header")["idempotency-key"];
      const order = { account, request: c.req.valid("json"), idempotencyKey: key, ...askerOf(actor, customerType) };
      const booked = await askForPayment(order, { actor, currency, at: now() });
      return c.json(bookedView(booked), booked.kind === "BOOKED" ? 201 : 202);
    },
  )
  .get(
    "/customers/:account/payments/:id",
    doc("Read one of a customer's payments", Payment),
    may("money:read"),
    ofAccount,
    async (c) => {
      const { account } = c.var.customer;
      const booked = await bookedPayment(account, c.req.param("id"));
      if (!booked) throw new Problem("not_found", `There is no payment ${c.req.param("id").slice(0, 40)}.`);
      return c.json(paymentOf(booked.entry, (await reversalOf(account, booked.entry.id)) ?? null));
    },
  )
  .get(
    "/customers/:account/payments/:id/receipt",
    doc("Say where the receipt of a payment is, for five minutes", Receipt),
    may("money:read"),
    ofAccount,
    async (c) => {
      const file = await receiptOf(c.var.customer.account, c.req.param("id"));
      if (!file) throw new Problem("not_found", "Only a payment has a receipt.");
      const { fileName, key } = file;
      return c.json({ fileName, url: await downloadUrl({ bucket: "files", key }, fileName) });
    },
  )
  .post(
    "/customers/:account/payments/:id/reversal",
    doc(
      "Take a payment back, once, a reseller only what it paid itself; 202: a second person must agree",
      Payment,
      201,
    ),
    may("money:write"),
    ofAccount,
    valid("header", KeyHeader),
    valid("json", NewReversal),
    async (c) => {
      const { account, currency, customerType } = c.var.customer;
      const actor = signedIn(c);
      const asked = { ...c.req.valid("json"), idempotencyKey: c.req.valid("header")["idempotency-key"] };
      const reversal = { account, id: c.req.param("id"), ...asked, ...askerOf(actor, customerType) };
      const booked = await askForReversal(reversal, { actor, currency, at: now() });
      return c.json(bookedView(booked), booked.kind === "BOOKED" ? 201 : 202);
    },
  )
  .get(
    "/resellers/:reseller/payments",
    doc("List a reseller's payments, newest first", pageOf(Payment)),
    may("money:read", "owned"),
    ofReseller,
    valid("query", PageQuery),
    async (c) => c.json(await paymentsPage(c.var.reseller.account, c.req.valid("query"))),
  )
  .post(
    "/resellers/:reseller/payments",
    doc("Book a payment, a refund or a credit of a reseller; 202: a second person must agree", Payment, 201),
    may("money:write", "owned"),
    ofReseller,
    valid("header", KeyHeader),
    valid("json", NewPayment, (value, c) => paymentFaults(value, c.var.reseller.currency, now())),
    async (c) => {
      const actor = signedIn(c);
      const { account, currency } = c.var.reseller;
      if (!isAbove(actor, c.var.reseller))
        throw new Problem("forbidden", "Whoever stands above you books your payments.");
      const order = { account, request: c.req.valid("json"), idempotencyKey: c.req.valid("header")["idempotency-key"] };
      const booked = await askForPayment({ ...order, ...askerOf(actor) }, { actor, currency, at: now() });
      return c.json(bookedView(booked), booked.kind === "BOOKED" ? 201 : 202);
    },
  );
