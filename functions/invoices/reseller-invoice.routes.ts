import { Hono } from "hono";
import * as z from "zod";
import { isAbove } from "../auth/access.ts";
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
import { Problem } from "../platform/problem.ts";
import { creditInvoice, invoiceOf } from "./credit.flow.ts";
import { creditNotesOf, getCreditNote } from "./credit-note.store.ts";
import { NewCreditNote, VoidInvoice } from "./credit-note.ts";
import { documentUrl } from "./document-download.flow.ts";
import { invoicesOf } from "./invoice.store.ts";
import { CreditNote, creditNoteView, Invoice, InvoiceSummary, invoiceView, summaryOf } from "./invoice-view.ts";

/**
 * By whoever stands above the reseller, in its name and with its numbers.
 * @throws Problem forbidden for the reseller itself
 */
async function creditBelow(
  { principal, reseller }: Pick<AuthVariables, "principal"> & ResellerVariables,
  invoice: string,
  request: NewCreditNote,
  voids: boolean,
): Promise<CreditNote> {
  if (!principal || !isAbove(principal, reseller))
    throw new Problem("forbidden", "Whoever stands above you credits your invoices.");
  return creditNoteView(await creditInvoice({ customer: reseller, invoice, request, voids, principal }));
}

/** `/resellers/{reseller}/invoices` and its credit notes: what a reseller is asked for by whoever stands above it. */
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
  )
  .post(
    "/resellers/:reseller/invoices/:number/credit-notes",
    doc("Give back all or some lines of an invoice that a reseller got", CreditNote, 201),
    may("money:write", "owned"),
    ofReseller,
    valid("json", NewCreditNote),
    async (c) => c.json(await creditBelow(c.var, c.req.param("number"), c.req.valid("json"), false), 201),
  )
  .post(
    "/resellers/:reseller/invoices/:number/void",
    doc("Make an invoice that a reseller got void: a credit note gives back what is left of it", CreditNote, 201),
    may("money:write", "owned"),
    ofReseller,
    valid("json", VoidInvoice),
    async (c) => c.json(await creditBelow(c.var, c.req.param("number"), c.req.valid("json"), true), 201),
  )
  .get(
    "/resellers/:reseller/credit-notes",
    doc("List the credit notes that a reseller got", z.object({ items: z.array(CreditNote) })),
    may("money:read", "owned"),
    ofReseller,
    async (c) => c.json({ items: (await creditNotesOf(c.var.reseller.account)).map(creditNoteView) }),
  )
  .get(
    "/resellers/:reseller/credit-notes/:number/pdf",
    doc("A credit note that a reseller got, as a PDF file", NoContent, 302),
    may("money:read", "owned"),
    ofReseller,
    async (c) => {
      const note = await getCreditNote(c.var.reseller.account, c.req.param("number"));
      return c.redirect(await documentUrl(note, "pdf", `credit-note-${c.req.param("number")}`), 302);
    },
  );
