import { Button, Loader, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Duration, Instant, Money } from "../ui/figures.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { toast } from "../ui/toasts.tsx";
import { releaseCall, releaseQuery } from "./suspense.api.ts";

/** A call that is too old: what it would cost, and charging it after all, once, with a reason that the customer sees. */
export function ParkedRelease({ id, onDone }: { id: string; onDone(): void }) {
  const queryClient = useQueryClient();
  const seen = useQuery(releaseQuery(id));
  const [reason, setReason] = useState("");
  const release = useMutation({
    mutationFn: releaseCall,
    onSuccess: ({ account, charge, currency }) => {
      toast(`${account} was charged ${charge} ${currency}. It stands in the statement.`);
      onDone();
    },
    onSettled: () => queryClient.invalidateQueries(),
  });
  if (seen.error) return <ProblemNote error={seen.error} />;
  if (!seen.data) return <Loader size="sm" />;
  const { account, charge, currency, setupAt, cld, billedSeconds } = seen.data;
  return (
    <form
      className="section"
      aria-label="Charge it after all"
      onSubmit={(event) => {
        event.preventDefault();
        release.mutate({ id, body: { reason, charge } });
      }}
    >
      <h2>Charge it after all</h2>
      <p>
        {account} would be charged <Money value={charge} currency={currency} /> for <Duration seconds={billedSeconds} />{" "}
        to {cld}, <Instant at={setupAt} />.
      </p>
      <p className="dim">
        It becomes an adjustment of the period that is open now, with the call's own date. It is charged once, also when
        its file comes again.
      </p>
      <TextInput
        label="Reason"
        description="The customer sees it in the statement."
        value={reason}
        minLength={3}
        maxLength={300}
        required
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {release.error ? <ProblemNote error={release.error} /> : null}
      <div>
        <Button type="submit" loading={release.isPending} disabled={reason.trim().length < 3}>
          Charge the call
        </Button>
      </div>
    </form>
  );
}
