import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Confirm } from "../ui/confirm.tsx";
import { toast } from "../ui/toasts.tsx";

interface FactorOffProps {
  /** Whose it is. */
  name: string;
  opened: boolean;
  switchOff(): Promise<unknown>;
  /** What is read again afterwards. */
  refreshes: readonly unknown[];
  onClose(): void;
}

/** For somebody who lost the device and the recovery codes. */
export function FactorOff({ name, opened, switchOff, refreshes, onClose }: FactorOffProps) {
  const queryClient = useQueryClient();
  const off = useMutation({
    mutationFn: switchOff,
    onSuccess: async () => {
      toast(`${name} signs in with the password alone now.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: refreshes });
    },
  });
  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={`Switch the second factor of ${name} off?`}
      verb="Switch it off"
      dangerous
      busy={off.isPending}
      error={off.error}
      onConfirm={() => off.mutate()}
    >
      <p>
        Make sure that it is them who ask. They are signed out everywhere, and nothing but the password is asked for
        until they set up another one.
      </p>
    </Confirm>
  );
}
