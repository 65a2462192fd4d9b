import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { decimalOf, nanoOf } from "../../../functions/money/money.ts";
import { AccountLink } from "../customers/account-link.tsx";
import { ExportButton } from "../exports/export-button.tsx";
import type { ComparisonFilters } from "../filters.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Duration, Instant, Money } from "../ui/figures.tsx";
import { countOf, countText } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import {
  type ComparisonView,
  type DestinationView,
  type DifferenceView,
  destinationsQuery,
  differencesQuery,
} from "./comparison.api.ts";
import { kindWord, kindWords } from "./comparison-words.ts";
import { CreditFromComparison } from "./credit-from-comparison.tsx";
import { RerateFromComparison } from "./rerate-from-comparison.tsx";

type Change = (part: Partial<ComparisonFilters>) => void;
type Sides = Pick<DestinationView, "ours" | "theirs">;

const differenceOf = ({ ours, theirs }: Sides): string => decimalOf(nanoOf(theirs.amount) - nanoOf(ours.amount));
const differing = ({ classes }: DestinationView): number =>
  Object.values(classes).reduce((sum, { calls }) => sum + calls, 0);

const pair = (id: string, header: string, of: (side: DestinationView["ours"]) => React.ReactNode) =>
  (["ours", "theirs"] as const).map(
    (side): Column<DestinationView> => ({
      id: `${id}-${side}`,
      header: `${header} ${side}`,
      align: "end",
      cell: (line) => of(line[side]),
    }),
  );

const columnsOf = (
  isFile: boolean,
  chosen: string,
  choose: (destination: string) => void,
): Column<DestinationView>[] => [
  {
    id: "destination",
    header: "Destination",
    main: true,
    cell: ({ destination, prefixes }) => (
      <>
        {isFile ? (
          <button
            type="button"
            className="link-button"
            aria-pressed={destination === chosen}
            onClick={() => choose(destination === chosen ? "" : destination)}
          >
            {destination}
          </button>
        ) : (
          destination
        )}{" "}
        <span className="dim mono">{prefixes.slice(0, 3).join(" ")}</span>
      </>
    ),
  },
  ...pair("calls", "Calls", ({ calls }) => countText(calls)),
  ...pair("seconds", "Time", ({ seconds }) => <Duration seconds={seconds} />),
  ...pair("amount", "Amount", ({ amount }) => <Money value={amount} least={4} />),
  {
    id: "less",
    header: "Theirs less ours",
    align: "end",
    cell: (line) => <Money value={differenceOf(line)} least={4} />,
  },
  ...(isFile
    ? [
        {
          id: "differ",
          header: "Differ",
          align: "end" as const,
          cell: (line: DestinationView) => countText(differing(line)),
        },
      ]
    : []),
];

const differenceColumns: readonly Column<DifferenceView>[] = [
  { id: "class", header: "Difference", cell: ({ class: kind }) => kindWord(kind) },
  { id: "number", header: "Called number", main: true, cell: ({ number }) => <span className="mono">{number}</span> },
  { id: "at", header: "Set up", cell: (one) => <CallLink one={one} /> },
  { id: "destination", header: "Destination", cell: ({ destination }) => destination },
  { id: "account", header: "Customer", cell: ({ account }) => <AccountLink account={account} /> },
  { id: "line", header: "Their line", align: "end", cell: ({ line }) => line ?? <span className="dim">–</span> },
  { id: "ourTime", header: "Time ours", align: "end", cell: ({ ourSeconds }) => <Duration seconds={ourSeconds} /> },
  {
    id: "theirTime",
    header: "Time theirs",
    align: "end",
    cell: ({ theirSeconds }) => <Duration seconds={theirSeconds} />,
  },
  {
    id: "ourAmount",
    header: "Amount ours",
    align: "end",
    cell: ({ ourAmount }) => <Money value={ourAmount} least={4} />,
  },
  {
    id: "theirAmount",
    header: "Amount theirs",
    align: "end",
    cell: ({ theirAmount }) => <Money value={theirAmount} least={4} />,
  },
];

/** The instant, and the way to our call where there is one. */
function CallLink({ one: { at, call, account } }: { one: DifferenceView }) {
  if (call === null || account === null) return <Instant at={at} />;
  return (
    <Link to="/customers/$account/calls" params={{ account }} search={{ call }}>
      <Instant at={at} />
    </Link>
  );
}

interface ResultProps {
  job: ComparisonView;
  filters: ComparisonFilters;
  change: Change;
}

/** Both sides by destination, and below them the calls that differ. */
export function ComparisonResult({ job, filters, change }: ResultProps) {
  const { data, isError, error, refetch } = useQuery(destinationsQuery(job));
  const isFile = job.fileName !== null;
  if (isError) return <ProblemNote error={error} retry={refetch} />;
  return (
    <>
      <section className="section" aria-label="By destination">
        <div className="toolbar">
          <h2>By destination</h2>
          <span className="grow" />
          <CreditFromComparison job={job} lines={data?.items ?? []} />
          <RerateFromComparison job={job} destination={filters.destination} />
          <ExportButton asked={{ kind: "comparison", filter: { comparison: job.id } }} />
        </div>
        <Total job={job} />
        <DataTable
          label="By destination"
          columns={columnsOf(isFile, filters.destination, (destination) => change({ destination }))}
          rows={data?.items ?? []}
          rowKey={({ destination }) => destination}
          loading={!data}
        />
      </section>
      {isFile ? <Differences job={job} filters={filters} change={change} /> : null}
    </>
  );
}

function Total({ job: { total, currency } }: { job: ComparisonView }) {
  if (!total) return null;
  const { ours, theirs } = total;
  return (
    <dl className="facts">
      <dt>Ours</dt>
      <dd>
        {countOf(ours.calls, false, "call")}, <Duration seconds={ours.seconds} />,{" "}
        <Money value={ours.amount} currency={currency} />
      </dd>
      <dt>Theirs</dt>
      <dd>
        {countOf(theirs.calls, false, "call")}, <Duration seconds={theirs.seconds} />,{" "}
        <Money value={theirs.amount} currency={currency} />
      </dd>
      <dt>Theirs less ours</dt>
      <dd>
        <Money value={differenceOf(total)} currency={currency} />
      </dd>
    </dl>
  );
}

function Differences({ job, filters, change }: ResultProps) {
  const list = useInfiniteQuery(differencesQuery(job, filters));
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const classes = job.total?.classes ?? {};
  const there = kindWords.filter(([kind]) => classes[kind]);
  const asked = { comparison: job.id, ...(filters.class ? { class: filters.class } : {}) };
  const filter = { ...asked, ...(filters.destination ? { destination: filters.destination } : {}) };
  const meaning = kindWords.find(([kind]) => kind === filters.class)?.[2](job.settings);
  if (there.length === 0) return <EmptyState title="No call differs">Every call is the same on both sides.</EmptyState>;
  return (
    <section className="section" aria-label="Calls that differ">
      <div className="toolbar">
        <h2>Calls that differ</h2>
        <span className="grow" />
        <ExportButton asked={{ kind: "differences", filter: filter as never }} verb="Export calls" />
      </div>
      <fieldset className="toolbar" aria-label="Kinds of difference">
        {there.map(([kind, word]) => (
          <Button
            key={kind}
            variant={filters.class === kind ? "filled" : "light"}
            aria-pressed={filters.class === kind}
            onClick={() => change({ class: filters.class === kind ? "" : kind })}
          >
            {word} {countText(classes[kind]?.calls ?? 0)}
          </Button>
        ))}
        {filters.destination ? (
          <Button variant="light" onClick={() => change({ destination: "" })}>
            Destination: {filters.destination} ×<span className="sr-only"> take away</span>
          </Button>
        ) : null}
      </fieldset>
      <p className="dim">
        {meaning ?? "A call is of one kind: the first that fits. Choose one to read what it means."}
      </p>
      {list.isError ? <ProblemNote error={list.error} retry={list.refetch} /> : null}
      {list.isSuccess && rows.length === 0 ? (
        <EmptyState title={filters.class || filters.destination ? "None of this choice" : "No call differs"} />
      ) : (
        <DataTable
          label="Calls that differ"
          columns={differenceColumns.filter(({ id }) => id !== "account" || job.vendor !== null)}
          rows={rows}
          rowKey={({ class: kind, call, line }) => `${kind} ${call} ${line}`}
          loading={list.isPending}
          stale={list.isPlaceholderData}
        />
      )}
      <TableFoot list={list} count={rows.length} word="call" />
    </section>
  );
}
