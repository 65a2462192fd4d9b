import { Button } from "@mantine/core";
import { IconClipboardText, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { dialingRouteFor } from "../../../functions/routing/dialing-route.ts";
import { sessionQuery } from "../auth/session.api.ts";
import { useTabRight } from "../customers/use-tab-right.ts";
import { mayVisit } from "../shell/reach.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { RowActions } from "../ui/row-actions.tsx";
import { Status } from "../ui/status.tsx";
import { DialingRouteForm } from "./dialing-route-form.tsx";
import { PasteDialingRoutes } from "./paste-dialing-routes.tsx";
import {
  addDialingRoute,
  type DialingRouteView,
  deleteDialingRoute,
  dialingRoutesQuery,
  type RouteView,
  routesQuery,
} from "./routing.api.ts";
import { TryDialingRoute } from "./try-dialing-route.tsx";

interface Shown {
  account: string;
  routes: readonly RouteView[];
  /** Id of the one that takes the number which is tried. */
  winner: string | undefined;
}

const columnsOf = (
  { account, routes, winner }: Shown,
  onEdit: (route: DialingRouteView) => void,
): Column<DialingRouteView>[] => [
  {
    id: "pattern",
    header: "Dialing pattern",
    main: true,
    cell: ({ id, pattern }) => (
      <>
        <span className="mono">{pattern}</span> {id === winner ? <Status value="WINS" tone="ok" label="Wins" /> : null}
      </>
    ),
  },
  {
    id: "route",
    header: "Route",
    cell: ({ routeId }) => routes.find(({ id }) => id === routeId)?.name ?? <span className="mono dim">{routeId}</span>,
  },
  {
    id: "menu",
    header: "",
    bare: true,
    cell: (route) => (
      <RowActions
        name={route.pattern}
        verb="Delete dialing route"
        onEdit={() => onEdit(route)}
        remove={() => deleteDialingRoute(account, route.id)}
        undo={() => addDialingRoute(account, { pattern: route.pattern, routeId: route.routeId }, crypto.randomUUID())}
        refreshes={["dialing-routes", account]}
      >
        Numbers that it took go to the next pattern that fits, or find no route if none does.
      </RowActions>
    ),
  },
];

/** Which of the customer's calls take which route. */
export function DialingRoutesPage() {
  const { account } = useParams({ from: "/inside/customers/$account" });
  const [editing, setEditing] = useState<DialingRouteView | "new" | "all">();
  const dialing = useQuery(dialingRoutesQuery(account));
  const routes = useQuery(routesQuery);
  const [tried, setTried] = useState("");
  const close = () => setEditing(undefined);
  const items = dialing.data?.items ?? [];
  const winner = tried === "" ? undefined : dialingRouteFor(tried, items)?.route.id;
  const known = routes.data?.items ?? [];
  const { data: session } = useQuery(sessionQuery);
  const mayMakeRoutes = session && mayVisit(session.user, "/routes");
  const mayEdit = useTabRight(account, "routing:write", "dialing-routes");
  return (
    <>
      <p className="dim">
        The longest pattern that the translated destination begins with names the route. No pattern fits: the call is
        refused.
      </p>
      {dialing.isError ? <ProblemNote error={dialing.error} retry={dialing.refetch} /> : null}
      {routes.isError ? <ProblemNote error={routes.error} retry={routes.refetch} /> : null}
      {mayEdit ? (
        <div className="toolbar">
          <Button
            data-new
            leftSection={<IconPlus size={16} />}
            disabled={known.length === 0}
            onClick={() => setEditing("new")}
          >
            Add dialing route
          </Button>
          <Button
            variant="default"
            leftSection={<IconClipboardText size={16} />}
            disabled={!dialing.data || known.length === 0}
            onClick={() => setEditing("all")}
          >
            Edit as text
          </Button>
        </div>
      ) : null}
      {dialing.data?.items.length === 0 ? (
        <EmptyState title="No dialing route yet">
          {routes.data && known.length === 0 ? (
            <>
              There is no route in the system that one could lead to.{" "}
              {mayMakeRoutes ? <Link to="/routes">Make a route first.</Link> : null}
            </>
          ) : (
            "Until there is one, calls of this customer find no route. The pattern % takes every number."
          )}
        </EmptyState>
      ) : (
        <>
          <TryDialingRoute routes={items} number={tried} change={setTried} />
          <DataTable
            label="Dialing routes"
            columns={columnsOf({ account, routes: known, winner }, setEditing).filter(
              ({ id }) => mayEdit || id !== "menu",
            )}
            rows={items}
            rowKey={({ id }) => id}
            loading={dialing.isPending}
          />
        </>
      )}
      {editing === "all" && dialing.data ? (
        <PasteDialingRoutes account={account} seen={dialing.data} routes={known} onClose={close} />
      ) : null}
      {editing && editing !== "all" ? (
        <DialingRouteForm
          account={account}
          routes={known}
          {...(editing === "new" ? {} : { dialingRoute: editing })}
          onClose={close}
        />
      ) : null}
    </>
  );
}
