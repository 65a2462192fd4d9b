import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { now } from "../platform/clock.ts";
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
import { Problem } from "../platform/problem.ts";
import { beginRun } from "./billing-run.flow.ts";
import { BillingRun } from "./billing-run.ts";
import { beginFinalInvoice } from "./close-with-invoice.flow.ts";
import { creditInvoice, invoiceOf } from "./credit.flow.ts";
import { creditNotesOf, getCreditNote } from "./credit-note.store.ts";
import { NewCreditNote, VoidInvoice } from "./credit-note.ts";
import { documentUrl } from "./document-download.flow.ts";
import { invoicesOf } from "./invoice.store.ts";
import { CreditNote, creditNoteView, Invoice, InvoiceSummary, invoiceView, summaryOf } from "./invoice-view.ts";
import { previewInvoice } from "./preview-invoice.flow.ts";

/** Invoices of one customer. */
export const invoiceRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>()
  .get(
    "/customers/:account/invoices",
    doc("List a customer's invoices, newest first", pageOf(InvoiceSummary)),
    may("money:read"),
    ofAccount,
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const { invoices, after } = await invoicesOf(c.var.customer.account, limit, decodeCursor(cursor));
      const at = now();
      return c.json({ items: invoices.map((one) => summaryOf(one, at)), nextCursor: encodeCursor(after) });
    },
  )
  .post(
    "/customers/:account/invoices",
    doc("End the customer's billing period now and issue its invoice, in the background", BillingRun, 202),
    may("money:write"),
    ofAccount,
    async (c) => {
      const { account, customerType } = c.var.customer;
      if (customerType === "DEMO") throw new Problem("conflict", "A demo customer is not invoiced.");
      return c.json(await beginRun({ account, closeNow: true }, signedIn(c), now()), 202);
    },
  )
  .post(
    "/customers/:account/final-invoice",
    doc("Issue the customer's final invoice and close the account behind it, in the background", BillingRun, 202),
    may("money:write"),
    ofAccount,
    async (c) => {
      expectVersion(c, c.var.customer.version);
      return c.json(await beginFinalInvoice(c.var.customer, signedIn(c), now()), 202);
    },
  )
  .get(
    "/customers/:account/invoices/draft",
    doc("What the invoice of the open period would say now; nothing is issued", Invoice),
    may("money:read"),
    ofAccount,
    async (c) => c.json(await previewInvoice(c.var.customer, now())),
  )
  .get(
    "/customers/:account/invoices/:number",
    doc("Read an invoice", Invoice),
    may("money:read"),
    ofAccount,
    async (c) => c.json(invoiceView(await invoiceOf(c.var.customer.account, c.req.param("number")), now())),
  )
  .get(
    "/customers/:account/invoices/:number/pdf",
    doc("The invoice as a PDF file", NoContent, 302),
    may("money:read"),
    ofAccount,
    async (c) => {
      const invoice = await invoiceOf(c.var.customer.account, c.req.param("number"));
      return c.redirect(await documentUrl(invoice, "pdf", `invoice-${invoice.number}`), 302);
    },
  )
  .get(
    "/customers/:account/invoices/:number/calls",
    doc("The calls of the invoice as a CSV file", NoContent, 302),
    may("money:read"),
    ofAccount,
    async (c) => {
      const invoice = await invoiceOf(c.var.customer.account, c.req.param("number"));
      return c.redirect(await documentUrl(invoice, "csv", `invoice-${invoice.number}-calls`), 302);
    },
  )
  .post(
    "/customers/:account/invoices/:number/credit-notes",
    doc("Give back all or some lines of an invoice", CreditNote, 201),
    may("money:write"),
    ofAccount,
    valid("json", NewCreditNote),
    async (c) => {
      const { customer } = c.var;
      const asked = { customer, invoice: c.req.param("number"), request: c.req.valid("json"), voids: false };
      return c.json(creditNoteView(await creditInvoice({ ...asked, principal: signedIn(c) })), 201);
    },
  )
  .post(
    "/customers/:account/invoices/:number/void",
    doc("Make an invoice void: a credit note gives back what is left of it", CreditNote, 201),
    may("money:write"),
    ofAccount,
    valid("json", VoidInvoice),
    async (c) => {
      const { customer } = c.var;
      const asked = { customer, invoice: c.req.param("number"), request: c.req.valid("json"), voids: true };
      return c.json(creditNoteView(await creditInvoice({ ...asked, principal: signedIn(c) })), 201);
    },
  )
  .get(
    "/customers/:account/credit-notes",
    doc("List a customer's credit notes", z.object({ items: z.array(CreditNote) })),
    may("money:read"),
    ofAccount,
    async (c) => c.json({ items: (await creditNotesOf(c.var.customer.account)).map(creditNoteView) }),
  )
  .get(
    "/customers/:account/credit-notes/:number/pdf",
    doc("The credit note as a PDF file", NoContent, 302),
    may("money:read"),
    ofAccount,
    async (c) => {
      const note = await getCreditNote(c.var.customer.account, c.req.param("number"));
      return c.redirect(await documentUrl(note, "pdf", `credit-note-${c.req.param("number")}`), 302);
    },
  );
