import { Hono } from "hono";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { ofReseller, type ResellerVariables } from "../auth/of-reseller.guard.ts";
import { billableReseller } from "../invoices/billable.ts";
import { Invoice, invoiceView } from "../invoices/invoice-view.ts";
import { decimalOf } from "../money/money.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { takeInvoice, takenInvoices } from "./take-invoice.flow.ts";
import { ResellerTakeover } from "./taken-call.ts";
import { TakenInvoice } from "./taken-invoice.ts";

/** What comes with a reseller from another system and has no other way in. For whoever may change the settings. */
export const resellerTakeoverRoutes = new Hono<{ Variables: AuthVariables & ResellerVariables & HttpVariables }>()
  .get(
    "/resellers/:reseller/takeover",
    doc("Add up what of a reseller was taken over from another system", ResellerTakeover),
    may("settings:write"),
    ofReseller,
    async (c) => {
      const { account, currency } = c.var.reseller;
      const { invoices, open } = await takenInvoices(account);
      return c.json({ account, currency, invoices, openInvoices: decimalOf(open) });
    },
  )
  .post(
    "/resellers/:reseller/takeover/invoices",
    doc("Take over an open invoice of another system that a reseller owes; no balance moves", Invoice, 201),
    may("settings:write"),
    ofReseller,
    valid("json", TakenInvoice),
    async (c) => {
      const buyer = billableReseller(c.var.reseller);
      return c.json(invoiceView(await takeInvoice(buyer, c.req.valid("json"), signedIn(c), now()), now()), 201);
    },
  );
