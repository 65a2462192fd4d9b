import { NativeSelect, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { NewVendorPayment } from "../../../functions/vendor-money/vendor-money.ts";
import type { PaymentView } from "../payments/payment.api.ts";
import { methodChoices, methodOf, movesMoney } from "../payments/payment-methods.ts";
import { kindWords } from "../payments/payment-words.ts";
import { choice } from "../ui/choice.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { bookVendorPayment, type VendorView } from "./vendor.api.ts";

const hints = {
  PAYMENT: "We paid the vendor.",
  REFUND: "The vendor paid us back.",
  CREDIT_ADD: "It takes less: a credit note, a dispute that was won.",
  CREDIT_REDUCE: "It takes more: a monthly fee, a difference to its invoice.",
} as const;
type Kind = keyof typeof hints;
type Values = { kind: Kind; amount: string; method: string; reference: string; note: string };

const kinds = (Object.keys(hints) as Kind[]).map((value) => ({ value, label: kindWords[value] }));
const initial: Values = { kind: "PAYMENT", amount: "", method: "BANK_TRANSFER", reference: "", note: "" };

const bodyOf = (values: Values) => ({ ...values, amount: values.amount.trim(), method: methodOf(values) });

/** Money between us and a vendor. The key stays with the values, so that a second click books nothing. */
export function VendorPaymentForm({ vendor, onClose }: { vendor: VendorView; onClose(): void }) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<Values, PaymentView>({
    schema: NewVendorPayment,
    shape: NewVendorPayment.shape,
    initial,
    save: (values, key) => bookVendorPayment(vendor.id, bodyOf(values), key),
    saved: async ({ kind, amount, status }) => {
      const what = `${kindWords[kind]} of ${amount} ${vendor.currency}`;
      toast(status === "BOOKED" ? `${what} is booked.` : `${what} waits for a second person, under Payments.`);
      onClose();
      await Promise.all([["payments"], ["vendors"]].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    },
  });
  const { field, form } = handle;
  return (
    <DrawerForm title={`Book money with ${vendor.name}`} verb="Book" handle={handle} onClose={onClose}>
      <NativeSelect {...choice(field("kind", hints[form.getValues().kind]), kinds)} data-autofocus />
      <TextInput {...field("amount", vendor.currency)} withAsterisk inputMode="decimal" />
      {movesMoney(form.getValues().kind) ? <NativeSelect {...choice(field("method"), methodChoices)} /> : null}
      <TextInput {...field("reference")} />
      <TextInput {...field("note")} />
    </DrawerForm>
  );
}
