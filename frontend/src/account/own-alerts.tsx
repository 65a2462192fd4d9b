import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { answer, api, type Schemas } from "../api/client.ts";
import { useMayChangeSecrets } from "../auth/use-may.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { faultAt } from "./field-fault.ts";

type OwnAlerts = Schemas["OwnAlerts"];

const queryKey = ["own-alerts"];

/** `80, 95` → 80 and 95; what is no number is left for the server to refuse. */
const percentsOf = (text: string): number[] =>
  text
    .split(/[\s,;%]+/)
    .filter((part) => part !== "")
    .map(Number);

/** When one is written to about the balance. */
export function OwnAlerts() {
  const { data, isError, error, refetch } = useQuery({
    queryKey,
    queryFn: () => answer(api.GET("/api/v1/own-alerts")),
  });
  if (isError) return <ProblemNote error={error} retry={refetch} />;
  return data ? <AlertsForm alerts={data} /> : null;
}

function AlertsForm({ alerts }: { alerts: OwnAlerts }) {
  const queryClient = useQueryClient();
  const mayChange = useMayChangeSecrets();
  const [threshold, setThreshold] = useState(alerts.lowBalanceThreshold ?? "");
  const [percents, setPercents] = useState(alerts.creditAlertPercents.join(", "));
  const save = useMutation({
    mutationFn: () => {
      const body = { lowBalanceThreshold: threshold.trim() || null, creditAlertPercents: percentsOf(percents) };
      return answer(api.PUT("/api/v1/own-alerts", { body }));
    },
    onSuccess: (next) => queryClient.setQueryData(queryKey, next),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const atThreshold = faultAt(save.error, "lowBalanceThreshold");
  return (
    <section className="section account-section" aria-labelledby="own-alerts">
      <h2 id="own-alerts">Alerts</h2>
      <p className="dim">You are written to once when it happens, and again when it happens anew.</p>
      <form className="account-form" onSubmit={submit} aria-label="Change the alerts">
        <TextInput
          label="When the balance falls below"
          description="Empty: never."
          inputMode="decimal"
          value={threshold}
          error={atThreshold}
          disabled={!mayChange}
          onChange={(event) => setThreshold(event.currentTarget.value)}
        />
        <TextInput
          label="When so many percent of the credit limit are used"
          description="Such as 80, 95. Empty: never."
          value={percents}
          error={
            save.error && !atThreshold
              ? (faultAt(save.error, "creditAlertPercents") ?? "Must be whole numbers from 1 to 100.")
              : undefined
          }
          disabled={!mayChange}
          onChange={(event) => setPercents(event.currentTarget.value)}
        />
        {mayChange ? (
          <Button type="submit" loading={save.isPending}>
            Save the alerts
          </Button>
        ) : null}
        <p role="status">{save.isSuccess ? "Saved." : ""}</p>
      </form>
    </section>
  );
}
