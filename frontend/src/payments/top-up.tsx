import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { NewTopUp } from "../../../functions/top-ups/top-up.ts";
import type { Schemas } from "../api/client.ts";
import { useIsCustomer } from "../auth/use-may.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { beginTopUp, gatewayQuery } from "./payment.api.ts";

interface TopUpProps {
  account: string;
  currency: string;
  onClose(): void;
}

/** An amount, and then Stripe's own page: a card's number is never typed here. */
export function TopUp({ account, currency, onClose }: TopUpProps) {
  const gateway = useQuery(gatewayQuery);
  const isCustomer = useIsCustomer();
  const handle = useSchemaForm<{ amount: string }, Schemas["TopUp"]>({
    schema: NewTopUp,
    shape: NewTopUp.shape,
    initial: { amount: "" },
    save: ({ amount }, key) => beginTopUp(account, amount.trim(), key),
    saved: ({ url }) => {
      if (url) location.assign(url);
    },
  });
  return (
    <DrawerForm title="Pay by card" verb="Go to payment" handle={handle} onClose={onClose}>
      {gateway.data && !gateway.data.configured ? (
        <p>
          {isCustomer
            ? "Cards are not taken yet. Please pay as your invoices say, or ask for help."
            : "Card payments are not set up. Whoever keeps the settings enters Stripe's keys on the page Payments, Card payments."}
        </p>
      ) : null}
      {gateway.data?.mode === "TEST" ? <p className="dim">Only test cards are taken: no money moves.</p> : null}
      <TextInput {...handle.field("amount", currency)} withAsterisk inputMode="decimal" data-autofocus />
    </DrawerForm>
  );
}
