import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Confirm } from "../ui/confirm.tsx";
import { toast } from "../ui/toasts.tsx";
import type { ApiKeyView } from "./api-key.api.ts";

interface RevokeKeyProps {
  /** Undefined: nothing is asked. */
  apiKey: ApiKeyView | undefined;
  revoke(id: string): Promise<unknown>;
  /** What is read again afterwards. */
  refreshes: readonly unknown[];
  onClose(): void;
}

/** Asks before a key ends for good. */
export function RevokeKey({ apiKey, revoke, refreshes, onClose }: RevokeKeyProps) {
  const queryClient = useQueryClient();
  const revoking = useMutation({
    mutationFn: ({ id }: ApiKeyView) => revoke(id),
    onSuccess: async (_, { name }) => {
      toast(`${name} is revoked.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: refreshes });
    },
  });
  return (
    <Confirm
      opened={apiKey !== undefined}
      onClose={onClose}
      title={`Revoke ${apiKey?.name ?? ""}?`}
      verb="Revoke key"
      dangerous
      busy={revoking.isPending}
      error={revoking.error}
      onConfirm={() => (apiKey ? revoking.mutate(apiKey) : undefined)}
    >
      <p>What signs in with it is refused from now on. A revoked key cannot be used again.</p>
    </Confirm>
  );
}
