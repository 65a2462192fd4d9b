import { Hono } from "hono";
import { type AuthVariables, may } from "../auth/may.guard.ts";
import { ofReseller, type ResellerVariables } from "../auth/of-reseller.guard.ts";
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
import { invoiceOf } from "./credit.flow.ts";
import { documentUrl } from "./document-download.flow.ts";
import { invoicesOf } from "./invoice.store.ts";
import { Invoice, InvoiceSummary, invoiceView, summaryOf } from "./invoice-view.ts";

/** `/resellers/{reseller}/invoices`: what a reseller is asked for by whoever stands above it. */
export const resellerInvoiceRoutes = new Hono<{ Variables: AuthVariables & ResellerVariables & HttpVariables }>()
  .get(
    "/resellers/:reseller/invoices",
    doc("List the invoices that a reseller got, newest first", pageOf(InvoiceSummary)),
    may("money:read", "owned"),
    ofReseller,
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const { invoices, after } = await invoicesOf(c.var.reseller.account, limit, decodeCursor(cursor));
      const at = now();
      return c.json({ items: invoices.map((one) => summaryOf(one, at)), nextCursor: encodeCursor(after) });
    },
  )
  .get(
    "/resellers/:reseller/invoices/:number",
    doc("Read an invoice that a reseller got", Invoice),
    may("money:read", "owned"),
    ofReseller,
    async (c) => c.json(invoiceView(await invoiceOf(c.var.reseller.account, c.req.param("number")), now())),
  )
  .get(
    "/resellers/:reseller/invoices/:number/pdf",
    doc("An invoice that a reseller got, as a PDF file", NoContent, 302),
    may("money:read", "owned"),
    ofReseller,
    async (c) => {
      const invoice = await invoiceOf(c.var.reseller.account, c.req.param("number"));
      return c.redirect(await documentUrl(invoice, "pdf", `invoice-${invoice.number}`), 302);
    },
  );
