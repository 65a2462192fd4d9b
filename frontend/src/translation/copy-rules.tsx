import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { CustomerSelect } from "../customers/customer-select.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { type ListPlace, readRules } from "./translation.api.ts";

interface CopyRulesProps {
  place: ListPlace;
  /** The other customer's list as text, to be looked at and saved. */
  onText(text: string): void;
  onClose(): void;
}

/** Takes the same list of another customer, to be seen before it is kept. */
export function CopyRules({ place, onText, onClose }: CopyRulesProps) {
  const [account, setAccount] = useState("");
  const read = useMutation({
    mutationFn: () => readRules({ ...place, account }),
    onSuccess: ({ text }) => onText(text),
  });
  return (
    <Confirm
      opened
      title="Copy the rules of another customer"
      verb="Show its rules"
      busy={read.isPending}
      error={read.error}
      onClose={onClose}
      onConfirm={() => {
        if (account) read.mutate();
      }}
    >
      <p>They take the place of this list once you save them. What that would change is shown before.</p>
      <CustomerSelect value={account} choose={setAccount} />
    </Confirm>
  );
}
