import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { customerQuery } from "../customers/customer.api.ts";
import { Money } from "../ui/figures.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { paymentsOfQuery, type TopUpView, topUpQuery } from "./payment.api.ts";

const words = {
  OPEN: { label: "Waiting", tone: "warn" },
  PAID: { label: "Paid", tone: "ok" },
  EXPIRED: { label: "Expired", tone: "bad" },
  FAILED: { label: "Failed", tone: "bad" },
  MISMATCH: { label: "Not booked", tone: "bad" },
} as const;

function Said({ topUp: { status, amount, currency } }: { topUp: TopUpView }) {
  const money = <Money value={amount} currency={currency} />;
  switch (status) {
    case "OPEN":
      return <>The card payment of {money} is on its way: it stands here as soon as the gateway confirms it.</>;
    case "PAID":
      return <>{money} was paid by card and is booked.</>;
    case "EXPIRED":
      return <>The page for the card payment of {money} was left too long. Nothing was paid.</>;
    case "FAILED":
      return <>The card payment of {money} did not go through. Nothing was paid.</>;
    case "MISMATCH":
      return <>Other money than {money} was paid by card. It is not booked yet: it has to be looked at.</>;
  }
}

/** How the card payment stands from whose page somebody comes back. The rows and the balance follow when it is booked. */
export function TopUpNote({ account, id }: { account: string; id: string }) {
  const queryClient = useQueryClient();
  const { data, isError, error, refetch } = useQuery(topUpQuery(account, id));
  const isPaid = data?.status === "PAID";
  useEffect(() => {
    if (!isPaid) return;
    void queryClient.invalidateQueries({ queryKey: paymentsOfQuery(account).queryKey });
    void queryClient.invalidateQueries({ queryKey: customerQuery(account).queryKey });
  }, [isPaid, account, queryClient]);
  if (isError) return <ProblemNote error={error} retry={refetch} />;
  if (!data) return null;
  return (
    <p role="status">
      <Status value={data.status} {...words[data.status]} /> <Said topUp={data} />
    </p>
  );
}
