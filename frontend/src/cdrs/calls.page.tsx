import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { customerQuery } from "../customers/customer.api.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { type CallFilters, noCallFilters } from "../filters.ts";
import { useMayRerate } from "../rerates/use-may-rerate.ts";
import { DataTable } from "../ui/data-table.tsx";
import { daysAsked } from "../ui/days-asked.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { ViewAsApi } from "../ui/view-as-api.tsx";
import { useZone } from "../ui/zone.tsx";
import { callsPath, callsQuery, callsQuestion } from "./call.api.ts";
import { callColumns } from "./call-columns.tsx";
import { CallFilterBar } from "./call-filter-bar.tsx";
import { AddingUp, CallTotals } from "./call-totals.tsx";
import { CallWhy } from "./call-why.tsx";
import { LiveSwitch } from "./live-switch.tsx";
import { MoreCallFilters } from "./more-call-filters.tsx";
import { useLiveTail } from "./use-live-tail.ts";

/** What the list shows, by the names in an export. */
const shownFields = [
  ...["setupAt", "cli", "cld", "destination", "prefix", "durationSeconds", "billedSeconds"],
  ...["charge", "disposition", "sipCode"],
];

/** A customer's call history, newest first. The open call is part of the address, so its why can be sent as a link. */
export function CallsPage() {
  const { account } = useParams({ from: "/inside/customers/$account/calls" });
  const filters = useSearch({ from: "/inside/customers/$account/calls" });
  const { zone } = useZone();
  const navigate = useNavigate();
  const change = useCallback(
    (part: Partial<CallFilters>) =>
      void navigate({ to: ".", search: (old) => ({ ...old, ...part }), replace: part.call === undefined }),
    [navigate],
  );
  const mayRerate = useMayRerate();
  const { data: customer } = useQuery(customerQuery(account));
  const calls = useInfiniteQuery(callsQuery(account, filters, zone));
  const rows = useMemo(() => calls.data?.pages.flatMap((page) => page.items) ?? [], [calls.data]);
  const currency = customer?.currency ?? "";
  const tail = useLiveTail(account, filters, zone);
  const { came } = tail;
  const columns = useMemo(
    () => callColumns(currency, ({ id }) => change({ call: id }), came),
    [currency, change, came],
  );
  return (
    <>
      <div className="toolbar">
        <CallFilterBar filters={filters} change={change} />
        <span className="grow" />
        <LiveSwitch tail={tail} />
        <ExportButton
          asked={{ kind: "calls", filter: { account, ...callsQuestion(filters, zone) } }}
          visible={shownFields}
        />
        {mayRerate ? (
          <Button
            variant="default"
            title="Rate the calls of these days again"
            renderRoot={(props) => (
              <Link to="/rerates" search={{ make: "1", ...rerateStart(account, filters, zone) }} {...props} />
            )}
          >
            Re-rate
          </Button>
        ) : null}
        <ViewAsApi call={{ method: "GET", path: callsPath(account), query: callsQuestion(filters, zone) }} />
        <MoreCallFilters account={account} filters={filters} change={change} />
      </div>
      {calls.isPending ? <AddingUp /> : null}
      {rows.length > 0 ? <CallTotals account={account} filters={filters} currency={currency} /> : null}
      {calls.isError ? <ProblemNote error={calls.error} retry={calls.refetch} /> : null}
      {calls.isSuccess && rows.length === 0 ? (
        <NoCalls
          filtered={JSON.stringify({ ...filters, call: "" }) !== JSON.stringify(noCallFilters)}
          clear={() => change(noCallFilters)}
        />
      ) : calls.isError && rows.length === 0 ? null : (
        <DataTable
          label="Calls"
          tall
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          loading={calls.isPending}
          stale={calls.isPlaceholderData}
        />
      )}
      <TableFoot list={calls} count={rows.length} word="call" />
      <CallWhy account={account} currency={currency} id={filters.call} onClose={() => change({ call: "" })} />
    </>
  );
}

/** The filters that a re-rating has, too: the viewer's days as instants. */
const rerateStart = (account: string, { from, to, prefix, destination, vendor }: CallFilters, zone: string) => ({
  ...{ account, prefix, destination, vendor },
  ...daysAsked({ from, to }, zone),
});

const NoCalls = ({ filtered, clear }: { filtered: boolean; clear(): void }) =>
  filtered ? (
    <EmptyState
      title="No call matches"
      action={
        <Button variant="default" onClick={clear}>
          Clear filters
        </Button>
      }
    />
  ) : (
    <EmptyState title="No call yet">Calls appear here as soon as a switch's records are rated.</EmptyState>
  );
