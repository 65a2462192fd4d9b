import { Hono } from "hono";
import * as z from "zod";
import { invite } from "../auth/invite.flow.ts";
import { type AuthVariables, may, ownSessionOnly, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { Invitation } from "../auth/one-time-link.ts";
import { nanoOf, SignedAmount } from "../money/money.ts";
import { now } from "../platform/clock.ts";
import { Flag } from "../platform/flag.ts";
import { doc, type HttpVariables, NoContent, valid } from "../platform/http.ts";
import { expectVersion } from "../platform/if-match.ts";
import { closeCustomer } from "./close-customer.flow.ts";
import { CustomerReply } from "./customer-request.ts";
import { withBalance } from "./list-customers.flow.ts";
import { promoteCustomer } from "./promote-customer.flow.ts";
import { reopenCustomer } from "./reopen-customer.flow.ts";
import { Reopened } from "./reopened.ts";

const CloseQuery = z.object({
  /** The balance that the account may be closed with; needed where it is not zero. */
  confirmBalance: SignedAmount.optional(),
  /** Whether it may be closed with invoices that are not paid. */
  confirmOpenInvoices: Flag,
});

/** What ends a customer's account, opens it again, or makes a demo a real one. */
export const customerStateRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>()
  .delete(
    "/customers/:account",
    doc("Close a customer; its history stays, and for 30 days it can be opened again", NoContent, 204),
    may("customers:write"),
    ofAccount,
    valid("query", CloseQuery),
    async (c) => {
      // Who asks again because no answer came has the version of before.
      if (c.var.customer.status !== "CLOSED") expectVersion(c, c.var.customer.version);
      const { confirmBalance, confirmOpenInvoices: openInvoices } = c.req.valid("query");
      const balance = confirmBalance === undefined ? undefined : nanoOf(confirmBalance);
      await closeCustomer(c.var.customer, { balance, openInvoices }, signedIn(c), now());
      return c.body(null, 204);
    },
  )
  .post(
    "/customers/:account/reopen",
    doc("Open a closed customer again; the answer names what others took since", Reopened),
    may("customers:write"),
    ofAccount,
    async (c) => {
      expectVersion(c, c.var.customer.version);
      return c.json(await reopenCustomer(c.var.customer, signedIn(c), now()));
    },
  )
  .post(
    "/customers/:account/invitations",
    doc("Make a one-time link by which a customer sets its password, and mail it", Invitation, 201),
    may("customers:write"),
    ofAccount,
    ownSessionOnly,
    async (c) => {
      c.header("cache-control", "no-store");
      return c.json(await invite(c.var.customer.username, signedIn(c), now()), 201);
    },
  )
  .post(
    "/customers/:account/promote",
    doc("Make a demo customer live: its play money is taken out, and there is no way back", CustomerReply),
    may("money:write"),
    ofAccount,
    async (c) => {
      expectVersion(c, c.var.customer.version);
      const customer = await promoteCustomer(c.var.customer, signedIn(c), now());
      return c.json(await withBalance(customer));
    },
  );
