import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { answer, api } from "../api/client.ts";
import { useIsOffice } from "../auth/use-may.ts";
import { Code } from "../ui/copy.tsx";
import { countOf } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { latestSealQuery } from "./audit.api.ts";

/** The newest sealed day, its digest to be written down elsewhere, and whether the lines are still those that were sealed. */
export function AuditSeal() {
  const isOffice = useIsOffice();
  const latest = useQuery({ ...latestSealQuery, enabled: isOffice });
  const check = useMutation({
    mutationFn: (day: string) => answer(api.GET("/api/v1/audit/seals/{day}", { params: { path: { day } } })),
  });
  const seal = latest.data?.items[0];
  if (!isOffice || !latest.isSuccess) return null;
  return (
    <section className="section audit-seal" aria-label="Seal">
      <h2>Seal</h2>
      {seal ? (
        <>
          <p>
            Sealed up to {seal.day} with {countOf(seal.lines, false, "change")} on that day.
          </p>
          <Code value={seal.digest} what="digest" />
          <div>
            <Button variant="default" loading={check.isPending} onClick={() => check.mutate(seal.day)}>
              Compare
            </Button>
          </div>
          {check.data ? <Outcome intact={check.data.intact} /> : null}
          {check.isError ? <ProblemNote error={check.error} /> : null}
        </>
      ) : (
        <p className="dim">A day is sealed an hour after it is over. None is yet.</p>
      )}
    </section>
  );
}

const Outcome = ({ intact }: { intact: boolean }) => (
  <p role="status">{intact ? "Every line is as it was sealed." : "The lines are not those that were sealed."}</p>
);
