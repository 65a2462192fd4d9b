import { Button, Group, Modal, NativeSelect, Progress, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useSellTariffs } from "../tariffs/use-tariffs.ts";
import { countOf, countText, sentence } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useLayer } from "../ui/use-layer.ts";
import { applyBulkJob, type BulkJob, beginBulkJob, bulkJobQuery, bulkRowsQuery, type Chosen } from "./bulk-job.api.ts";

const kinds = [
  { value: "status", label: "Status" },
  { value: "tariffId", label: "Tariff" },
  { value: "addTag", label: "Add a tag" },
  { value: "removeTag", label: "Remove a tag" },
];
const statuses = ["ACTIVE", "PENDING", "SUSPENDED", "BLOCKED"].map((value) => ({ value, label: sentence(value) }));

/** One change to many customers: chosen, tried, and made only when one has seen what would be refused. */
export function BulkChange({ chosen, onClose }: { chosen: Chosen; onClose(): void }) {
  useLayer(true, onClose);
  const [id, setId] = useState<string>();
  return (
    <Modal opened onClose={onClose} title="Change customers" centered size="lg">
      {id === undefined ? <ChooseChange chosen={chosen} began={setId} /> : <Course id={id} onClose={onClose} />}
    </Modal>
  );
}

function ChooseChange({ chosen, began }: { chosen: Chosen; began(id: string): void }) {
  const tariffs = useSellTariffs();
  const [kind, setKind] = useState("status");
  const [value, setValue] = useState("ACTIVE");
  const begin = useMutation({
    mutationFn: () => beginBulkJob(chosen, { [kind]: value.trim() }),
    onSuccess: (job) => began(job.id),
  });
  const options =
    kind === "status" ? statuses : (tariffs.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const choose = (next: string) => {
    setKind(next);
    setValue(next === "status" ? "ACTIVE" : next === "tariffId" ? (tariffs.data?.items[0]?.id ?? "") : "");
  };
  return (
    <>
      <NativeSelect
        data-autofocus
        label="What to change"
        data={kinds}
        value={kind}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {kind === "status" || kind === "tariffId" ? (
        <NativeSelect
          mt="sm"
          label={kind === "status" ? "New status" : "New tariff"}
          data={options}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      ) : (
        <TextInput mt="sm" label="Tag" value={value} onChange={(event) => setValue(event.currentTarget.value)} />
      )}
      {begin.isError ? <ProblemNote error={begin.error} /> : null}
      <Group justify="flex-end" mt="md">
        <Button loading={begin.isPending} disabled={value.trim() === ""} onClick={() => begin.mutate()}>
          Preview
        </Button>
      </Group>
    </>
  );
}

/** `1,243 customers, 12 will be refused`. */
function summary({ phase, customers, counts }: BulkJob): string {
  const total = countOf(customers, false, "customer");
  const same = counts.same > 0 ? `, ${countText(counts.same)} ${counts.same === 1 ? "has" : "have"} it already` : "";
  if (phase === "trial") return `${total}, ${countText(counts.refused)} will be refused${same}.`;
  return `${countText(counts.changed)} of ${total} changed, ${countText(counts.refused)} refused${same}.`;
}

/** The trial, then the change, as far as they are. */
function Course({ id, onClose }: { id: string; onClose(): void }) {
  const queryClient = useQueryClient();
  const job = useQuery(bulkJobQuery(id));
  const apply = useMutation({
    mutationFn: () => applyBulkJob(id),
    onSuccess: (next) => queryClient.setQueryData(bulkJobQuery(id).queryKey, next),
  });
  const isOver = job.data?.phase === "change" && job.data.status === "done";
  useEffect(() => {
    if (isOver) void queryClient.invalidateQueries({ queryKey: ["customers"] });
  }, [isOver, queryClient]);
  if (job.isError) return <ProblemNote error={job.error} retry={() => job.refetch()} />;
  if (job.data?.status !== "done")
    return (
      <div role="status">
        <p>{job.data?.phase === "change" ? "Changing…" : "Trying it on each customer; nothing is changed yet…"}</p>
        <Progress value={job.data?.progress ?? 0} aria-label="Progress" />
      </div>
    );
  return (
    <>
      <p role="status">{summary(job.data)}</p>
      <ul className="bulk-refusals">
        {job.data.refusals.map(({ message, customers }) => (
          <li key={message}>
            {message} <span className="dim">({countOf(customers, false, "customer")})</span>
          </li>
        ))}
      </ul>
      {isOver ? <Results id={id} /> : null}
      {apply.isError ? <ProblemNote error={apply.error} /> : null}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose}>
          {isOver ? "Close" : "Cancel"}
        </Button>
        {isOver ? null : (
          <Button loading={apply.isPending} disabled={job.data.counts.ready === 0} onClick={() => apply.mutate()}>
            Change {countOf(job.data.counts.ready, false, "customer")}
          </Button>
        )}
      </Group>
    </>
  );
}

const outcomes: Record<string, string> = { READY: "waiting", CHANGED: "changed", SAME: "was so already" };

/** What became of each customer; the first two hundred, the others are in the API. */
function Results({ id }: { id: string }) {
  const rows = useQuery(bulkRowsQuery(id));
  return (
    <section className="bulk-results" aria-label="Results" tabIndex={rows.isSuccess ? 0 : -1}>
      <ul>
        {rows.data?.items.map(({ account, company, outcome, message }) => (
          <li key={account}>
            <span className="mono">{account}</span> {company}: {message ?? outcomes[outcome] ?? outcome}
          </li>
        ))}
      </ul>
    </section>
  );
}
