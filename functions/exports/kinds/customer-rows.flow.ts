import { ownerOf } from "../../auth/access.ts";
import { getCustomers } from "../../customers/customer.store.ts";
import { customerFields } from "../../customers/customer.ts";
import type { CustomerReply } from "../../customers/customer-request.ts";
import { balancesFor } from "../../customers/list-customers.flow.ts";
import { listingsFor, listingsOf } from "../../customers/listing.store.ts";
import { type ListedCustomer, listedCustomer } from "../../customers/listing.ts";
import { fitsFor, searchable } from "../../customers/matching.ts";
import { ordered } from "../../customers/ordered-list.flow.ts";
import { type Column, column, derived } from "../column.ts";
import type { FiltersOf } from "../export.ts";
import { exportKind, type Scope } from "./kind.ts";

type Row = Omit<CustomerReply, "secondFactor" | "liveCalls"> & Pick<ListedCustomer, "ips" | "sipUsers">;

/** Customers that are read at once. */
const pageSize = 1000;

type Name = keyof typeof customerFields;
const numbers = new Set<string>([
  ...["paymentTermDays", "maxCreditLimit", "creditLimit", "billingDecimals", "maxCallSessions"],
  ...["callSessionsPerSecond", "maxCallMinutes", "billingDay", "lowBalanceThreshold", "dailySpendCap"],
  ...[
    "maxPricePerMinute",
    "nightMaxCallSessions",
    "nightMaxPricePerMinute",
    "expectedCallSeconds",
    "lossTolerancePercent",
  ],
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

/** The lines of the list that fit, in order: the same rows as the page shows, however long the list is. */
async function linesOf({ sort, accounts, ...asked }: FiltersOf<"customers">, scope: Scope): Promise<ListedCustomer[]> {
  const fits = fitsFor(asked);
  const chosen = accounts && new Set(accounts);
  const owner = ownerOf(scope.principal);
  const found = accounts ? await listingsFor(owner, accounts, "now") : await listingsOf(owner);
  const lines = found.map(listedCustomer).filter(({ account }) => !chosen || chosen.has(account));
  const fitting = lines.filter((line) => fits(searchable(line)));
  return ordered(fitting, sort, owner);
}

/** The lines, each with the whole customer and its money. */
async function withCustomers(lines: readonly ListedCustomer[], scope: Scope): Promise<Row[]> {
  const accounts = lines.map(({ account }) => account);
  const [customers, figures] = await Promise.all([
    getCustomers(accounts),
    balancesFor(ownerOf(scope.principal), accounts),
  ]);
  const money = new Map(figures.map((one) => [one.account, one]));
  return lines.flatMap(({ account, ips, sipUsers }) => {
    const [customer, own] = [customers.get(account), money.get(account)];
    return customer && own ? [{ ...customer, ...own, ips, sipUsers }] : [];
  });
}

const count = async (asked: FiltersOf<"customers">, scope: Scope): Promise<number> =>
  (await linesOf(asked, scope)).length;

async function* pages(asked: FiltersOf<"customers">, scope: Scope) {
  const lines = await linesOf(asked, scope);
  for (let read = 0; read < lines.length; read += pageSize) {
    const page = lines.slice(read, read + pageSize);
    yield { rows: await withCustomers(page, scope), done: (read + page.length) / lines.length };
  }
}

export const customerRows = exportKind<FiltersOf<"customers">, Row>({ columns, pages, count });
