import { Tabs } from "@mantine/core";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { countText, sentence } from "../ui/format.ts";
import type { DiffKind, DiffLine, RateImportView } from "./rate-import.api.ts";

const kinds: [DiffKind | "rejected", string, string][] = [
  ["new", "New", "The prefix had no price then."],
  ["up", "Up", "The price rises."],
  ["down", "Down", "The price falls."],
  ["changed", "Changed", "Same price, other terms or name."],
  ["unchanged", "Unchanged", "Nothing changes."],
  ["closed", "Closed", "Not in the sheet: ends at the effective date."],
  ["overlapping", "Overlapping", "Begins while an earlier row of the sheet still holds; the later start wins."],
  ["rejected", "Rejected", "Not taken; the reason is beside each line."],
];

const price = (value: string | null) =>
  value === null ? (
    <span className="dim">none</span>
  ) : value === "blocked" ? (
    "Blocked"
  ) : (
    <Money value={value} least={4} />
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

/** What the sheet would do, kind by kind: how many of each, and the first of them. */
export function ImportDiff({ job, tab, choose }: ImportDiffProps) {
  const { findings } = job;
  if (!findings) return null;
  const count = (kind: DiffKind | "rejected") =>
    kind === "rejected" ? findings.rejected : (findings.counts[kind] ?? 0);
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
        {kinds.map(([each]) => (
          <Tabs.Panel key={each} value={each} pt="sm">
            <p className="dim">
              {meaning} {count(each) > 0 ? `${countText(count(each))} rows, the first are shown.` : "There is none."}
            </p>
            {each === "rejected" ? <Rejected job={job} /> : null}
            {each !== "rejected" && count(each) > 0 ? (
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
