import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../auth/use-may.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { RowActions } from "../ui/row-actions.tsx";
import { Status } from "../ui/status.tsx";
import { RouteForm } from "./route-form.tsx";
import { deleteRoute, type RouteView, routesPath, routesQuery } from "./routing.api.ts";

const columnsOf = (onEdit: ((route: RouteView) => void) | undefined): Column<RouteView>[] => [
  {
    id: "name",
    header: "Name",
    main: true,
    cell: ({ id, name }) => (
      <Link to="/routes/$routeId" params={{ routeId: id }}>
        {name}
      </Link>
    ),
  },
  {
    id: "description",
    header: "Description",
    cell: ({ description }) => description || <span className="dim">–</span>,
  },
  {
    id: "rows",
    header: "Rows",
    align: "end",
    cell: ({ rows }) => (rows === 0 ? <Status value="EMPTY" tone="warn" label="None" /> : rows),
  },
  { id: "uses", header: "Dialing routes", align: "end", cell: ({ uses }) => uses },
  { id: "status", header: "Status", cell: ({ status }) => <Status value={status} /> },
  ...(onEdit
    ? [
        {
          id: "menu",
          header: "",
          bare: true,
          cell: (route: RouteView) => (
            <RowActions
              name={route.name}
              verb="Delete route"
              onEdit={() => onEdit(route)}
              remove={() => deleteRoute(route.id)}
              refreshes={routesQuery.queryKey}
            >
              It is gone for good, with its rows. A route that dialing routes of customers lead to cannot be deleted.
            </RowActions>
          ),
        },
      ]
    : []),
];

/** What the customers' dialing routes lead to. */
export function RoutesPage() {
  const routes = useQuery(routesQuery);
  const [editing, setEditing] = useState<RouteView | "new">();
  const mayEdit = useMay("routing:write");
  const add = mayEdit ? (
    <Button data-new leftSection={<IconPlus size={16} />} onClick={() => setEditing("new")}>
      Add route
    </Button>
  ) : null;
  return (
    <Page
      title="Routes"
      call={{ method: "GET", path: routesPath }}
      actions={
        <>
          <ExportButton asked={{ kind: "routes", filter: {} }} />
          {add}
        </>
      }
    >
      {routes.isError ? <ProblemNote error={routes.error} retry={routes.refetch} /> : null}
      {routes.data?.items.length === 0 ? (
        <EmptyState title="No route yet">
          A route is what a customer's dialing routes lead to. Add one, give it rows, then give it to customers.
        </EmptyState>
      ) : (
        <DataTable
          label="Routes"
          columns={columnsOf(mayEdit ? setEditing : undefined)}
          rows={routes.data?.items ?? []}
          rowKey={({ id }) => id}
          loading={routes.isPending}
        />
      )}
      {editing ? (
        <RouteForm {...(editing === "new" ? {} : { route: editing })} onClose={() => setEditing(undefined)} />
      ) : null}
    </Page>
  );
}
