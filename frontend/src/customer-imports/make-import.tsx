import { Button, Progress } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Confirm } from "../ui/confirm.tsx";
import { countOf, countText } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { applyImport, type CustomerImportView, cancelImport, importQuery, isAtWork } from "./customer-import.api.ts";
import { kindWords } from "./import-words.ts";

/** A run says something with every few rows; what is silent for longer than this has ended. */
const silentMs = 120_000;

function useActions(id: string) {
  const queryClient = useQueryClient();
  const onSuccess = (next: CustomerImportView) => queryClient.setQueryData(importQuery(id).queryKey, next);
  return {
    apply: useMutation({ mutationFn: () => applyImport(id), onSuccess }),
    cancel: useMutation({ mutationFn: () => cancelImport(id), onSuccess }),
  };
}

/** How far the import is, and what can be done with it now. */
export function MakeImport({ job }: { job: CustomerImportView }) {
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { apply, cancel } = useActions(job.id);
  const isMade = job.phase === "change" && job.status === "done";
  useEffect(() => {
    if (isMade) void queryClient.invalidateQueries({ queryKey: ["customers"] });
  }, [isMade, queryClient]);
  const problem = apply.error ?? cancel.error;
  return (
    <>
      {isAtWork(job) ? <AtWork job={job} cancel={cancel.mutate} goOn={apply.mutate} /> : null}
      {problem && !asking ? <ProblemNote error={problem} /> : null}
      {job.phase === "trial" && job.status === "done" ? <Agree job={job} ask={() => setAsking(true)} /> : null}
      {job.phase === "change" && (job.status === "cancelled" || job.status === "failed") ? (
        <div className="form-bar">
          <Button onClick={() => apply.mutate()} loading={apply.isPending}>
            Go on
          </Button>
          <span className="dim">What was made stays; the rest of the rows is still to be made.</span>
        </div>
      ) : null}
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title="Apply this sheet?"
        verb="Apply"
        busy={apply.isPending}
        error={apply.error}
        onConfirm={() => apply.mutate(undefined, { onSuccess: () => setAsking(false) })}
      >
        <p>
          {kindWords[job.kind]}: {countText(job.counts.add)} to add, {countText(job.counts.change)} to change. Each row
          is made as if it had been sent from the form, with its own line in the audit log.
        </p>
        {job.counts.refused > 0 ? <p>{countOf(job.counts.refused, false, "row")} refused and left out.</p> : null}
      </Confirm>
    </>
  );
}

interface AtWorkProps {
  job: CustomerImportView;
  cancel(): void;
  goOn(): void;
}

function AtWork({ job, cancel, goOn }: AtWorkProps) {
  const isSilent = job.phase === "change" && Date.now() - Date.parse(job.aliveAt) > silentMs;
  return (
    <div role="status" className="section">
      <Progress value={job.progress} aria-label={job.phase === "trial" ? "Tried so far" : "Applied so far"} size="sm" />
      <div className="form-bar">
        <Button variant="default" onClick={cancel}>
          Stop
        </Button>
        {isSilent ? (
          <Button variant="default" onClick={goOn}>
            Go on
          </Button>
        ) : null}
        <span className="dim">
          {job.progress} % {job.phase === "trial" ? "of the rows are tried." : "of the rows are done."} You can leave
          this page.
        </span>
      </div>
    </div>
  );
}

function Agree({ job, ask }: { job: CustomerImportView; ask(): void }) {
  const { add, change, same, refused } = job.counts;
  const said = [
    `${countText(add)} to add`,
    ...(change > 0 ? [`${countText(change)} to change`] : []),
    ...(same > 0 ? [`${countText(same)} the same`] : []),
    `${countText(refused)} refused`,
  ];
  return (
    <div className="form-bar">
      <Button onClick={ask} disabled={add + change === 0}>
        Apply …
      </Button>
      <span className="dim">{said.join(" · ")}</span>
    </div>
  );
}
