import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemNote } from "../ui/problem-note.tsx";
import { changeImport, importQuery, type RateImportView } from "./rate-import.api.ts";

const names: Record<RateImportView["fields"][number], string> = {
  prefix: "Prefix",
  destination: "Destination",
  pricePerMinute: "Price per minute",
  connectFee: "Connect fee",
  increments: "Increments (30/6)",
  firstIncrement: "First increment",
  nextIncrement: "Next increment",
  graceSeconds: "Grace seconds",
  freeSeconds: "Free seconds",
  blocked: "Blocked",
  effectiveFrom: "Effective from",
  effectiveTo: "Effective to",
};

/** Which column of the sheet is what. Changing it reads the sheet again; the choice is kept for the tariff's next one. */
export function ColumnMapping({ tariff, job }: { tariff: string; job: RateImportView }) {
  const queryClient = useQueryClient();
  const found = { ...job.findings?.mapping, ...job.columns };
  const [chosen, setChosen] = useState<Record<string, string>>(found);
  const [open, setOpen] = useState(job.failure?.reason === "COLUMNS");
  const again = useMutation({
    mutationFn: () =>
      changeImport(tariff, job.id, {
        columns: Object.fromEntries(Object.entries(chosen).filter(([, header]) => header)),
      }),
    onSuccess: (next) => queryClient.setQueryData(importQuery(tariff, job.id).queryKey, next),
  });
  const headers = job.findings?.headers ?? job.failure?.headers ?? [];
  return (
    <section className="section" aria-label="Columns">
      <button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? "Hide columns" : `Columns: ${Object.keys(found).length} of ${headers.length} are used`}
      </button>
      {open ? (
        <>
          <div className="fields column-map">
            {job.fields.map((field) => (
              <NativeSelect
                key={field}
                label={names[field]}
                value={chosen[field] ?? ""}
                withAsterisk={field === "prefix" || field === "pricePerMinute"}
                disabled={job.applied !== null}
                onChange={(event) => setChosen({ ...chosen, [field]: event.currentTarget.value })}
                data={[{ value: "", label: "–" }, ...headers.map((header) => ({ value: header, label: header }))]}
              />
            ))}
          </div>
          {again.isError ? <ProblemNote error={again.error} /> : null}
          {job.applied ? null : (
            <Button
              variant="default"
              style={{ alignSelf: "start" }}
              loading={again.isPending}
              onClick={() => again.mutate()}
            >
              Read again with these columns
            </Button>
          )}
        </>
      ) : null}
    </section>
  );
}
