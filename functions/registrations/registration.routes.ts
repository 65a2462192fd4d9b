import { Hono } from "hono";
import { type AuthVariables, may } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { DeviceRegistration, listRegistrations } from "./list-registrations.flow.ts";
import { takeRegistrations } from "./take-registrations.flow.ts";
import { RegistrationReceipt, ToldRegistrations } from "./told-registration.ts";

/** Whether the SIP devices of a customer are registered. */
export const registrationRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>().get(
  "/customers/:account/registrations",
  doc("List where the SIP devices of a customer are registered, by what switches told", pageOf(DeviceRegistration)),
  may("devices:read"),
  ofAccount,
  valid("query", PageQuery),
  async (c) => {
    const { limit, cursor } = c.req.valid("query");
    const wanted = { limit, after: decodeCursor(cursor) };
    const page = await listRegistrations(c.var.customer.account, wanted, now());
    return c.json({ items: page.items, nextCursor: encodeCursor(page.after) });
  },
);

/** What switches tell of registrations. */
export const toldRegistrationRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>().post(
  "/registrations",
  doc("Tell which SIP users registered, ended it or ran out; safe to repeat, in any order", RegistrationReceipt),
  may("switch"),
  valid("json", ToldRegistrations),
  async (c) => c.json(await takeRegistrations(c.req.valid("json"), now())),
);
