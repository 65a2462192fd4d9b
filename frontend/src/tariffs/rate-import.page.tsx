import { Progress } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { ApplyImport } from "./apply-import.tsx";
import { ImportDiff } from "./import-diff.tsx";
import { ImportHistory } from "./import-history.tsx";
import { ImportUpload } from "./import-upload.tsx";
import { importQuery, importsPath, type RateImportView } from "./rate-import.api.ts";
import { SheetLayout } from "./sheet-layout.tsx";
import { type TariffView, tariffQuery } from "./tariff.api.ts";

/** A price sheet on its way into a tariff: sent, read, looked at, and only then applied. */
export function RateImportPage() {
  const { tariffId } = useParams({ from: "/inside/tariffs/$tariffId/import" });
  const search = useSearch({ from: "/inside/tariffs/$tariffId/import" });
  const navigate = useNavigate({ from: "/tariffs/$tariffId/import" });
  const { data: tariff } = useQuery(tariffQuery(tariffId));
  const open = (id: string) => void navigate({ search: { import: id } });
  const path = importsPath(tariffId);
  return (
    <Page
      title="Import rates"
      up={{ to: `/tariffs/${tariffId}`, label: tariff?.name ?? "Tariff" }}
      call={{ method: "GET", path: search.import ? `${path}/${search.import}` : path }}
    >
      {tariff && !search.import ? (
        <>
          <ImportUpload tariff={tariff} opened={open} />
          <ImportHistory tariff={tariffId} />
        </>
      ) : null}
      {tariff && search.import ? (
        <Import
          tariff={tariff}
          id={search.import}
          tab={search.tab}
          choose={(tab) => void navigate({ search: (old) => ({ ...old, tab }), replace: true })}
        />
      ) : null}
    </Page>
  );
}

interface ImportProps {
  tariff: TariffView;
  id: string;
  tab: string;
  choose(tab: string): void;
}

function Import({ tariff, id, tab, choose }: ImportProps) {
  const { data: job, isError, error, refetch } = useQuery(importQuery(tariff.id, id));
  if (isError) return <ProblemNote error={error} retry={refetch} />;
  if (!job) return null;
  return (
    <>
      <p>
        <strong>{job.fileName}</strong> <Status value={job.applied ? "DONE" : job.status} label={stateText(job)} />
      </p>
      {/queued|running/.test(job.status) ? <Progress value={job.progress} aria-label="Read so far" size="sm" /> : null}
      {job.failure ? <p className="negative">{job.failure.message}</p> : null}
      {job.failure || job.findings ? <SheetLayout key={`${job.status} ${job.id}`} tariff={tariff} job={job} /> : null}
      {job.findings && job.status === "done" ? (
        <>
          <ImportDiff job={job} tab={tab} choose={choose} />
          <ApplyImport tariff={tariff.id} job={job} />
        </>
      ) : null}
    </>
  );
}

function stateText({ applied, status }: RateImportView): string {
  if (applied) return `Applied as version ${applied.version}`;
  return {
    queued: "Waits to be read",
    running: "Is being read",
    done: "Dry run: nothing is applied yet",
    failed: "Could not be read",
  }[status];
}
