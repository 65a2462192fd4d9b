import { TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { NewCreditNote } from "../../../functions/invoices/credit-note.ts";
import { Amount, decimalOf, nanoOf } from "../../../functions/money/money.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { type CreditNoteView, creditInvoice, type InvoiceView } from "./invoice.api.ts";
import "./invoice.css";
import * as z from "zod";

interface Values extends Record<string, unknown> {
  reason: string;
  /** Net to give back by line, "" = nothing. */
  nets: string[];
}

const isNothing = (text: string): boolean => /^0*(\.0*)?$/.test(text.trim());

const requestOf = ({ reason, nets }: Values, lines: InvoiceView["lines"]) => ({
  reason,
  lines: lines.flatMap(({ line }, index) => {
    const net = (nets[index] ?? "").trim();
    return isNothing(net) ? [] : [{ line, net }];
  }),
});

const leftOf = ({ net, credited }: InvoiceView["lines"][number]): string => decimalOf(nanoOf(net) - nanoOf(credited));

/** What the server checks, said at the line's own field. */
const schemaFor = (lines: InvoiceView["lines"]) =>
  z.object({ reason: NewCreditNote.shape.reason, nets: z.array(z.string()) }).superRefine(({ nets }, context) => {
    const say = (index: number, message: string) =>
      context.addIssue({ code: "custom", path: ["nets", index], message });
    for (const [index, line] of lines.entries()) {
      const net = (nets[index] ?? "").trim();
      if (isNothing(net)) continue;
      const read = Amount.safeParse(net);
      if (!read.success) say(index, read.error.issues[0]?.message ?? "Must be a number.");
      else if (nanoOf(net) > nanoOf(leftOf(line))) say(index, `Must be at most ${leftOf(line)}, what is left.`);
    }
    if (nets.every(isNothing)) say(0, "Must give back something.");
  });

/** What somebody else would give back: net by the text of the line, at most what is left of it. */
interface Proposed {
  reason: string;
  nets: ReadonlyMap<string, string>;
}

function proposedFor(line: InvoiceView["lines"][number], { nets }: Proposed): string {
  const [net, left] = [nets.get(line.text), leftOf(line)];
  if (net === undefined || line.kind !== "CALLS") return "";
  return nanoOf(net) > nanoOf(left) ? left : net;
}

interface CreditFormProps {
  invoice: InvoiceView;
  onClose(): void;
  proposed?: Proposed;
}

/** Which lines are given back, and how much of each: what is proposed or all that is left, until something else is typed. */
export function CreditForm({ invoice, onClose, proposed }: CreditFormProps) {
  const queryClient = useQueryClient();
  const { account, number, lines, currency } = invoice;
  const handle = useSchemaForm<Values, CreditNoteView>({
    schema: schemaFor(lines),
    shape: {},
    initial: proposed
      ? { reason: proposed.reason, nets: lines.map((line) => proposedFor(line, proposed)) }
      : { reason: "", nets: lines.map(leftOf) },
    save: (values) => creditInvoice(account, number, requestOf(values, lines)),
    saved: async (note) => {
      toast(`Credit note ${note.number} over ${note.gross} ${note.currency} is issued.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: ["invoices"] });
    },
  });
  const { field, form } = handle;
  return (
    <DrawerForm
      title={`Credit note to ${number}`}
      verb="Issue credit note"
      handle={handle}
      size={520}
      onClose={onClose}
    >
      <TextInput {...field("reason", "Stands on the credit note.")} label="Reason" withAsterisk data-autofocus />
      <p className="dim">Net amounts in {currency}. Tax is given back with them. Empty: nothing of that line.</p>
      {lines.map((line, index) => (
        <TextInput
          key={line.line}
          label={`${line.line}. ${line.text}`}
          description={`Left: ${leftOf(line)}`}
          inputMode="decimal"
          disabled={leftOf(line) === "0"}
          {...form.getInputProps(`nets.${index}`)}
        />
      ))}
    </DrawerForm>
  );
}
