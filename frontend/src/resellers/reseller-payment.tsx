import { NativeSelect, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import * as z from "zod";
import { NewPayment } from "../../../functions/payments/payment.ts";
import { methodChoices, methodOf, movesMoney } from "../payments/payment-methods.ts";
import { choice } from "../ui/choice.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { bookResellerPayment, type ResellerView } from "./reseller.api.ts";

const { kind, amount, method, reference, note } = NewPayment.shape;
const shape = {
  kind: kind.meta({ title: "Kind" }),
  amount: amount.meta({ title: "Amount" }),
  method: method.meta({ title: "Method" }),
  reference: reference.meta({ title: "Reference" }),
  note: note.meta({ title: "Note" }),
};
const schema = z.object(shape);

const kinds = [
  { value: "PAYMENT", label: "Payment received" },
  { value: "REFUND", label: "Refund" },
  { value: "CREDIT_ADD", label: "Add to the balance" },
  { value: "CREDIT_REDUCE", label: "Take off the balance" },
];

/** Books a payment of a reseller, once however often the button is pressed. */
export function ResellerPayment({ reseller, onClose }: { reseller: ResellerView; onClose(): void }) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm({
    schema,
    shape,
    initial: { kind: "PAYMENT", amount: "", method: "BANK_TRANSFER", reference: "", note: "" },
    save: (values, key) => bookResellerPayment(reseller.account, { ...values, method: methodOf(values) }, key),
    saved: () => {
      toast(`Booked for ${reseller.company}.`);
      onClose();
      void queryClient.invalidateQueries({ queryKey: ["resellers"] });
      void queryClient.invalidateQueries({ queryKey: ["statement"] });
    },
  });
  const { field, form } = handle;
  return (
    <DrawerForm title={`Payment of ${reseller.company}`} verb="Book payment" handle={handle} onClose={onClose}>
      <NativeSelect {...field("kind")} data={kinds} />
      <TextInput
        {...field("amount", `In ${reseller.currency}. A reseller's payment is taken out of its own balance.`)}
        withAsterisk
        inputMode="decimal"
        autoComplete="off"
        data-autofocus
      />
      {movesMoney(form.getValues().kind) ? <NativeSelect {...choice(field("method"), methodChoices)} /> : null}
      <TextInput {...field("reference", "Stands in the statement.")} />
      <TextInput {...field("note")} />
    </DrawerForm>
  );
}
