import { Button, Group, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Status } from "../ui/status.tsx";
import { toast } from "../ui/toasts.tsx";
import { faultAt } from "./field-fault.ts";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { disableSecondFactor, renewRecoveryCodes, secondFactorQuery } from "./second-factor.api.ts";

/** New recovery codes, and the way to switch it off, where one may. */
export function SecondFactorOn({ left, required }: { left: number; required: boolean }) {
  const queryClient = useQueryClient();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const refresh = () => queryClient.invalidateQueries({ queryKey: secondFactorQuery.queryKey });
  const renew = useMutation({ mutationFn: () => renewRecoveryCodes(password) });
  const disable = useMutation({
    mutationFn: () => disableSecondFactor(password, code),
    onSuccess: async () => {
      toast("The second factor is off.");
      await refresh();
    },
  });
  if (renew.data)
    return (
      <RecoveryCodes
        codes={renew.data.recoveryCodes}
        onDone={() => {
          renew.reset();
          void refresh();
        }}
      />
    );
  return (
    <div className="account-form">
      <p>
        <Status value="ACTIVE" label="On" /> {left} recovery {left === 1 ? "code is" : "codes are"} left.
        {required ? " It is required of you, so it stays on." : ""}
      </p>
      <PasswordInput
        label="Your password"
        autoComplete="current-password"
        value={password}
        error={faultAt(disable.error ?? renew.error, "password")}
        visibilityToggleButtonProps={{ "aria-label": "Show password" }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {required ? null : (
        <TextInput
          label="Code, to switch it off"
          autoComplete="one-time-code"
          maxLength={30}
          value={code}
          error={disable.error ? faultAt(disable.error, "code") : undefined}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      )}
      <Group gap="xs">
        <Button variant="default" disabled={!password} loading={renew.isPending} onClick={() => renew.mutate()}>
          New recovery codes
        </Button>
        {required ? null : (
          <Button
            variant="default"
            disabled={!password || !code}
            loading={disable.isPending}
            onClick={() => disable.mutate()}
          >
            Switch it off
          </Button>
        )}
      </Group>
    </div>
  );
}
