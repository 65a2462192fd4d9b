import { Hono } from "hono";
import { compress } from "hono/compress";
import * as z from "zod";
import { ownerOf } from "../auth/access.ts";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { expectVersion } from "../platform/if-match.ts";
import { resellerInReach } from "../resellers/in-reach.flow.ts";
import { addNewCustomer } from "./add-customer.flow.ts";
import { editCustomer } from "./change-customer.flow.ts";
import { AccountCode } from "./customer.ts";
import { customerChangeFaults, newCustomerFaults } from "./customer-faults.flow.ts";
import { customerIndex } from "./customer-index.flow.ts";
import { CustomerIndex } from "./customer-index.ts";
import { CustomerChange, CustomerReply, NewCustomer } from "./customer-request.ts";
import { balancesFor, listCustomers, withBalance } from "./list-customers.flow.ts";
import { BalanceRow, CustomerFilters, ListRow } from "./listing.ts";
import { sortFields } from "./listing-order.ts";

const sorts = sortFields.flatMap((field) => [field, `-${field}`] as const);
const ListQuery = PageQuery.extend(CustomerFilters.shape).extend({
  /** `-` in front sorts downwards. */
  sort: z.enum(sorts).default("account"),
  /** Only those of this reseller's tree. */
  reseller: AccountCode.optional(),
});

/** Rows in sight, and then some. */
const mostBalances = 100;
const Accounts = z.object({
  /** Account codes with commas between them, at most a hundred. */
  accounts: z
    .string()
    .regex(/^C\d{8}(,C\d{8})*$/, "Must be account codes with commas between them.")
    .max(mostBalances * 10 - 1, `Must be at most ${mostBalances} account codes.`),
});
const Balances = z.object({ items: z.array(BalanceRow) }).meta({ id: "CustomerBalances" });

/** The tag that the browser has, however it and the compression write it. */
const seenTag = (header: string | undefined): string | undefined => /^(?:W\/)?"([^"]*)"$/.exec(header ?? "")?.[1];

/** `/customers`: the operator's or the reseller's own customers. */
export const customerRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>()
  .get(
    "/customers",
    doc("List customers", pageOf(ListRow)),
    may("customers:read", "owned"),
    valid("query", ListQuery),
    async (c) => {
      const { limit, cursor, sort, reseller, ...filters } = c.req.valid("query");
      const owner = reseller ? (await resellerInReach(reseller, signedIn(c))).account : ownerOf(signedIn(c));
      const after = decodeCursor(cursor)?.["account"];
      const asked = { filters, sort, limit, after: typeof after === "string" ? after : undefined };
      const page = await listCustomers(owner, asked);
      return c.json({ items: page.items, nextCursor: encodeCursor(page.after ? { account: page.after } : undefined) });
    },
  )
  .get(
    "/customers/index",
    compress(),
    doc("The whole list, for filtering in the page; 304 under an unchanged ETag", CustomerIndex),
    may("customers:read", "owned"),
    async (c) => {
      const seen = seenTag(c.req.header("if-none-match"));
      const { tag, index } = await customerIndex(ownerOf(signedIn(c)), seen);
      c.header("etag", `W/"${tag}"`);
      c.header("cache-control", "private, no-cache");
      return index ? c.json(index) : c.body(null, 304);
    },
  )
  .get(
    "/customers/balances",
    doc("The money of customers, as it stands", Balances),
    may("customers:read", "owned"),
    valid("query", Accounts),
    async (c) => {
      const accounts = c.req.valid("query").accounts.split(",");
      return c.json({ items: await balancesFor(ownerOf(signedIn(c)), accounts) });
    },
  )
  .post(
    "/customers",
    doc("Add a customer", CustomerReply, 201),
    may("customers:write", "owned"),
    valid("json", NewCustomer, (value, c) => newCustomerFaults(value, signedIn(c))),
    async (c) => {
      const customer = await addNewCustomer(c.req.valid("json"), signedIn(c), now());
      return c.json(await withBalance(customer), 201);
    },
  )
  .get("/customers/:account", doc("Read a customer", CustomerReply), may("customers:read"), ofAccount, async (c) =>
    c.json(await withBalance(c.var.customer)),
  )
  .patch(
    "/customers/:account",
    doc("Change a customer", CustomerReply),
    may("customers:write"),
    ofAccount,
    valid("json", CustomerChange, (value, c) => customerChangeFaults(c.var.customer, value)),
    async (c) => {
      expectVersion(c, c.var.customer.version);
      const customer = await editCustomer(c.var.customer, c.req.valid("json"), signedIn(c), now());
      return c.json(await withBalance(customer));
    },
  );
