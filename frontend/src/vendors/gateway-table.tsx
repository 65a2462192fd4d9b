import { useQuery } from "@tanstack/react-query";
import { useMay } from "../auth/use-may.ts";
import { textOfCode } from "../devices/switch-code-text.ts";
import { sourcesQuery } from "../intake/intake.api.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { RowActions } from "../ui/row-actions.tsx";
import { Status } from "../ui/status.tsx";
import { deleteGateway, type GatewayView } from "./vendor.api.ts";

/** An IPv6 address stands in brackets before its port (RFC 3986 §3.2.2). */
const addressOf = ({ host, port, transport }: GatewayView): string =>
  `${host.includes(":") ? `[${host}]` : host}:${port} ${transport.toLowerCase()}`;

const columnsOf = (
  sources: readonly { id: string; name: string }[],
  onEdit: ((gateway: GatewayView) => void) | undefined,
): Column<GatewayView>[] => [
  { id: "name", header: "Name", main: true, cell: ({ name }) => name },
  { id: "host", header: "Address", cell: (gateway) => <span className="mono">{addressOf(gateway)}</span> },
  { id: "rule", header: "Number sent", cell: ({ rule }) => <span className="mono">{rule}</span> },
  {
    id: "aliases",
    header: "In CDRs",
    cell: ({ aliases }) =>
      aliases.length === 0 ? (
        <Status value="NONE" tone="warn" label="No name: cost unknown" />
      ) : (
        <span className="mono">{aliases.map((alias) => textOfCode(alias, sources)).join(" · ")}</span>
      ),
  },
  { id: "sessions", header: "Sessions", align: "end", cell: ({ maxCallSessions }) => maxCallSessions },
  { id: "cps", header: "CPS", align: "end", cell: ({ callSessionsPerSecond }) => callSessionsPerSecond },
  { id: "uses", header: "Routes", align: "end", cell: ({ uses }) => uses },
  { id: "status", header: "Status", cell: ({ status }) => <Status value={status} /> },
  ...(onEdit
    ? [
        {
          id: "menu",
          header: "",
          bare: true,
          cell: (gateway: GatewayView) => (
            <RowActions
              name={gateway.name}
              verb="Delete gateway"
              onEdit={() => onEdit(gateway)}
              remove={() => deleteGateway(gateway)}
              refreshes={["vendors"]}
            >
              It is gone for good, and what CDRs call it is free again. A gateway that routes lead to cannot be deleted.
            </RowActions>
          ),
        },
      ]
    : []),
];

interface GatewayTableProps {
  gateways: readonly GatewayView[];
  loading: boolean;
  onEdit: ((gateway: GatewayView) => void) | undefined;
}

export function GatewayTable({ gateways, loading, onEdit }: GatewayTableProps) {
  const { data } = useQuery({ ...sourcesQuery, enabled: useMay("intake:read") });
  return (
    <DataTable
      label="Gateways"
      columns={columnsOf(data?.items ?? [], onEdit)}
      rows={gateways}
      rowKey={({ id }) => id}
      loading={loading}
    />
  );
}
