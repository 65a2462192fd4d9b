import { Link } from "@tanstack/react-router";
import { TariffName } from "../tariffs/tariff-name.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Money } from "../ui/figures.tsx";
import { countText } from "../ui/format.ts";
import { Status } from "../ui/status.tsx";
import { inTreeOrder, type ResellerView } from "./reseller.api.ts";
import { ResellerMenu } from "./reseller-menu.tsx";

const Access = ({ status, hasPassword }: ResellerView) =>
  status === "ACTIVE" && !hasPassword ? <Status value="PENDING" label="Invited" /> : <Status value={status} />;

const columnsOf = (topLevel: number, onEdit: (reseller: ResellerView) => void): Column<ResellerView>[] => [
  {
    id: "company",
    header: "Company",
    main: true,
    cell: ({ account, company, level }) => (
      <span className="tree-name" style={{ paddingInlineStart: (level - topLevel) * 22 }}>
        {level > topLevel ? (
          <span className="dim" aria-hidden>
            └{" "}
          </span>
        ) : null}
        <Link to="/resellers/$account" params={{ account }}>
          {company}
        </Link>
        {level > topLevel ? <span className="sr-only"> level {level}</span> : null}
      </span>
    ),
  },
  { id: "account", header: "Account code", cell: ({ account }) => <span className="mono">{account}</span> },
  { id: "username", header: "Login", cell: ({ username }) => username },
  { id: "tariff", header: "Buys by", cell: ({ tariffId }) => <TariffName id={tariffId} /> },
  { id: "customers", header: "Customers", align: "end", cell: ({ customers }) => countText(customers) },
  {
    id: "balance",
    header: "Balance",
    align: "end",
    cell: ({ balance, currency, billingDecimals }) => (
      <Money value={balance} currency={currency} least={billingDecimals} />
    ),
  },
  { id: "credit", header: "Credit limit", align: "end", cell: ({ creditLimit }) => <Money value={creditLimit} /> },
  {
    id: "granted",
    header: "Granted below",
    align: "end",
    cell: ({ creditGranted }) => <Money value={creditGranted} />,
  },
  { id: "status", header: "Status", cell: Access },
  {
    id: "menu",
    header: "",
    bare: true,
    cell: (reseller) => <ResellerMenu reseller={reseller} onEdit={() => onEdit(reseller)} />,
  },
];

interface ResellerTableProps {
  resellers: readonly ResellerView[];
  loading: boolean;
  onEdit(reseller: ResellerView): void;
}

/** Resellers as the tree that they are, each below the one that it buys from. */
export function ResellerTable({ resellers, loading, onEdit }: ResellerTableProps) {
  const topLevel = Math.min(...resellers.map(({ level }) => level));
  return (
    <DataTable
      label="Resellers"
      columns={columnsOf(topLevel, onEdit)}
      rows={inTreeOrder(resellers)}
      rowKey={({ account }) => account}
      loading={loading}
    />
  );
}
