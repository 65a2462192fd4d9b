import { Button } from "@mantine/core";
import { IconClipboardText, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../auth/use-may.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { allGatewaysQuery } from "../vendors/vendor.api.ts";
import { PasteRows } from "./paste-rows.tsx";
import { RouteForm } from "./route-form.tsx";
import { type RowView, routeQuery } from "./route-row.api.ts";
import { RowForm } from "./row-form.tsx";
import { RowTable } from "./row-table.tsx";
import { TryRoute } from "./try-route.tsx";

/** One route: which gateways the numbers of a prefix may go to, in which turn, and a number to try it with. */
export function RoutePage() {
  const { routeId } = useParams({ from: "/inside/routes/$routeId" });
  const filter = useSearch({ from: "/inside/routes/$routeId" });
  const navigate = useNavigate({ from: "/routes/$routeId" });
  const { data: route, isError, error, refetch } = useQuery(routeQuery(routeId));
  const [mayEdit, maySeeVendors] = [useMay("routing:write"), useMay("vendors:read")];
  const gateways = useQuery({ ...allGatewaysQuery, enabled: maySeeVendors });
  const [editing, setEditing] = useState<RowView | "new" | "text" | "route">();
  const close = () => setEditing(undefined);
  const change = (part: Partial<typeof filter>) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true });
  const known = gateways.data?.items ?? [];
  const mayAdd = mayEdit && known.length > 0;
  return (
    <Page
      title={route?.name ?? "Route"}
      heading={
        route ? (
          <>
            {route.name} <Status value={route.status} />
          </>
        ) : undefined
      }
      up={{ to: "/routes", label: "Routes" }}
      call={{ method: "GET", path: `/api/v1/routes/${routeId}/rows`, query: { prefix: filter.prefix } }}
      actions={
        route && mayEdit ? (
          <>
            <Button data-edit variant="default" onClick={() => setEditing("route")}>
              Edit route
            </Button>
            <Button
              variant="default"
              leftSection={<IconClipboardText size={16} />}
              disabled={!mayAdd}
              onClick={() => setEditing("text")}
            >
              Edit as text
            </Button>
            <Button data-new leftSection={<IconPlus size={16} />} disabled={!mayAdd} onClick={() => setEditing("new")}>
              Add row
            </Button>
          </>
        ) : null
      }
    >
      {isError ? <ProblemNote error={error} retry={refetch} /> : null}
      {gateways.isError ? <ProblemNote error={gateways.error} retry={gateways.refetch} /> : null}
      {route ? (
        <>
          <p className="dim">
            {route.description ? `${route.description}. ` : ""}
            The rows of the longest prefix that a number begins with count; priority 1 goes first, and rows of one
            priority share the calls.
            {route.failoverSipCodes
              ? ` The next gateway is tried after SIP ${route.failoverSipCodes.join(", ") || "no answer"}, whatever the gateways have.`
              : ""}
          </p>
          {gateways.data && known.length === 0 ? (
            <p>
              There is no gateway that a row could lead to. <Link to="/vendors">Add one to a vendor first.</Link>
            </p>
          ) : null}
          <RowTable
            route={route}
            prefix={filter.prefix}
            search={(prefix) => change({ prefix })}
            onEdit={mayAdd ? setEditing : undefined}
          />
          <TryRoute routeId={routeId} number={filter.number} ask={(number) => change({ number })} />
          {editing === "route" ? <RouteForm route={route} onClose={close} /> : null}
          {editing === "text" ? <PasteRows routeId={routeId} gateways={known} onClose={close} /> : null}
          {editing && editing !== "text" && editing !== "route" ? (
            <RowForm route={route} gateways={known} {...(editing === "new" ? {} : { row: editing })} onClose={close} />
          ) : null}
        </>
      ) : null}
    </Page>
  );
}
