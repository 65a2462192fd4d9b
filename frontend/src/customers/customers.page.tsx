import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { useMay } from "../auth/use-may.ts";
import { ImportLink } from "../customer-imports/import-link.tsx";
import { ExportButton } from "../exports/export-button.tsx";
import type { CustomerFilters } from "../filters.ts";
import { Page } from "../ui/page.tsx";
import { ColumnChooser } from "./column-chooser.tsx";
import { customersPath, listQuery } from "./customer.api.ts";
import { exportedColumns } from "./customer-columns.tsx";
import { CustomerSearch } from "./customer-search.tsx";
import { SavedViews } from "./saved-views.tsx";
import { useColumns } from "./use-columns.ts";

/** The listing: a quick search and seven filters that are AND-ed and live in the address. */
export function CustomersPage() {
  const filters = useSearch({ from: "/inside/customers" });
  const navigate = useNavigate({ from: "/customers" });
  const change = useCallback(
    (part: Partial<CustomerFilters>) => void navigate({ search: (old) => ({ ...old, ...part }), replace: true }),
    [navigate],
  );
  const columns = useColumns(filters, change);
  const mayAdd = useMay("customers:write");
  return (
    <Page
      title="Customers"
      call={{ method: "GET", path: customersPath, query: listQuery(filters) }}
      actions={
        <>
          <SavedViews />
          <ColumnChooser {...columns} />
          <ExportButton
            asked={{ kind: "customers", filter: listQuery(filters) }}
            visible={exportedColumns(columns.choice)}
          />
          <ImportLink kind="customers" />
          {mayAdd ? (
            <Button
              renderRoot={(props) => <Link to="/customers/new" {...props} />}
              data-new
              leftSection={<IconPlus size={16} />}
            >
              Add customer
            </Button>
          ) : null}
        </>
      }
    >
      <CustomerSearch filters={filters} change={change} columns={columns.choice} />
    </Page>
  );
}
