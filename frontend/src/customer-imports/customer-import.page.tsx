import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { importQuery, importsPath, isAtWork } from "./customer-import.api.ts";
import { ImportHistory } from "./import-history.tsx";
import { ImportLayout } from "./import-layout.tsx";
import { ImportRows } from "./import-rows.tsx";
import { kindOf, kindWords, stateText } from "./import-words.ts";
import { MakeImport } from "./make-import.tsx";
import { SendSheet } from "./send-sheet.tsx";

/** A sheet of customers or devices on its way in: sent, tried, looked at, and only then made. */
export function CustomerImportPage() {
  const search = useSearch({ from: "/inside/customers/import" });
  const navigate = useNavigate({ from: "/customers/import" });
  const kind = kindOf(search.kind);
  return (
    <Page
      title="Import customers"
      up={search.import ? { to: "/customers/import", label: "All imports" } : { to: "/customers", label: "Customers" }}
      call={{ method: "GET", path: search.import ? `${importsPath}/${search.import}` : importsPath }}
    >
      {search.import ? (
        <Import
          id={search.import}
          outcome={search.outcome}
          choose={(outcome) => void navigate({ search: (old) => ({ ...old, outcome }), replace: true })}
        />
      ) : (
        <>
          <SendSheet
            kind={kind}
            choose={(next) => void navigate({ search: { kind: next }, replace: true })}
            opened={(id) => void navigate({ search: { import: id } })}
          />
          <ImportHistory />
        </>
      )}
    </Page>
  );
}

interface ImportProps {
  id: string;
  outcome: string;
  choose(outcome: string): void;
}

function Import({ id, outcome, choose }: ImportProps) {
  const { data: job, isError, error, refetch } = useQuery(importQuery(id));
  if (isError) return <ProblemNote error={error} retry={refetch} />;
  if (!job) return null;
  const isWaiting = job.status === "done" && job.phase === "trial";
  const hasRows = !isAtWork(job) && job.rows > 0;
  return (
    <>
      <p>
        <strong>{job.fileName}</strong> <span className="dim">{kindWords[job.kind]}</span>{" "}
        <Status value={isWaiting ? "PENDING" : job.status} label={stateText(job)} />
      </p>
      {job.failure ? <p className="negative">{job.failure.message}</p> : null}
      {job.seen && !isAtWork(job) ? <ImportLayout key={`${job.id} ${job.aliveAt}`} job={job} /> : null}
      {hasRows ? <ImportRows job={job} chosen={outcome} choose={choose} /> : null}
      <MakeImport job={job} />
    </>
  );
}
