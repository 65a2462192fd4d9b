import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { answer, api, type Schemas } from "../api/client.ts";
import { customerPath, customerQuery } from "../customers/customer.api.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { noCallFilters } from "../filters.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { DayRange } from "../ui/day-range.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { dayOf, sentence } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { ViewAsApi } from "../ui/view-as-api.tsx";
import { useZone } from "../ui/zone.tsx";

type Statement = Schemas["Statement"];
type StatementRow = Statement["rows"][number];

const amount = (value: string | null, places: number) =>
  value === null || Number(value) === 0 ? null : <Money value={value} least={places} />;

/** Every amount with the customer's decimals, so that points stand below each other. A day leads to a customer's calls. */
export const statementColumns = (places: number, account: string | undefined): readonly Column<StatementRow>[] => [
  { id: "at", header: "Date", main: true, cell: ({ at }) => <Instant at={at} /> },
  { id: "reference", header: "Reference", cell: ({ reference }) => <Reference reference={reference} /> },
  { id: "activity", header: "Activity", cell: ({ activity }) => activityText(activity) },
  {
    id: "detail",
    header: "Detail",
    cell: ({ activity, reference, detail }) =>
      activity === "USAGE" && account !== undefined ? (
        <Link
          to="/customers/$account/calls"
          params={{ account }}
          search={{ ...noCallFilters, from: reference, to: reference }}
        >
          {detail}
        </Link>
      ) : (
        <span className="wraps">{detail}</span>
      ),
  },
  { id: "debit", header: "Debit", align: "end", cell: ({ debit }) => amount(debit, places) },
  { id: "credit", header: "Credit", align: "end", cell: ({ credit }) => amount(credit, places) },
  { id: "balance", header: "Balance", align: "end", cell: ({ balance }) => <Money value={balance} least={places} /> },
];

/** What has no reference of its own is told by the id of its entry, which says nothing to a reader. */
const Reference = ({ reference }: { reference: string }) =>
  reference.startsWith("ent_") ? <span className="dim">–</span> : <span className="mono">{reference}</span>;

const activityText = (activity: string): string => (activity === "USAGE" ? "Calls" : sentence(activity));

/** Days of the customer's zone; without a choice the month so far. */
function usePeriod(zone: string) {
  const chosen = useSearch({ from: "/inside/customers/$account/statement" });
  const today = dayOf(Date.now(), zone);
  const from = chosen.from || `${today.slice(0, 8)}01`;
  const to = chosen.to || today;
  return { from, to, question: { from, to } };
}

/** Opening balance, every entry with the balance after it, closing balance. From the ledger alone. */
export function StatementPage() {
  const { account } = useParams({ from: "/inside/customers/$account/statement" });
  const { data: customer } = useQuery(customerQuery(account));
  const zone = customer?.timeZone ?? "UTC";
  const places = customer?.billingDecimals ?? 2;
  const { from, to, question } = usePeriod(zone);
  const { zone: viewed } = useZone();
  const navigate = useNavigate();
  const path = `${customerPath(account)}/statement`;
  const statement = useQuery({
    queryKey: ["statement", account, question],
    placeholderData: keepPreviousData,
    // Beside a balance that is always fresh, an old statement would contradict it.
    staleTime: 0,
    refetchInterval: 15_000,
    enabled: customer !== undefined,
    queryFn: () =>
      answer(api.GET("/api/v1/customers/{account}/statement", { params: { path: { account }, query: question } })),
  });
  const change = (part: { from?: string; to?: string }) =>
    void navigate({ to: ".", search: { from, to, ...part }, replace: true });
  return (
    <>
      <div className="toolbar">
        <DayRange from={from} to={to} change={change} />
        <span className="dim">
          Days in {zone}
          {zone === viewed ? "" : `, times in ${viewed}`}
        </span>
        <span className="grow" />
        <ExportButton asked={{ kind: "statement", filter: { account, ...question } }} />
        <ViewAsApi call={{ method: "GET", path, query: question }} />
      </div>
      {statement.isError ? <ProblemNote error={statement.error} retry={statement.refetch} /> : null}
      <Ends statement={statement.data} currency={customer?.currency ?? ""} places={places} />
      {statement.data?.rows.length === 0 ? (
        <p className="dim">Nothing was posted in these days.</p>
      ) : (
        <DataTable
          label="Account statement"
          columns={statementColumns(places, account)}
          rows={statement.data?.rows ?? []}
          rowKey={({ at, reference, activity }) => `${at} ${reference} ${activity}`}
          loading={statement.isPending}
          stale={statement.isPlaceholderData}
        />
      )}
    </>
  );
}

interface EndsProps {
  statement: Statement | undefined;
  currency: string;
  places: number;
}

/** The balances at both ends; dashes stand in their place until they are known. */
export const Ends = ({ statement, currency, places }: EndsProps) => (
  <div className="figures">
    <End word="Opening balance" value={statement?.opening} currency={currency} places={places} />
    <End word="Closing balance" value={statement?.closing} currency={currency} places={places} />
  </div>
);

interface EndProps {
  word: string;
  value: string | undefined;
  currency: string;
  places: number;
}

const End = ({ word, value, currency, places }: EndProps) => (
  <div>
    <span className="dim">{word}</span>
    <strong>
      <Money value={value} currency={currency} least={places} />
    </strong>
  </div>
);
