import { Tabs } from "@mantine/core";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { countText, sentence } from "../ui/format.ts";
import type { DiffKind, DiffLine, RateImportView, WarningView } from "./rate-import.api.ts";

type Tab = DiffKind | "rejected" | "SHORT_NOTICE" | "BELOW_COST";

const kinds: [Tab, string, string][] = [
  ["new", "New", "The prefix had no price then."],
  ["up", "Up", "The price rises."],
  ["down", "Down", "The price falls."],
  ["changed", "Changed", "Same price, other terms or name."],
  ["unchanged", "Unchanged", "Nothing changes."],
  ["closed", "Closed", "Not in the sheet: ends at the effective date."],
  ["overlapping", "Overlapping", "Begins while an earlier row of the sheet still holds; the later start wins."],
  ["rejected", "Rejected", "Not taken; the reason is beside each line."],
  ["SHORT_NOTICE", "Short notice", "Dearer for its numbers earlier than the notice of the settings allows."],
  ["BELOW_COST", "Below cost", "Sold for less than some of its numbers cost by the chosen tariff."],
];

const price = (value: string | null) =>
  value === null ? (
    <span className="dim">none</span>
  ) : value === "blocked" ? (
    "Blocked"
  ) : (
    <Money value={value} least={6} />
  );

const diffColumns: readonly Column<DiffLine>[] = [
  { id: "prefix", header: "Prefix", main: true, cell: ({ prefix }) => <span className="mono">{prefix}</span> },
  { id: "destination", header: "Destination", cell: ({ destination }) => destination },
  { id: "before", header: "Before", align: "end", cell: ({ before }) => price(before) },
  { id: "after", header: "After", align: "end", cell: ({ after }) => price(after) },
  { id: "from", header: "Effective from", cell: ({ effectiveFrom }) => <Instant at={effectiveFrom} /> },
  { id: "to", header: "To", cell: ({ effectiveTo }) => <Instant at={effectiveTo} /> },
  { id: "line", header: "Line", align: "end", cell: ({ line }) => line ?? <span className="dim">–</span> },
];

type Reject = RateImportView["rejects"][number];
const rejectColumns: readonly Column<Reject>[] = [
  { id: "line", header: "Line", main: true, cell: ({ line }) => `Line ${line}` },
  { id: "reason", header: "Reason", cell: ({ reason }) => sentence(reason) },
  { id: "detail", header: "Detail", cell: ({ detail }) => detail },
  { id: "raw", header: "As it stands", cell: ({ raw }) => <span className="mono">{raw}</span> },
];

interface ImportDiffProps {
  job: RateImportView;
  tab: string;
  choose(tab: string): void;
}

/** Samples of each kind that the API sends. */
const shown = 25;

function howMany(count: number): string {
  if (count === 0) return "There is none.";
  return count > shown ? `${countText(count)} rows, the first are shown.` : "";
}

/** What the sheet would do, kind by kind: how many of each, and the first of them. */
export function ImportDiff({ job, tab, choose }: ImportDiffProps) {
  const { findings } = job;
  if (!findings) return null;
  const count = (kind: Tab) =>
    kind === "rejected" ? findings.rejected : (findings.counts[kind] ?? findings.warnings[kind] ?? 0);
  const first = kinds.find(([kind]) => count(kind) > 0)?.[0] ?? "new";
  const current = kinds.find(([kind]) => kind === tab) ?? kinds.find(([kind]) => kind === first);
  if (!current) return null;
  const [kind, , meaning] = current;
  return (
    <section className="section" aria-label="Dry run">
      <Tabs value={kind} onChange={(next) => choose(next ?? "")}>
        <Tabs.List className="tab-bar" aria-label="Kinds of change">
          {kinds.map(([each, label]) => (
            <Tabs.Tab key={each} value={each}>
              {label} <span className={count(each) > 0 ? "figure" : "dim"}>{countText(count(each))}</span>
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {kinds.map(([each, label]) => (
          <Tabs.Panel key={each} value={each} pt="sm" className="section">
            <p className="dim">
              {meaning} {howMany(count(each))}
            </p>
            {each === "rejected" ? <Rejected job={job} /> : null}
            {isWarning(each) && count(each) > 0 ? <Warned job={job} kind={each} label={label} /> : null}
            {each !== "rejected" && !isWarning(each) && count(each) > 0 ? (
              <DataTable
                label={each}
                columns={diffColumns}
                rows={job.samples?.[each] ?? []}
                rowKey={({ prefix, effectiveFrom }) => `${prefix} ${effectiveFrom}`}
              />
            ) : null}
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}

const isWarning = (tab: Tab): tab is "SHORT_NOTICE" | "BELOW_COST" => tab === "SHORT_NOTICE" || tab === "BELOW_COST";

const warningColumns = (against: string): readonly Column<WarningView>[] => [
  { id: "prefix", header: "Prefix", main: true, cell: ({ prefix }) => <span className="mono">{prefix}</span> },
  { id: "destination", header: "Destination", cell: ({ destination }) => destination },
  { id: "price", header: "Price", align: "end", cell: ({ price: value }) => price(value) },
  { id: "against", header: against, align: "end", cell: ({ against: value }) => price(value) },
  { id: "of", header: "By prefix", cell: ({ againstPrefix }) => <span className="mono">{againstPrefix}</span> },
  { id: "from", header: "Effective from", cell: ({ effectiveFrom }) => <Instant at={effectiveFrom} /> },
  { id: "line", header: "Line", align: "end", cell: ({ line }) => line },
];

interface WarnedProps {
  job: RateImportView;
  kind: WarningView["kind"];
  label: string;
}

const Warned = ({ job, kind, label }: WarnedProps) => (
  <DataTable
    label={label}
    columns={warningColumns(kind === "BELOW_COST" ? "Cost" : "Price today")}
    rows={job.warned.filter((one) => one.kind === kind)}
    rowKey={({ prefix, effectiveFrom }) => `${prefix} ${effectiveFrom}`}
  />
);

const Rejected = ({ job }: { job: RateImportView }) =>
  job.rejects.length === 0 ? null : (
    <>
      {job.rejectUrl ? (
        <p>
          <a href={job.rejectUrl} download>
            Download the reject file
          </a>
        </p>
      ) : null}
      <DataTable
        label="Rejected lines"
        columns={rejectColumns}
        rows={job.rejects}
        rowKey={({ line, reason }) => `${line} ${reason}`}
      />
    </>
  );
