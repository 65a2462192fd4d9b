import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Confirm } from "../ui/confirm.tsx";
import { toast } from "../ui/toasts.tsx";
import { editUser, type UserView, usersQuery } from "./user.api.ts";

/** For somebody who lost the device and the recovery codes. */
export function FactorOff({ user, onClose }: { user: UserView | undefined; onClose(): void }) {
  const queryClient = useQueryClient();
  const off = useMutation({
    mutationFn: async () => {
      if (user) await editUser(user, { secondFactor: false });
    },
    onSuccess: async () => {
      toast(`${user?.name} signs in with the password alone now.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: usersQuery.queryKey });
    },
  });
  return (
    <Confirm
      opened={user !== undefined}
      onClose={onClose}
      title={`Switch the second factor of ${user?.name ?? ""} off?`}
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
