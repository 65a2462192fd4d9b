import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../auth/use-may.ts";
import { WaitingPayments } from "../payments/waiting-payments.tsx";
import { TariffName } from "../tariffs/tariff-name.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Money } from "../ui/figures.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { type VendorLine, type VendorView, vendorsPath, vendorsQuery } from "./vendor.api.ts";
import { VendorForm } from "./vendor-form.tsx";
import { VendorMenu } from "./vendor-menu.tsx";

const columnsOf = (onEdit: ((vendor: VendorView) => void) | undefined): Column<VendorLine>[] => [
  {
    id: "name",
    header: "Name",
    main: true,
    cell: ({ id, name }) => (
      <Link to="/vendors/$vendorId" params={{ vendorId: id }}>
        {name}
      </Link>
    ),
  },
  { id: "company", header: "Company", cell: ({ company }) => company ?? <span className="dim">–</span> },
  {
    id: "tariff",
    header: "Cost tariff",
    cell: ({ tariffId, status }) =>
      tariffId === null && status !== "CLOSED" ? (
        <Status value="NONE" tone="warn" label="None: cost unknown" />
      ) : (
        <TariffName id={tariffId} />
      ),
  },
  {
    id: "balance",
    header: "Balance",
    align: "end",
    cell: ({ balance, currency }) => <Money value={balance} currency={currency} />,
  },
  {
    id: "available",
    header: "Available",
    align: "end",
    cell: ({ available, isLow }) => (
      <>
        <Money value={available} />
        {isLow ? (
          <div>
            <Status value="LOW" tone="bad" label="Low" />
          </div>
        ) : null}
      </>
    ),
  },
  { id: "gateways", header: "Gateways", align: "end", cell: ({ gateways }) => gateways },
  { id: "tags", header: "Tags", cell: ({ tags }) => tags.join(", ") || <span className="dim">–</span> },
  { id: "status", header: "Status", cell: ({ status }) => <Status value={status} /> },
  ...(onEdit
    ? [
        {
          id: "menu",
          header: "",
          bare: true,
          cell: (vendor: VendorLine) =>
            vendor.status === "CLOSED" ? null : <VendorMenu vendor={vendor} onEdit={() => onEdit(vendor)} />,
        },
      ]
    : []),
];

/** Who terminates our calls and what they bill us. */
export function VendorsPage() {
  const vendors = useQuery(vendorsQuery);
  const mayEdit = useMay("vendors:write");
  const [editing, setEditing] = useState<VendorView | "new">();
  const add = mayEdit ? (
    <Button data-new leftSection={<IconPlus size={16} />} onClick={() => setEditing("new")}>
      Add vendor
    </Button>
  ) : null;
  return (
    <Page title="Vendors" call={{ method: "GET", path: vendorsPath }} actions={add}>
      <WaitingPayments of="vendors" />
      {vendors.isError ? <ProblemNote error={vendors.error} retry={vendors.refetch} /> : null}
      {vendors.data?.items.length === 0 ? (
        <EmptyState title="No vendor yet">
          A vendor terminates your calls and bills you for them. Add one with its cost tariff, then its gateways.
        </EmptyState>
      ) : vendors.isError ? null : (
        <DataTable
          label="Vendors"
          columns={columnsOf(mayEdit ? setEditing : undefined)}
          rows={vendors.data?.items ?? []}
          rowKey={({ id }) => id}
          loading={vendors.isPending}
        />
      )}
      {editing ? (
        <VendorForm {...(editing === "new" ? {} : { vendor: editing })} onClose={() => setEditing(undefined)} />
      ) : null}
    </Page>
  );
}
