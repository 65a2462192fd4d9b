import { Tabs } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { AccountLink } from "../customers/account-link.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { countText, sentence } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { type CustomerImportView, type ImportRowView, type Outcome, rowsQuery } from "./customer-import.api.ts";
import { countOfOutcome, nameWords, outcomes } from "./import-words.ts";
import "./customer-import.css";

const titlesOf = ({ fields }: CustomerImportView) => new Map(fields.map(({ id, title }) => [id as string, title]));

/** All that is wrong with a row, by the fields of the form. */
function Faults({ row, titles }: { row: ImportRowView; titles: ReadonlyMap<string, string> }) {
  return (
    <ul className="import-faults">
      {row.faults.map(({ path, message }) => (
        <li key={`${path} ${message}`}>
          {path ? <strong>{titles.get(path.split(".")[0] ?? "") ?? path}</strong> : null} {message}
        </li>
      ))}
    </ul>
  );
}

const balanceWords = { TO_BOOK: "With an opening balance", BOOKED: "Opening balance booked" };

function columnsOf(job: CustomerImportView, outcome: Outcome): Column<ImportRowView>[] {
  const titles = titlesOf(job);
  const isDevice = job.kind !== "customers";
  const columns: Column<ImportRowView>[] = [
    { id: "line", header: "Line", cell: ({ line }) => <span className="figure">{line}</span> },
    { id: "name", header: nameWords[job.kind], main: true, cell: ({ name, line }) => name || `Line ${line}` },
    {
      id: "label",
      header: isDevice ? "Description" : "Company",
      cell: ({ label }) => label || <span className="dim">–</span>,
    },
  ];
  if (outcome !== "ADD" || isDevice)
    columns.push({
      id: "account",
      header: "Customer",
      cell: ({ account }) => <AccountLink account={account} />,
    });
  if (outcome === "REFUSED")
    return [
      ...columns,
      { id: "reason", header: "Reason", cell: ({ reason }) => sentence(reason ?? "") },
      { id: "faults", header: "What is wrong", cell: (row) => <Faults row={row} titles={titles} /> },
    ];
  if (!isDevice)
    columns.push({
      id: "note",
      header: "Note",
      cell: ({ note, balance }) => note ?? (balance === null ? <span className="dim">–</span> : balanceWords[balance]),
    });
  return columns;
}

function Rows({ job, outcome, label }: { job: CustomerImportView; outcome: Outcome; label: string }) {
  const rows = useInfiniteQuery(rowsQuery(job, outcome));
  const shown = rows.data?.pages.flatMap(({ items }) => items) ?? [];
  if (rows.isError) return <ProblemNote error={rows.error} retry={rows.refetch} />;
  return (
    <>
      {outcome === "REFUSED" && job.rejectUrl ? (
        <p>
          <a href={job.rejectUrl} download>
            Download the refused rows with their columns and reasons
          </a>
        </p>
      ) : null}
      <DataTable
        label={label}
        columns={columnsOf(job, outcome)}
        rows={shown}
        rowKey={({ line }) => String(line)}
        loading={rows.isPending}
      />
      <TableFoot list={rows} count={shown.length} word="row" />
    </>
  );
}

interface ImportRowsProps {
  job: CustomerImportView;
  chosen: string;
  choose(outcome: string): void;
}

/** What becomes of the rows, outcome by outcome. */
export function ImportRows({ job, chosen, choose }: ImportRowsProps) {
  const present = outcomes.filter(([outcome]) => countOfOutcome(job, outcome) > 0 || outcome === "REFUSED");
  const [current] = present.find(([outcome]) => outcome === chosen) ?? present[0] ?? ["REFUSED"];
  return (
    <section className="section" aria-label="Rows">
      <Tabs value={current} onChange={(next) => choose(next ?? "")}>
        <Tabs.List className="tab-bar" aria-label="What becomes of the rows">
          {present.map(([outcome, label]) => (
            <Tabs.Tab key={outcome} value={outcome}>
              {label} <span className="figure">{countText(countOfOutcome(job, outcome))}</span>
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {present.map(([outcome, label, meaning]) => (
          <Tabs.Panel key={outcome} value={outcome} pt="sm" className="section">
            <p className="dim">{countOfOutcome(job, outcome) === 0 ? "No row is refused." : meaning}</p>
            {outcome === current && countOfOutcome(job, outcome) > 0 ? (
              <Rows job={job} outcome={outcome} label={label} />
            ) : null}
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}
