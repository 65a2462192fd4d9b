import { TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Confirm } from "../ui/confirm.tsx";
import { Duration } from "../ui/figures.tsx";
import { countOf, countText } from "../ui/format.ts";
import { toast } from "../ui/toasts.tsx";
import type { Stake } from "./stake.ts";
import { StakeFigure } from "./stake-figure.tsx";
import { type Chosen, takeBack, writeOff } from "./write-off.api.ts";

interface WriteOffDialogProps {
  act: "write-off" | "take-back";
  chosen: Chosen;
  /** What they are about, as far as it is known. */
  stake: Stake;
  onDone(): void;
  onClose(): void;
}

const leastLetters = 3;

/** Asks before records are given up, with the reason, or wanted again; says what they are about. */
export function WriteOffDialog({ act, chosen, stake, onDone, onClose }: WriteOffDialogProps) {
  const queryClient = useQueryClient();
  const [note, setNote] = useState("");
  const [asked, setAsked] = useState(false);
  const [step, setStep] = useState<number>();
  const isGivingUp = act === "write-off";
  const work = useMutation({
    mutationFn: () => (isGivingUp ? writeOff(chosen, note.trim(), setStep) : takeBack(chosen, setStep)),
    onSuccess: (changed) => {
      toast(`${countOf(changed, false, "record")} ${isGivingUp ? "written off" : "taken back"}.`);
      onDone();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["suspense"] }),
  });
  const what = countOf(stake.count, false, "record");
  const isShort = isGivingUp && note.trim().length < leastLetters;
  const confirm = () => {
    setAsked(true);
    if (!isShort) work.mutate();
  };
  return (
    <Confirm
      opened
      onClose={onClose}
      title={isGivingUp ? `Write off ${what}?` : `Take back ${what}?`}
      verb={isGivingUp ? "Write off" : "Take back"}
      dangerous={isGivingUp}
      busy={work.isPending}
      error={work.error}
      onConfirm={confirm}
    >
      <div className="section">
        <p>
          {isGivingUp
            ? "What is written off leaves the list and is charged by no retry, also when its file comes again. It is kept and can be taken back."
            : "What is taken back waits again. What can be charged by now is charged within a minute."}
        </p>
        <p>
          At stake: {stake.seconds > 0 ? <Duration seconds={stake.seconds} /> : null}
          {stake.seconds > 0 ? " talk time, " : ""}
          <StakeFigure {...stake} />
        </p>
        {isGivingUp ? (
          <TextInput
            label="Reason"
            description="It stands with the records and in the audit."
            value={note}
            maxLength={300}
            required
            data-autofocus
            error={asked && isShort ? "Say why, in 3 characters or more." : undefined}
            onChange={(event) => setNote(event.currentTarget.value)}
            onKeyDown={(event) => (event.key === "Enter" ? confirm() : undefined)}
          />
        ) : null}
        {work.isPending && step !== undefined ? (
          <p role="status">
            {countText(step)} of {countText(stake.count)} …
          </p>
        ) : null}
      </div>
    </Confirm>
  );
}
