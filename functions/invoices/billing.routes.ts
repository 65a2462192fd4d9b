import { Hono } from "hono";
import { ownerOf } from "../auth/access.ts";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { beginRun, runInReach } from "./billing-run.flow.ts";
import { faultsOf, runPage } from "./billing-run.store.ts";
import { BillingFaultRow, BillingRun, billingRunView, NewBillingRun } from "./billing-run.ts";
import { listedCreditNotes } from "./credit-note.store.ts";
import { CreditNote, creditNoteView, InvoiceFilters, InvoiceSummary, summaryOf } from "./invoice-view.ts";
import { listInvoices } from "./list-invoices.flow.ts";

const InvoicesQuery = PageQuery.extend(InvoiceFilters.shape);

const WithFaults = BillingRun.extend({
  /** Customers that could not be invoiced, and why. */
  faults: BillingFaultRow.array(),
}).meta({ id: "BillingRunWithFaults" });

/** All invoices and credit notes of whoever asks, and the runs that issue them. */
export const billingRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    "/invoices",
    doc("List invoices, newest first", pageOf(InvoiceSummary)),
    may("money:read", "owned"),
    valid("query", InvoicesQuery),
    async (c) => {
      const { limit, cursor, ...filters } = c.req.valid("query");
      const at = now();
      const page = await listInvoices(signedIn(c), filters, { limit, after: decodeCursor(cursor) }, at);
      return c.json({ items: page.invoices.map((one) => summaryOf(one, at)), nextCursor: encodeCursor(page.after) });
    },
  )
  .get(
    "/credit-notes",
    doc("List credit notes, newest first", pageOf(CreditNote)),
    may("money:read", "owned"),
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const page = await listedCreditNotes(ownerOf(signedIn(c)), { limit, after: decodeCursor(cursor) });
      return c.json({ items: page.notes.map(creditNoteView), nextCursor: encodeCursor(page.after) });
    },
  )
  .get(
    "/billing-runs",
    doc("List billing runs, newest first", pageOf(BillingRun)),
    may("money:read"),
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const { runs, after } = await runPage({ limit, after: decodeCursor(cursor) });
      return c.json({ items: runs.map(billingRunView), nextCursor: encodeCursor(after) });
    },
  )
  .post(
    "/billing-runs",
    doc(
      "Issue the invoices of all customers and resellers whose period is over, or of one, in the background",
      BillingRun,
      202,
    ),
    may("money:write"),
    valid("json", NewBillingRun),
    async (c) => c.json(await beginRun(c.req.valid("json"), signedIn(c), now()), 202),
  )
  .get("/billing-runs/:id", doc("How a billing run stands", WithFaults), may("money:read", "owned"), async (c) => {
    const run = await runInReach(c.req.param("id"), signedIn(c));
    return c.json({ ...billingRunView(run), faults: await faultsOf(run.id) });
  });
