import { Link } from "@tanstack/react-router";
import { AccountLink } from "../customers/account-link.tsx";
import { Below } from "../ui/below.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { countText } from "../ui/format.ts";
import type { RerateAccountView, RerateView } from "./rerate.api.ts";
import { lostWords } from "./rerate-words.ts";

type Total = RerateView["totals"][number];
type Figures = Omit<Total, "accounts">;

/** A charge, and below it how much of it is tax. */
const ChargeWithTax = ({ charge, tax }: { charge: string; tax: string }) => (
  <>
    <Money value={charge} least={4} />
    {tax === "0" ? null : (
      <Below>
        tax <Money value={tax} least={4} />
      </Below>
    )}
  </>
);

/** The columns that a currency's sums and an account's have in common. */
const figureColumns = <T extends Figures>(): Column<T>[] => [
  { id: "looked", header: "Calls", align: "end", cell: ({ looked }) => countText(looked) },
  { id: "changed", header: "Changed", align: "end", cell: ({ changed }) => countText(changed) },
  {
    id: "lost",
    header: "Without a price",
    align: "end",
    cell: ({ lost }) => (lost === 0 ? "0" : <span className="figure negative">{countText(lost)}</span>),
  },
  {
    id: "before",
    header: "Charge before",
    align: "end",
    cell: (row) => <ChargeWithTax charge={row.chargeBefore} tax={row.taxBefore} />,
  },
  {
    id: "after",
    header: "Charge after",
    align: "end",
    cell: (row) => <ChargeWithTax charge={row.chargeAfter} tax={row.taxAfter} />,
  },
  {
    id: "difference",
    header: "Difference",
    align: "end",
    cell: ({ difference, currency }) => <Money value={difference} currency={currency} least={4} />,
  },
];

export const totalColumns: readonly Column<Total>[] = [
  { id: "currency", header: "Currency", main: true, cell: ({ currency }) => currency },
  { id: "accounts", header: "Accounts", align: "end", cell: ({ accounts }) => countText(accounts) },
  ...figureColumns<Total>(),
];

export const costColumns: readonly Column<RerateView["costs"][number]>[] = [
  { id: "name", header: "What vendors take", main: true, cell: ({ name }) => name },
  { id: "before", header: "Before", align: "end", cell: ({ before }) => <Money value={before} least={4} /> },
  { id: "after", header: "After", align: "end", cell: ({ after }) => <Money value={after} least={4} /> },
  { id: "difference", header: "Difference", align: "end", cell: (row) => <Money value={row.difference} least={4} /> },
];

export const accountColumns: readonly Column<RerateAccountView>[] = [
  {
    id: "account",
    header: "Account",
    main: true,
    cell: ({ account, company }) => (
      <>
        {company} <AccountLink account={account} />
      </>
    ),
  },
  ...figureColumns<RerateAccountView>(),
  {
    id: "above",
    header: "Resellers above",
    align: "end",
    cell: ({ above, currency }) =>
      above.every(({ difference }) => difference === "0")
        ? "–"
        : above.map(({ name, difference }) => (
            <div key={name}>
              <span className="mono">{name}</span> <Money value={difference} currency={currency} least={4} />
            </div>
          )),
  },
  {
    id: "done",
    header: "Corrected",
    align: "end",
    cell: ({ done, fault }) => (fault === null ? countText(done) : <span className="figure negative">{fault}</span>),
  },
];

type Example = RerateAccountView["examples"][number] & { account: string; currency: string };

export const exampleColumns: readonly Column<Example>[] = [
  {
    id: "setupAt",
    header: "Setup",
    main: true,
    cell: ({ account, id, setupAt }) => (
      <Link to="/customers/$account/calls" params={{ account }} search={{ call: id }}>
        <Instant at={setupAt} />
      </Link>
    ),
  },
  { id: "account", header: "Account", cell: ({ account }) => <span className="mono">{account}</span> },
  { id: "cld", header: "Called", cell: ({ cld }) => <span className="mono">{cld}</span> },
  { id: "destination", header: "Destination", cell: ({ destination }) => destination ?? "–" },
  { id: "before", header: "Before", align: "end", cell: ({ before }) => <Money value={before} least={4} /> },
  {
    id: "after",
    header: "After",
    align: "end",
    cell: ({ after, currency, lost }) =>
      lost === null ? (
        <Money value={after} currency={currency} least={4} />
      ) : (
        <span className="dim">{lostWords[lost]}</span>
      ),
  },
];
