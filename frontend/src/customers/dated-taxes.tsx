import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem } from "../api/problem.ts";
import { useMay } from "../auth/use-may.ts";
import { dayOf } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { toast } from "../ui/toasts.tsx";
import type { CustomerView } from "./customer.api.ts";
import { setTaxChanges, type TaxChange, taxChangesQuery } from "./dated-tax.api.ts";

type Draft = Omit<TaxChange, "taxes"> & { rates: string };

const empty: Draft = { from: "", taxFlag: "VAT", taxMode: "EXCLUSIVE", rates: "" };

/** `CGST 9, SGST 9` as a person types it. */
const taxesOf = (rates: string): TaxChange["taxes"] =>
  rates
    .split(/[,;]/)
    .filter((one) => one.trim() !== "")
    .map((one) => {
      const [, name = one.trim(), percent = ""] = /^\s*(.*?)\s+([\d.]+)\s*%?\s*$/.exec(one) ?? [];
      return { name, percent };
    });

const wordsOf = ({ taxFlag, taxMode, taxes }: TaxChange): string =>
  taxFlag === "NONE"
    ? "no tax"
    : `${taxes.map(({ name, percent }) => `${name} ${percent} %`).join(", ")} ${taxMode.toLowerCase()}`;

const faultsOf = (error: unknown): string =>
  error instanceof ApiProblem ? [...new Set(error.fields.map(({ message }) => message))].join(" ") : "";

/** Which tax holds from which day on. What has begun can no longer be taken away. */
export function DatedTaxes({ customer: { account, timeZone } }: { customer: CustomerView }) {
  const queryClient = useQueryClient();
  const mayEdit = useMay("customers:write");
  const changes = useQuery(taxChangesQuery(account));
  const [draft, setDraft] = useState<Draft>();
  const save = useMutation({
    mutationFn: (items: readonly TaxChange[]) => setTaxChanges(account, items),
    onSuccess: async (next) => {
      queryClient.setQueryData(taxChangesQuery(account).queryKey, next);
      setDraft(undefined);
      toast("The tax is kept.");
      await queryClient.invalidateQueries({ queryKey: ["customers", "one", account] });
    },
  });
  const items = changes.data?.items ?? [];
  const today = dayOf(Date.now(), timeZone);
  const add = ({ rates, ...rest }: Draft) => {
    const next = { ...rest, taxes: rest.taxFlag === "NONE" ? [] : taxesOf(rates) };
    save.mutate([...items, next].sort((a, b) => (a.from < b.from ? -1 : 1)));
  };
  return (
    <section className="section" aria-label="Tax from a day on">
      <h2>Tax from a day on</h2>
      {items.length === 0 ? <p className="dim">The tax of the customer holds without a date.</p> : null}
      <ul hidden={items.length === 0}>
        {items.map((one) => (
          <li key={one.from}>
            {`From ${one.from}: ${wordsOf(one)}`}
            {mayEdit && one.from > today ? (
              <Button
                variant="subtle"
                aria-label={`Take away the tax from ${one.from} on`}
                onClick={() => save.mutate(items.filter(({ from }) => from !== one.from))}
              >
                Take away
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {changes.isError ? <ProblemNote error={changes.error} retry={changes.refetch} /> : null}
      {draft ? <DraftForm draft={draft} change={setDraft} busy={save.isPending} add={() => add(draft)} /> : null}
      {save.isError ? (
        <>
          <ProblemNote error={save.error} />
          <p role="alert">{faultsOf(save.error)}</p>
        </>
      ) : null}
      {mayEdit && !draft ? (
        <Button variant="default" style={{ alignSelf: "flex-start" }} onClick={() => setDraft(empty)}>
          Let a tax begin on a day
        </Button>
      ) : null}
    </section>
  );
}

interface DraftFormProps {
  draft: Draft;
  busy: boolean;
  change(draft: Draft | undefined): void;
  add(): void;
}

function DraftForm({ draft, busy, change, add }: DraftFormProps) {
  const set = (part: Partial<Draft>) => change({ ...draft, ...part });
  return (
    <form
      className="fields"
      aria-label="A tax with a date"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <TextInput
        type="date"
        label="From"
        withAsterisk
        value={draft.from}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <NativeSelect
        label="VAT/Tax flag"
        value={draft.taxFlag}
        data={["NONE", "VAT", "TAX"]}
        onChange={(event) => set({ taxFlag: event.currentTarget.value as Draft["taxFlag"] })}
      />
      {draft.taxFlag === "NONE" ? null : (
        <>
          <TextInput
            label="Rates"
            description="Name and percent, with commas between them."
            placeholder="VAT 20"
            value={draft.rates}
            onChange={(event) => set({ rates: event.currentTarget.value })}
          />
          <NativeSelect
            label="Tax mode"
            value={draft.taxMode}
            data={[
              { value: "EXCLUSIVE", label: "Exclusive" },
              { value: "INCLUSIVE", label: "Inclusive" },
            ]}
            onChange={(event) => set({ taxMode: event.currentTarget.value as Draft["taxMode"] })}
          />
        </>
      )}
      <div className="toolbar">
        <Button type="submit" loading={busy}>
          Keep tax
        </Button>
        <Button variant="default" onClick={() => change(undefined)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
