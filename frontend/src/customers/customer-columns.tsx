import { Link } from "@tanstack/react-router";
import { TariffName } from "../tariffs/tariff-name.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { sentence } from "../ui/format.ts";
import { Status } from "../ui/status.tsx";
import type { CustomerRow } from "./customer.api.ts";
import { CustomerMenu } from "./customer-menu.tsx";

/** The columns of the listing, in the manual's order. The company opens the customer. */
export const customerColumns: readonly Column<CustomerRow>[] = [
  {
    id: "company",
    header: "Company",
    main: true,
    sort: true,
    cell: ({ account, company }) => (
      <Link to="/customers/$account" params={{ account }}>
        {company}
      </Link>
    ),
  },
  { id: "account", header: "Account code", sort: true, cell: ({ account }) => <span className="mono">{account}</span> },
  { id: "name", header: "Name", cell: ({ name }) => name },
  { id: "username", header: "Login", cell: ({ username }) => username },
  { id: "customerType", header: "Type", cell: ({ customerType }) => <Status value={customerType} /> },
  { id: "tariff", header: "Tariff", cell: ({ tariffId }) => <TariffName id={tariffId} /> },
  { id: "currency", header: "Currency", cell: ({ currency }) => currency },
  {
    id: "balance",
    header: "Balance",
    align: "end",
    // Four places are the usual ones; with them the points stand below each other.
    cell: ({ balance }) => <Money value={balance} least={4} />,
  },
  { id: "creditLimit", header: "Credit", align: "end", cell: ({ creditLimit }) => <Money value={creditLimit} /> },
  { id: "billingType", header: "Billing", cell: ({ billingType }) => sentence(billingType) },
  {
    id: "sessions",
    header: "Sessions / CPS",
    align: "end",
    cell: ({ maxCallSessions, callSessionsPerSecond }) => `${maxCallSessions} / ${callSessionsPerSecond}`,
  },
  { id: "status", header: "Status", cell: ({ status }) => <Status value={status} /> },
  { id: "createdAt", header: "Created", cell: ({ createdAt }) => <Instant at={createdAt} relative /> },
  { id: "menu", header: "", bare: true, cell: (customer) => <CustomerMenu customer={customer} /> },
];

/** What a 1280 px screen has no room for until it is asked for. */
export const hiddenAtFirst: readonly string[] = ["name", "sessions", "createdAt"];
