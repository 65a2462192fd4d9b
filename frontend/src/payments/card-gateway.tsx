import { Button, PasswordInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { NewGateway } from "../../../functions/top-ups/top-up.ts";
import { useMay } from "../auth/use-may.ts";
import { Code } from "../ui/copy.tsx";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { titled } from "../ui/titled.ts";
import { toast } from "../ui/toasts.tsx";
import { gatewayQuery, setGateway } from "./payment.api.ts";

const shape = { secretKey: titled("Secret key"), webhookSecret: titled("Signing secret of the webhook") };

function GatewayForm({ webhookUrl, onClose }: { webhookUrl: string; onClose(): void }) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<{ secretKey: string; webhookSecret: string }, unknown>({
    schema: NewGateway,
    shape,
    initial: { secretKey: "", webhookSecret: "" },
    save: (values) => setGateway(values),
    saved: async () => {
      toast("Cards can pay now.");
      onClose();
      await queryClient.invalidateQueries({ queryKey: gatewayQuery.queryKey });
    },
  });
  return (
    <DrawerForm title="Card payments" verb="Keep keys" handle={handle} onClose={onClose}>
      <p>
        In Stripe's dashboard, add a webhook for the checkout.session events to this address, and copy its signing
        secret. The keys are kept sealed and never shown again.
      </p>
      <Code value={webhookUrl} what="address of the webhook" />
      <PasswordInput {...handle.field("secretKey", "sk_test_… or sk_live_…")} withAsterisk data-autofocus />
      <PasswordInput {...handle.field("webhookSecret", "whsec_…")} withAsterisk />
    </DrawerForm>
  );
}

/** Whether cards can pay, and where their keys are set. */
export function CardGateway() {
  const { data } = useQuery(gatewayQuery);
  const mayEdit = useMay("settings:write");
  const [editing, setEditing] = useState(false);
  if (!data) return null;
  const words = data.configured
    ? `Cards can pay, by Stripe's key that ends in ${data.keyEnd}${data.mode === "TEST" ? " (test cards only)" : ""}.`
    : "Cards cannot pay yet: no key of Stripe is set.";
  return (
    <section aria-labelledby="cards">
      <h2 id="cards">Card payments</h2>
      <p className="dim">{words}</p>
      {mayEdit ? (
        <Button variant="default" onClick={() => setEditing(true)}>
          {data.configured ? "Change keys" : "Set up card payments"}
        </Button>
      ) : null}
      {editing ? <GatewayForm webhookUrl={data.webhookUrl} onClose={() => setEditing(false)} /> : null}
    </section>
  );
}
