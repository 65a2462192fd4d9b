import { operator } from "../../auth/access.ts";
import { getCustomers, listingsOf } from "../../customers/customer.store.ts";
import { customerFields } from "../../customers/customer.ts";
import type { CustomerReply } from "../../customers/customer-request.ts";
import { listCustomers } from "../../customers/list-customers.flow.ts";
import { type ListRow, matches } from "../../customers/listing.ts";
import { type Column, column, derived } from "../column.ts";
import type { FiltersOf } from "../export.ts";
import { exportKind, type Scope } from "./kind.ts";

type Row = CustomerReply & Pick<ListRow, "ips" | "sipUsers">;

/** Customers that are read at once. */
const pageSize = 1000;

type Name = keyof typeof customerFields;
const numbers = new Set<string>([
  ...["paymentTermDays", "maxCreditLimit", "creditLimit", "billingDecimals", "maxCallSessions"],
  ...["callSessionsPerSecond", "maxCallMinutes", "billingDay", "lowBalanceThreshold", "dailySpendCap"],
  "maxPricePerMinute",
]);
const flags = new Set<string>([
  ...["codecChecking", "callWithMedia", "transcoding", "blockLossRoutes", "cliByDestination", "invoiceByEmail"],
]);

const lists: Partial<Record<Name, (row: Row) => string>> = {
  taxes: (row) => row.taxes.map(({ name, percent }) => `${name} ${percent}%`).join("; "),
  codecs: (row) => row.codecs.join(", "),
  selfEdit: (row) => row.selfEdit.join(", "),
  switchAccounts: (row) =>
    row.switchAccounts.map((one) => (typeof one === "string" ? one : `${one.source}: ${one.code}`)).join(", "),
  creditAlertPercents: (row) => row.creditAlertPercents.join(", "),
  tags: (row) => row.tags.join(", "),
};

function fieldColumns(name: Name): Column<Row>[] {
  const title = customerFields[name].meta()?.title ?? { taxes: "Taxes" }[name as "taxes"] ?? name;
  if (name === "emails")
    return (["billing", "rates", "noc"] as const).map((one) =>
      derived({ id: `emails.${one}`, title: `E-mail address, ${one}`, type: "text" }, (row) => row.emails[one]),
    );
  const list = lists[name];
  if (list) return [derived({ id: name, title, type: "text" }, list)];
  return [column<Row>(name, title, numbers.has(name) ? "number" : flags.has(name) ? "flag" : "text")];
}

const columns: Column<Row>[] = [
  column("account", "Account code"),
  ...(Object.keys(customerFields) as Name[]).flatMap(fieldColumns),
  column("balance", "Balance", "number"),
  column("reserved", "Reserved", "number"),
  column("available", "Available", "number"),
  derived({ id: "ips", title: "IP addresses", type: "text" }, (row) => row.ips.join(", ")),
  derived({ id: "sipUsers", title: "SIP users", type: "text" }, (row) => row.sipUsers.join(", ")),
  column("reseller", "Reseller"),
  column("createdAt", "Created", "instant"),
  column("closedAt", "Closed", "instant"),
];

const ownerOf = ({ principal }: Scope) => principal.account ?? operator;

/** The rows of the customer list, each with the whole customer. */
async function withCustomers(rows: readonly ListRow[]): Promise<Row[]> {
  const customers = await getCustomers(rows.map(({ account }) => account));
  return rows.flatMap(({ account, balance, reserved, available, ips, sipUsers }) => {
    const customer = customers.get(account);
    return customer ? [{ ...customer, balance, reserved, available, ips, sipUsers }] : [];
  });
}

async function count({ sort: _sort, ...filters }: FiltersOf<"customers">, scope: Scope): Promise<number> {
  return (await listingsOf(ownerOf(scope))).filter((row) => matches(row, filters)).length;
}

async function* pages({ sort, ...filters }: FiltersOf<"customers">, scope: Scope) {
  const total = await count({ sort, ...filters }, scope);
  let read = 0;
  let after: string | undefined;
  do {
    const page = await listCustomers(ownerOf(scope), { filters, sort, limit: pageSize, after });
    read += page.items.length;
    after = page.after;
    yield { rows: await withCustomers(page.items), done: total === 0 ? 1 : read / total };
  } while (after !== undefined);
}

export const customerRows = exportKind<FiltersOf<"customers">, Row>({ columns, pages, count });
