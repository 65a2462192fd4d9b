import { TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Confirm } from "../ui/confirm.tsx";
import { toast } from "../ui/toasts.tsx";
import { type LiveCallView, stopCall } from "./live-call.api.ts";

/** Asks before a call is marked, and says what the mark does and does not. */
export function StopCall({ call, onClose }: { call: LiveCallView | undefined; onClose(): void }) {
  const [note, setNote] = useState("");
  const queryClient = useQueryClient();
  const stop = useMutation({
    mutationFn: (chosen: LiveCallView) => stopCall(chosen, note, crypto.randomUUID()),
    onSuccess: async () => {
      toast("The call gets no more time.");
      close();
      await queryClient.invalidateQueries({ queryKey: ["live-calls"] });
    },
  });
  const close = () => {
    setNote("");
    stop.reset();
    onClose();
  };
  return (
    <Confirm
      opened={call !== undefined}
      onClose={close}
      title={`Stop the call to ${call?.cld ?? ""}?`}
      verb="Stop call"
      dangerous
      busy={stop.isPending}
      error={stop.error}
      onConfirm={() => (call ? stop.mutate(call) : undefined)}
    >
      <p>
        It gets no more time. The switch hears of it when it asks for more, and ends the call then: at the latest when
        the {call?.grantedSeconds ?? 0} seconds that are granted are over. What was talked is charged. This cannot be
        taken back.
      </p>
      <TextInput
        label="Why"
        description="For the audit log."
        maxLength={200}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </Confirm>
  );
}
