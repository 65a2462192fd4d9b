import { Button, Checkbox, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Confirm } from "../ui/confirm.tsx";
import { countText } from "../ui/format.ts";
import { toast } from "../ui/toasts.tsx";
import { applyImport, type RateImportView } from "./rate-import.api.ts";

/** Publishes what the dry run found, as a new version, after one more look at the figures. */
export function ApplyImport({ tariff, job }: { tariff: string; job: RateImportView }) {
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [past, setPast] = useState(false);
  const [reason, setReason] = useState("");
  const apply = useMutation({
    mutationFn: () => applyImport(tariff, job.id, past, reason),
    onSuccess: async ({ applied }) => {
      setAsking(false);
      toast(`Applied as version ${applied?.version}.`);
      await queryClient.invalidateQueries({ queryKey: ["tariffs"] });
    },
  });
  const { findings } = job;
  if (!findings) return null;
  if (job.applied)
    return (
      <p>
        <Link to="/tariffs/$tariffId" params={{ tariffId: tariff }}>
          Look at the rates
        </Link>
      </p>
    );
  const { counts, pastChanges, rejected } = findings;
  const changes = (["new", "up", "down", "changed", "closed"] as const).map(
    (kind) => `${countText(counts[kind] ?? 0)} ${kind}`,
  );
  const words = { SHORT_NOTICE: "with short notice", BELOW_COST: "below cost" } as const;
  const warned = (["SHORT_NOTICE", "BELOW_COST"] as const).flatMap((kind) => {
    const count = findings.warnings[kind] ?? 0;
    return count > 0 ? [`${countText(count)} ${words[kind]}`] : [];
  });
  return (
    <div className="form-bar">
      <Button onClick={() => setAsking(true)}>Apply …</Button>
      <span className="dim">{[...changes, ...warned].join(" · ")}</span>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title="Apply this sheet?"
        verb="Apply"
        busy={apply.isPending}
        error={apply.error}
        onConfirm={() => apply.mutate()}
      >
        <p>{changes.join(", ")}. A new version of the tariff is published; new calls are rated by it at once.</p>
        {warned.length > 0 ? <p className="negative">Warnings: {warned.join(", ")}.</p> : null}
        {rejected > 0 ? <p>{countText(rejected)} lines are rejected and are not part of it.</p> : null}
        {pastChanges > 0 ? (
          <Checkbox
            checked={past}
            onChange={(event) => setPast(event.currentTarget.checked)}
            label={`Change prices of the past for ${countText(pastChanges)} prefixes`}
            description="Calls that are still to be rated will cost that. Calls already charged stay as they are."
          />
        ) : null}
        {(findings.warnings.SHORT_NOTICE ?? 0) > 0 ? (
          <TextInput
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            label="Why increases cannot wait for the notice"
            description="Needed where the tariff's customers get rate notices."
          />
        ) : null}
      </Confirm>
    </div>
  );
}
