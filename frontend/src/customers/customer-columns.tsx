import { Link } from "@tanstack/react-router";
import { TariffName } from "../tariffs/tariff-name.tsx";
import { ChooseRow, ChooseShown } from "../ui/choose-rows.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { sentence } from "../ui/format.ts";
import { Status } from "../ui/status.tsx";
import { Company } from "./company.tsx";
import { Balance } from "./customer-balance.tsx";
import type { CustomerLine } from "./customer-index.api.ts";
import { CustomerMenu } from "./customer-menu.tsx";

/** The first of them, and how many there are beside it. */
function Some({ values }: { values: readonly string[] }) {
  const [first, ...others] = values;
  return first === undefined ? null : (
    <span className="mono" title={values.slice(0, 20).join(", ")}>
      {first}
      {others.length > 0 ? <span className="dim"> +{others.length}</span> : null}
    </span>
  );
}

/** The columns of the listing, in the manual's order. The company opens the customer. */
export const customerColumns: readonly Column<CustomerLine>[] = [
  {
    id: "choose",
    header: "",
    bare: true,
    head: () => <ChooseShown />,
    cell: ({ account, company }) => <ChooseRow id={account} name={`${company} ${account}`} />,
  },
  {
    id: "company",
    header: "Company",
    main: true,
    sort: true,
    cell: ({ account, company, customerType }) => (
      <Link to="/customers/$account" params={{ account }}>
        <Company company={company} customerType={customerType} />
      </Link>
    ),
  },
  { id: "account", header: "Account code", sort: true, cell: ({ account }) => <span className="mono">{account}</span> },
  { id: "name", sort: true, header: "Name", cell: ({ name }) => name },
  { id: "username", sort: true, header: "Login", cell: ({ username }) => username },
  { id: "customerType", sort: true, header: "Type", cell: ({ customerType }) => <Status value={customerType} /> },
  { id: "tariff", sort: "tariffId", header: "Tariff", cell: ({ tariffId }) => <TariffName id={tariffId} /> },
  { id: "currency", sort: true, header: "Currency", cell: ({ currency }) => currency },
  {
    id: "balance",
    header: "Balance",
    align: "end",
    cell: (line) => <Balance line={line} />,
  },
  {
    id: "creditLimit",
    sort: true,
    header: "Credit",
    align: "end",
    cell: ({ creditLimit }) => <Money value={creditLimit} />,
  },
  { id: "billingType", sort: true, header: "Billing", cell: ({ billingType }) => sentence(billingType) },
  {
    id: "sessions",
    sort: "maxCallSessions",
    header: "Sessions / CPS",
    align: "end",
    cell: ({ maxCallSessions, callSessionsPerSecond }) => `${maxCallSessions} / ${callSessionsPerSecond}`,
  },
  { id: "status", sort: true, header: "Status", cell: ({ status }) => <Status value={status} /> },
  { id: "createdAt", sort: true, header: "Created", cell: ({ createdAt }) => <Instant at={createdAt} relative /> },
  { id: "ips", header: "IP addresses", cell: ({ ips }) => <Some values={ips} /> },
  { id: "sipUsers", header: "SIP users", cell: ({ sipUsers }) => <Some values={sipUsers} /> },
  { id: "tags", header: "Tags", cell: ({ tags }) => tags.join(", ") },
  { id: "menu", header: "", bare: true, cell: (customer) => <CustomerMenu customer={customer} /> },
];

/** The same for a list of which the server keeps two orders only. */
export const columnsOfLongList = customerColumns.map((column) =>
  ["company", "account"].includes(column.id) ? column : { ...column, sort: false },
);

/** What a 1280 px screen has no room for until it is asked for. */
export const hiddenAtFirst: readonly string[] = [
  "name",
  "billingType",
  "sessions",
  "createdAt",
  "ips",
  "sipUsers",
  "tags",
];

/** Fields of an export, where a column has others than its own name. */
const fieldsOf: Record<string, readonly string[]> = {
  tariff: ["tariffId"],
  sessions: ["maxCallSessions", "callSessionsPerSecond"],
};

/** The fields of the columns on show, in their order, by which an export calls them. */
export const exportedColumns = (shown: { order: readonly string[]; hidden: readonly string[] }): string[] =>
  ["company", ...shown.order].filter((id) => !shown.hidden.includes(id)).flatMap((id) => fieldsOf[id] ?? [id]);
