import { readStatement } from "../../ledger/read-statement.flow.ts";
import type { Statement, StatementRow } from "../../ledger/statement.ts";
import { checkAccountInReach } from "../../resellers/in-reach.flow.ts";
import { vendorBook } from "../../vendor-money/vendor-book.flow.ts";
import { vendorOrNotFound } from "../../vendors/edit-vendor.flow.ts";
import { type Column, column } from "../column.ts";
import type { FiltersOf } from "../export.ts";
import { exportKind, type Scope } from "./kind.ts";

/** A line of the statement, or one of the two balances between which the lines stand. */
type Line = Omit<StatementRow, "at" | "activity" | "debit" | "credit"> & {
  at: string | null;
  activity: StatementRow["activity"] | "OPENING" | "CLOSING";
  debit: string | null;
  credit: string | null;
};

const statementColumns: Column<Line>[] = [
  column("at", "Date", "instant"),
  column("reference", "Reference"),
  column("activity", "Activity"),
  column("detail", "Detail"),
  column("debit", "Debit", "number"),
  column("credit", "Credit", "number"),
  column("balance", "Balance", "number"),
];

const balanceLine = (activity: "OPENING" | "CLOSING", reference: string, balance: string): Line => ({
  ...{ at: null, reference, activity, balance, debit: null, credit: null },
  detail: activity === "OPENING" ? "Opening balance" : "Closing balance",
});

const linesOf = ({ from, to, opening, closing, rows }: Statement): Line[] => [
  balanceLine("OPENING", from, opening),
  ...rows,
  balanceLine("CLOSING", to, closing),
];

/** A reseller has one as well, for whoever may see the reseller. */
const check = ({ account }: { account: string }, { principal }: Scope) => checkAccountInReach(account, principal);

async function* statementPages({ account, from, to }: FiltersOf<"statement">) {
  yield { rows: linesOf(await readStatement(account, from, to)), done: 1 };
}

export const statementRows = exportKind<FiltersOf<"statement">, Line>({
  columns: statementColumns,
  pages: statementPages,
  count: async ({ account, from, to }) => linesOf(await readStatement(account, from, to)).length,
  check,
});

type VendorFilters = FiltersOf<"vendor-statement">;
const vendorLines = async ({ vendor, from, to }: VendorFilters) => linesOf(await readStatement(vendor, from, to));

/** What a vendor's calls cost and what it was paid; a vendor from before there were balances gets its own. */
export const vendorStatementRows = exportKind<VendorFilters, Line>({
  columns: statementColumns,
  pages: async function* (filter) {
    yield { rows: await vendorLines(filter), done: 1 };
  },
  count: async (filter) => (await vendorLines(filter)).length,
  check: async ({ vendor }, { at }) => vendorBook(await vendorOrNotFound(vendor), at),
});
