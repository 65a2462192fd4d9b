import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Schemas } from "../api/client.ts";
import { CustomerMenu } from "../customers/customer-menu.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Money } from "../ui/figures.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { type ResellerView, resellerCustomersQuery } from "./reseller.api.ts";
import { ResellerName } from "./reseller-name.tsx";

type Row = Schemas["CustomerRow"];

const columnsOf = (reseller: string): Column<Row>[] => [
  {
    id: "company",
    header: "Company",
    main: true,
    cell: ({ account, company }) => (
      <Link to="/customers/$account" params={{ account }}>
        {company}
      </Link>
    ),
  },
  { id: "account", header: "Account code", cell: ({ account }) => <span className="mono">{account}</span> },
  {
    id: "seller",
    header: "Sold by",
    cell: ({ reseller: seller }) => (seller && seller !== reseller ? <ResellerName account={seller} /> : "Itself"),
  },
  {
    id: "balance",
    header: "Balance",
    align: "end",
    cell: ({ balance, currency }) => <Money value={balance} currency={currency} least={4} />,
  },
  { id: "credit", header: "Credit", align: "end", cell: ({ creditLimit }) => <Money value={creditLimit} /> },
  { id: "status", header: "Status", cell: ({ status }) => <Status value={status} /> },
  { id: "menu", header: "", bare: true, cell: (customer) => <CustomerMenu customer={customer} /> },
];

/** The customers of its tree, the first fifty. */
export function ResellerCustomers({ reseller }: { reseller: ResellerView }) {
  const customers = useQuery(resellerCustomersQuery(reseller.account));
  const shown = customers.data?.items ?? [];
  return (
    <section className="section" aria-label="Customers of the reseller">
      <h2>Customers</h2>
      {customers.isError ? <ProblemNote error={customers.error} retry={customers.refetch} /> : null}
      {customers.data && shown.length === 0 ? (
        <EmptyState title="No customer yet">Customers that it adds, or that you add below it, stand here.</EmptyState>
      ) : (
        <DataTable
          label="Customers of the reseller"
          columns={columnsOf(reseller.account)}
          rows={shown}
          rowKey={({ account }) => account}
          loading={customers.isPending}
        />
      )}
      {customers.data?.nextCursor ? (
        <p className="dim">
          These are the first {shown.length} of {reseller.customers}. <Link to="/customers">The list</Link> has them
          all.
        </p>
      ) : null}
    </section>
  );
}
