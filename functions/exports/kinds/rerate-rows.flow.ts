import { seesVendors } from "../../auth/access.ts";
import type { CallRow, CorrectionStep } from "../../cdrs/call-row.ts";
import { decimalOf } from "../../money/money.ts";
import { isoInstant } from "../../platform/clock.ts";
import { callsOfRange, isCorrectedBy, rerated } from "../../rerates/plan-account.flow.ts";
import { rerateOf } from "../../rerates/rerate.flow.ts";
import { allAccounts } from "../../rerates/rerate.store.ts";
import { RerateBook } from "../../rerates/rerate-book.flow.ts";
import { type Column, column, derived } from "../column.ts";
import type { FiltersOf } from "../export.ts";
import { exportKind, type RowPage, type Scope } from "./kind.ts";

/** The calls that a job of re-rating changes or has changed, and those that have no price to be changed to. */

interface Money {
  charge: bigint;
  tax: bigint;
  cost: bigint | null;
}

interface Line {
  account: string;
  company: string;
  currency: string;
  id: string;
  row: CallRow;
  before: Money;
  after: Money;
  /** CORRECTED: it is done. CHANGES: it would be. Else why it keeps what it was charged. */
  outcome: string;
  detail: string;
}

const amount = (nano: bigint | null) => (nano === null ? null : decimalOf(nano));
const money = (id: string, title: string, of: (line: Line) => bigint | null): Column<Line> =>
  derived({ id, title, type: "number" }, (line) => amount(of(line)));

const columns: Column<Line>[] = [
  column("account", "Account code"),
  column("company", "Company"),
  column("id", "Call id"),
  derived({ id: "setupAt", title: "Setup", type: "instant" }, ({ row }) => isoInstant(row.cdr.setupMs)),
  derived({ id: "cli", title: "CLI", type: "text" }, ({ row }) => row.cli),
  derived({ id: "cld", title: "CLD", type: "text" }, ({ row }) => row.cld),
  derived({ id: "destination", title: "Destination", type: "text" }, ({ row }) => row.destination),
  derived({ id: "durationSeconds", title: "Duration seconds", type: "number" }, ({ row }) => row.durationSeconds),
  column("currency", "Currency"),
  money("chargeBefore", "Charge before", ({ before }) => before.charge),
  money("chargeAfter", "Charge after", ({ after }) => after.charge),
  money("difference", "Difference", ({ before, after }) => after.charge - before.charge),
  money("taxBefore", "Tax before", ({ before }) => before.tax),
  money("taxAfter", "Tax after", ({ after }) => after.tax),
  derived({ id: "costCurrency", title: "Cost currency", type: "text" }, ({ row }) => row.vendor.currency),
  money("costBefore", "Cost before", ({ before }) => before.cost),
  money("costAfter", "Cost after", ({ after }) => after.cost),
  column("outcome", "Outcome"),
  column("detail", "Detail"),
];

const moneyOf = ({ charge, tax, vendor }: Pick<CallRow, "charge" | "tax"> & { vendor: { cost: bigint | null } }) => ({
  ...{ charge, tax, cost: vendor.cost },
});

/** What the call was before the job and behind it, off what is kept with the call. */
function doneLine(row: CallRow, job: string): { before: Money; after: Money } {
  const steps: readonly CorrectionStep[] = row.corrected?.steps ?? [];
  const place = steps.findIndex(({ id }) => id === job);
  const first = row.corrected?.first ?? row;
  return { before: steps[place - 1] ?? moneyOf(first), after: steps[place] ?? moneyOf(row) };
}

const hidden = ({ charge, tax }: Money): Money => ({ charge, tax, cost: null });

async function* pages({ rerate }: FiltersOf<"rerate">, { principal }: Scope): AsyncGenerator<RowPage<Line>> {
  const job = await rerateOf(rerate);
  const book = new RerateBook(job.asked, job.versions);
  const accounts = (await allAccounts(job.id)).filter(({ changed, lost }) => changed + lost > 0);
  const shown = seesVendors(principal)
    ? (line: Line) => line
    : (line: Line): Line => {
        const row = { ...line.row, vendor: { ...line.row.vendor, currency: null } };
        return { ...line, row, before: hidden(line.before), after: hidden(line.after) };
      };
  for (const [i, { account, company, currency }] of accounts.entries()) {
    const of = { account, company, currency };
    for await (const { calls } of callsOfRange(account, job.asked)) {
      const done = calls
        .filter(({ row }) => isCorrectedBy(row, job.id))
        .map(({ id, row }): Line => ({ ...of, id, row, ...doneLine(row, job.id), outcome: "CORRECTED", detail: "" }));
      const open = (await rerated(job, of, calls, book)).flatMap(({ id, row, outcome }): Line[] => {
        if (outcome.kind === "same") return [];
        const before = moneyOf(row);
        if (outcome.kind === "lost")
          return [{ ...of, id, row, before, after: before, outcome: outcome.reason, detail: outcome.detail }];
        return [{ ...of, id, row, before, after: moneyOf(outcome.part), outcome: "CHANGES", detail: "" }];
      });
      yield { rows: [...done, ...open].map(shown), done: i / accounts.length };
    }
  }
}

export const rerateRows = exportKind<FiltersOf<"rerate">, Line>({
  columns,
  pages,
  check: ({ rerate }) => rerateOf(rerate),
});
