import { Hono } from "hono";
import { type AuthVariables, may, ownSessionOnly, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { sipDeviceFaults } from "../devices/device-faults.flow.ts";
import { takeOverSipDevice } from "../devices/sip-device.flow.ts";
import { SipDevice } from "../devices/sip-device.ts";
import { Invoice, invoiceView } from "../invoices/invoice-view.ts";
import { decimalOf } from "../money/money.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { takeCalls } from "./take-calls.flow.ts";
import { takeInvoice, takenInvoices } from "./take-invoice.flow.ts";
import { CallsTaken, TakenCalls, Takeover } from "./taken-call.ts";
import { takenDaysOf } from "./taken-day.store.ts";
import { TakenSipDevice } from "./taken-device.ts";
import { TakenInvoice } from "./taken-invoice.ts";

/** What comes with a customer from another system and has no other way in. For whoever may change the settings. */
export const takeoverRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>()
  .get(
    "/customers/:account/takeover",
    doc("Add up what of a customer was taken over from another system", Takeover),
    may("settings:write"),
    ofAccount,
    async (c) => {
      const { account, currency } = c.var.customer;
      const [days, { invoices, open }] = await Promise.all([takenDaysOf(account), takenInvoices(account)]);
      return c.json({
        ...{ account, currency, invoices, openInvoices: decimalOf(open) },
        calls: days.reduce((sum, day) => sum + day.calls, 0),
        billedSeconds: days.reduce((sum, day) => sum + day.seconds, 0),
        charge: decimalOf(days.reduce((sum, day) => sum + day.charge, 0n)),
        upper: c.var.customer.resellers.map((reseller) => ({
          account: reseller,
          charge: decimalOf(days.reduce((sum, { upper }) => sum + (upper[reseller] ?? 0n), 0n)),
        })),
      });
    },
  )
  .post(
    "/customers/:account/takeover/calls",
    doc("Put calls of another system into the history at the charge that they had there; no balance moves", CallsTaken),
    may("settings:write"),
    ofAccount,
    valid("json", TakenCalls),
    async (c) =>
      c.json(await takeCalls(c.req.valid("json"), { customer: c.var.customer, actor: signedIn(c), at: now() })),
  )
  .post(
    "/customers/:account/takeover/invoices",
    doc("Take over an open invoice of another system with its number; no balance moves", Invoice, 201),
    may("settings:write"),
    ofAccount,
    valid("json", TakenInvoice),
    async (c) => {
      const invoice = await takeInvoice(c.var.customer, c.req.valid("json"), signedIn(c), now());
      return c.json(invoiceView(invoice, now()), 201);
    },
  )
  .post(
    "/customers/:account/takeover/sip-devices",
    doc("Add a SIP device by the hashes of the secret that its phones have", SipDevice, 201),
    may("settings:write"),
    ofAccount,
    ownSessionOnly,
    valid("json", TakenSipDevice, async (value, c) => {
      const faults = await sipDeviceFaults(c.var.customer, value, signedIn(c));
      return faults.filter(({ path }) => path !== "secret");
    }),
    async (c) => {
      const { realm, md5, sha256, ...device } = c.req.valid("json");
      const digests = { realm, md5, sha256 };
      return c.json(await takeOverSipDevice(c.var.customer, device, digests, signedIn(c), now()), 201);
    },
  );
