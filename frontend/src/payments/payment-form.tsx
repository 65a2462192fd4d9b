import { NativeSelect, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import * as z from "zod";
import { NewPayment } from "../../../functions/payments/payment.ts";
import { choice } from "../ui/choice.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { bookPayment, type PaymentView } from "./payment.api.ts";
import { methodChoices, methodOf, movesMoney } from "./payment-methods.ts";
import { kindHints, kindWords } from "./payment-words.ts";

type Kind = keyof typeof kindHints;
type Values = { kind: Kind; amount: string; method: string; reference: string; note: string; expiresAt: string };

const bodyOf = ({ expiresAt, ...rest }: Values) => ({
  ...rest,
  amount: rest.amount.trim(),
  method: methodOf(rest),
  ...(rest.kind === "TEMP_CREDIT" && expiresAt ? { expiresAt: expiresAt.trim() } : {}),
});
const checked = z.preprocess((values) => bodyOf(values as Values), NewPayment);
const kinds = (Object.keys(kindHints) as Kind[]).map((value) => ({ value, label: kindWords[value] }));

interface PaymentFormProps {
  account: string;
  currency: string;
  isDemo: boolean;
  onClose(): void;
}

/** Money that a person books. The key stays with the values, so that a second click books nothing. */
export function PaymentForm({ account, currency, isDemo, onClose }: PaymentFormProps) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<Values, PaymentView>({
    schema: checked,
    shape: NewPayment.shape,
    initial: {
      kind: isDemo ? "CREDIT_ADD" : "PAYMENT",
      amount: "",
      method: "BANK_TRANSFER",
      reference: "",
      note: "",
      expiresAt: "",
    },
    save: (values, key) => bookPayment(account, bodyOf(values), key),
    saved: async ({ status, kind, amount }) => {
      const what = `${kindWords[kind]} of ${amount} ${currency}`;
      toast(status === "BOOKED" ? `${what} is booked.` : `${what} waits for a second person.`);
      onClose();
      await Promise.all(
        [["payments"], ["customers"], ["statement"]].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      );
    },
  });
  const { field, form } = handle;
  const { kind } = form.getValues();
  return (
    <DrawerForm title="Book money" verb="Book" handle={handle} onClose={onClose}>
      <NativeSelect {...choice(field("kind", kindHints[kind]), kinds)} data-autofocus />
      <TextInput {...field("amount", currency)} withAsterisk inputMode="decimal" />
      {movesMoney(kind) ? <NativeSelect {...choice(field("method"), methodChoices)} /> : null}
      <TextInput {...field("reference", "What the bank statement says.")} />
      <TextInput {...field("note")} withAsterisk={kind === "TEMP_CREDIT" || kind === "WRITE_OFF"} />
      {kind === "TEMP_CREDIT" ? (
        <TextInput {...field("expiresAt", "UTC, such as 2026-12-01T00:00:00Z.")} withAsterisk spellCheck={false} />
      ) : null}
    </DrawerForm>
  );
}
