import { Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { RowActions } from "../ui/row-actions.tsx";
import type { ShownSecret } from "../ui/secret-once.tsx";
import { toast } from "../ui/toasts.tsx";
import { deleteWebhook, newWebhookSecret, testWebhook, type WebhookView } from "./webhook.api.ts";

interface WebhookMenuProps {
  webhook: WebhookView;
  onEdit(): void;
  onSecret(secret: ShownSecret): void;
}

export function WebhookMenu({ webhook, onEdit, onSecret }: WebhookMenuProps) {
  const { id, url } = webhook;
  const name = new URL(url).host;
  const navigate = useNavigate();
  const said = (error: Error) => toast(error.message);
  const test = useMutation({
    mutationFn: () => testWebhook(id),
    onSuccess: () => navigate({ to: "/webhooks/$webhookId", params: { webhookId: id } }),
    onError: said,
  });
  const renew = useMutation({
    mutationFn: () => newWebhookSecret(id),
    onSuccess: ({ secret }) => onSecret({ login: name, secret }),
    onError: said,
  });
  return (
    <RowActions
      name={name}
      verb="Delete webhook"
      onEdit={onEdit}
      remove={() => deleteWebhook(id)}
      refreshes={["webhooks"]}
      entries={
        <>
          <Menu.Item onClick={() => test.mutate()}>Send a test</Menu.Item>
          <Menu.Item onClick={() => renew.mutate()}>New secret</Menu.Item>
        </>
      }
    >
      Nothing more is sent to it, what waits for it neither.
    </RowActions>
  );
}
