import { Button, CloseButton, Progress } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { ApiProblem, messageOf } from "../api/problem.ts";
import { countOf } from "../ui/format.ts";
import { cancelExport, type ExportView, exportQuery, isOpen } from "./export.api.ts";
import { failureText, kindWords, sizeText } from "./export-words.ts";
import { unfollow } from "./followed.ts";
import { useDownload } from "./use-download.ts";
import "./exports.css";

/** The exports that were started in this tab: how far they are, and their files. It stands below the page, never over it. */
export function ExportTray({ ids }: { ids: readonly string[] }) {
  return (
    <aside className="export-tray" aria-label="Running exports">
      <ul>
        {ids.map((id) => (
          <Followed key={id} id={id} />
        ))}
      </ul>
      <Link to="/exports">All exports</Link>
    </aside>
  );
}

function Followed({ id }: { id: string }) {
  const queryClient = useQueryClient();
  const { data: job, error } = useQuery(exportQuery(id));
  const over = job !== undefined && !isOpen(job);
  const gone = error instanceof ApiProblem && error.status === 404;
  useEffect(() => {
    if (over) void queryClient.invalidateQueries({ queryKey: ["exports", "list"] });
  }, [over, queryClient]);
  // Somebody else has signed in, or it is too long ago.
  useEffect(() => (gone ? unfollow(id) : undefined), [gone, id]);
  return job ? <Job job={job} /> : null;
}

function courseText({ status, rows, progress, bytes, failure }: ExportView): string {
  const written = countOf(rows, false, "row");
  if (status === "queued") return "Waiting…";
  if (status === "running") return `${progress} %, ${written}`;
  if (status === "failed" && failure) return failureText(failure);
  if (status === "done") return `${written}, ${sizeText(bytes ?? 0)}`;
  return "Cancelled";
}

function Job({ job }: { job: ExportView }) {
  const { id, kind, format, status, progress } = job;
  const name = `${kindWords[kind]}, ${format.toUpperCase()}`;
  const queryClient = useQueryClient();
  const download = useDownload();
  const cancel = useMutation({
    mutationFn: () => cancelExport(id),
    onSuccess: async (next) => {
      // A look that is under way was taken before.
      await queryClient.cancelQueries({ queryKey: exportQuery(id).queryKey });
      queryClient.setQueryData(exportQuery(id).queryKey, next);
    },
  });
  const refused = download.error ?? cancel.error;
  return (
    <li data-status={status}>
      <div className="export-course">
        <strong>{name}</strong>
        <span role="status">{courseText(job)}</span>
        {refused ? <span role="alert">{messageOf(refused)}</span> : null}
        {isOpen(job) ? <Progress value={progress} size="sm" aria-label={`Progress of ${name}`} /> : null}
      </div>
      {isOpen(job) ? (
        <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          Cancel
        </Button>
      ) : (
        <>
          {status === "done" ? (
            <Button loading={download.isPending} onClick={() => download.mutate(id)}>
              Download
            </Button>
          ) : null}
          <CloseButton aria-label={`Dismiss ${name}`} onClick={() => unfollow(id)} />
        </>
      )}
    </li>
  );
}
