import { TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { windowsText } from "../../../functions/routing/row-text.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { RowActions } from "../ui/row-actions.tsx";
import { Status } from "../ui/status.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { useSettledSearch } from "../ui/use-settled-search.ts";
import { deleteRow, type RowView, rowsQuery } from "./route-row.api.ts";

import type { RouteView } from "./routing.api.ts";
import "./routing.css";

const warningNames: Record<RowView["warnings"][number]["code"], string> = {
  GATEWAY_INACTIVE: "Gateway inactive",
  VENDOR_INACTIVE: "Vendor inactive",
  NO_COST_TARIFF: "No cost tariff",
  NO_COST_RATE: "No cost rate",
  SHARES_NOT_100: "Shares",
};

const columnsOf = (routeId: string, onEdit: ((row: RowView) => void) | undefined): Column<RowView>[] => [
  {
    id: "prefix",
    header: "Prefix",
    main: true,
    cell: ({ prefix }) => <span className="mono">{prefix || "%"}</span>,
  },
  { id: "priority", header: "Priority", align: "end", cell: ({ priority }) => priority },
  { id: "share", header: "Share", align: "end", cell: ({ share }) => `${share} %` },
  { id: "gateway", header: "Gateway", cell: ({ gateway }) => gateway },
  { id: "vendor", header: "Vendor", cell: ({ vendor }) => vendor },
  {
    id: "hours",
    header: "Hours",
    cell: ({ windows, timeZone }) =>
      windows.length === 0 ? (
        <span className="dim">Always</span>
      ) : (
        <>
          {windowsText(windows)} <span className="dim">{timeZone}</span>
        </>
      ),
  },
  { id: "status", header: "Status", cell: ({ status }) => <Status value={status} /> },
  {
    id: "warnings",
    header: "To look at",
    cell: ({ warnings }) =>
      warnings.length === 0 ? (
        <span className="dim">–</span>
      ) : (
        <ul className="row-warnings">
          {warnings.map(({ code, message }) => (
            <li key={code}>
              <Status value={code} tone="warn" label={warningNames[code]} /> <span className="dim">{message}</span>
            </li>
          ))}
        </ul>
      ),
  },
  ...(onEdit
    ? [
        {
          id: "menu",
          header: "",
          bare: true,
          cell: (row: RowView) => (
            <RowActions
              name={`${row.prefix || "%"} to ${row.gateway}`}
              verb="Delete row"
              onEdit={() => onEdit(row)}
              remove={() => deleteRow(routeId, row.id)}
              refreshes={["routes"]}
            >
              Calls of this prefix go to the other rows of it, or to a shorter prefix if there are none.
            </RowActions>
          ),
        },
      ]
    : []),
];

interface RowTableProps {
  route: RouteView;
  prefix: string;
  search(prefix: string): void;
  onEdit: ((row: RowView) => void) | undefined;
}

/** The rows in their order, searched by prefix, each with what is odd about it. */
export function RowTable({ route, prefix, search, onEdit }: RowTableProps) {
  const rows = useInfiniteQuery(rowsQuery(route.id, prefix));
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  const isEmpty = rows.isSuccess && items.length === 0;
  return (
    <>
      {route.rows > 0 ? <PrefixSearch prefix={prefix} search={search} /> : null}
      {rows.isError ? <ProblemNote error={rows.error} retry={rows.refetch} /> : null}
      {isEmpty ? (
        <EmptyState title={prefix ? "No row matches" : "No row yet"}>
          {prefix
            ? "Search by the first digits of a prefix."
            : "Until there is one, calls that take this route find no gateway. A row of % takes every number."}
        </EmptyState>
      ) : rows.isError ? null : (
        <DataTable
          label="Rows"
          columns={columnsOf(route.id, onEdit)}
          rows={items}
          rowKey={({ id }) => id}
          loading={rows.isPending}
          stale={rows.isPlaceholderData}
        />
      )}
      {items.length > 0 ? <TableFoot list={rows} count={items.length} word="row" /> : null}
    </>
  );
}

function PrefixSearch({ prefix, search }: Pick<RowTableProps, "prefix" | "search">) {
  const [text, setText] = useState(prefix);
  const settle = useSettledSearch(search, 200);
  useEffect(() => setText(prefix), [prefix]);
  return (
    <search className="toolbar">
      <TextInput
        label="Prefix begins with"
        data-search
        inputMode="numeric"
        value={text}
        onChange={(event) => {
          const digits = event.currentTarget.value.replace(/[^0-9*#]/g, "").slice(0, 20);
          setText(digits);
          settle(digits);
        }}
      />
    </search>
  );
}
