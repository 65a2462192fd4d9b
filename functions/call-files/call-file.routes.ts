import { type Context, Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, ownSessionOnly, signedIn, signedInOnly } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import type { Customer } from "../customers/customer.ts";
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
import { callFileOf, callFileUrl, callFileWithUrl, listCallFiles, makeAgain, tellAgain } from "./call-file.flow.ts";
import { CallFile, CallFileWithUrl } from "./call-file.ts";
import { callFileSettings, changeCallFileSettings, newCallFileSecret, ownCustomer } from "./call-file-settings.flow.ts";
import { CallFileSettings, CallFileSettingsView } from "./call-file-settings.ts";

type Variables = AuthVariables & AccountVariables & HttpVariables;

const Nothing = z.strictObject({}).meta({ id: "Nothing" });

const changeBy = (c: Context, customer: Customer) => {
  c.header("cache-control", "no-store");
  return { customer, check: (version: number) => expectVersion(c, version), actor: signedIn(c), at: now() };
};

/** `/own-call-files`: how a customer that is signed in wants the files of its calls. */
const ownRoutes = new Hono<{ Variables: Variables }>()
  .put(
    "/own-call-files",
    doc("Say how I want the files of my calls", CallFileSettingsView),
    signedInOnly,
    ownSessionOnly,
    valid("json", CallFileSettings),
    async (c) => c.json(await changeCallFileSettings(c.req.valid("json"), changeBy(c, await ownCustomer(signedIn(c))))),
  )
  .post(
    "/own-call-files/secret",
    doc("Make a new secret of my webhook, which is never shown again", CallFileSettingsView),
    signedInOnly,
    ownSessionOnly,
    valid("json", Nothing),
    async (c) => {
      const { customer, actor, at } = changeBy(c, await ownCustomer(signedIn(c)));
      return c.json(await newCallFileSecret(customer, actor, at));
    },
  );

/** Below a customer: how it wants the files of its calls. */
const settingsRoutes = new Hono<{ Variables: Variables }>()
  .get(
    "/customers/:account/call-file-settings",
    doc("How a customer wants the files of its calls", CallFileSettingsView),
    may("calls:read"),
    ofAccount,
    async (c) => c.json(await callFileSettings(c.var.customer.account)),
  )
  .put(
    "/customers/:account/call-file-settings",
    doc("Say how a customer wants the files of its calls", CallFileSettingsView),
    may("customers:write"),
    ofAccount,
    ownSessionOnly,
    valid("json", CallFileSettings),
    async (c) => c.json(await changeCallFileSettings(c.req.valid("json"), changeBy(c, c.var.customer))),
  )
  .post(
    "/customers/:account/call-file-settings/secret",
    doc("Make a new secret of the customer's webhook, which is never shown again", CallFileSettingsView),
    may("customers:write"),
    ofAccount,
    ownSessionOnly,
    valid("json", Nothing),
    async (c) => {
      const { customer, actor, at } = changeBy(c, c.var.customer);
      return c.json(await newCallFileSecret(customer, actor, at));
    },
  );

/** Below a customer: the files of its calls. Whoever may read the calls may have a file made and told of again. */
const fileRoutes = new Hono<{ Variables: Variables }>()
  .get(
    "/customers/:account/call-files",
    doc("List the files of a customer's calls, newest day first", pageOf(CallFile)),
    may("calls:read"),
    ofAccount,
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const page = await listCallFiles(c.var.customer.account, { limit, after: decodeCursor(cursor) }, now());
      return c.json({ items: page.items, nextCursor: encodeCursor(page.after) });
    },
  )
  .get(
    "/customers/:account/call-files/:file",
    doc("Read a file of calls, with a fresh address of it", CallFileWithUrl),
    may("calls:read"),
    ofAccount,
    async (c) => {
      const at = now();
      return c.json(await callFileWithUrl(await callFileOf(c.var.customer.account, c.req.param("file"), at), at));
    },
  )
  .get(
    "/customers/:account/call-files/:file/file",
    doc("The file itself: leads to an address that is signed this moment", NoContent, 302),
    may("calls:read"),
    ofAccount,
    async (c) => {
      const at = now();
      return c.redirect(await callFileUrl(await callFileOf(c.var.customer.account, c.req.param("file"), at), at), 302);
    },
  )
  .post(
    "/customers/:account/call-files/:file/make",
    doc("Have a file of calls made anew, as the settings are now", CallFileWithUrl, 202),
    may("calls:read"),
    ofAccount,
    valid("json", Nothing),
    async (c) => {
      const asked = { customer: c.var.customer, id: c.req.param("file"), actor: signedIn(c), at: now() };
      return c.json(await callFileWithUrl(await makeAgain(asked), asked.at), 202);
    },
  )
  .post(
    "/customers/:account/call-files/:file/send",
    doc("Tell once more of a file of calls that is there", CallFileWithUrl, 202),
    may("calls:read"),
    ofAccount,
    valid("json", Nothing),
    async (c) => {
      const asked = { customer: c.var.customer, id: c.req.param("file"), actor: signedIn(c), at: now() };
      return c.json(await callFileWithUrl(await tellAgain(asked), asked.at), 202);
    },
  );

/** `/customers/{account}/call-files` and `/own-call-files`. */
export const callFileRoutes = new Hono<{ Variables: Variables }>()
  .route("/", ownRoutes)
  .route("/", settingsRoutes)
  .route("/", fileRoutes);
