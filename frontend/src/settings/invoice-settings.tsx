import { NativeSelect, Switch, Textarea, TextInput } from "@mantine/core";
import type { FormHandle } from "../ui/schema-form.ts";

/** How invoices look, are numbered and for what they are made. */
// biome-ignore lint/suspicious/noExplicitAny: whatever else the form holds
export const InvoiceSettings = ({ handle: { field, tick } }: { handle: FormHandle<any> }) => (
  <fieldset className="group">
    <legend>Invoices</legend>
    <div className="fields">
      <TextInput {...field("invoiceNumbers")} spellCheck={false} className="mono-input" />
      <TextInput {...field("creditNoteNumbers")} spellCheck={false} className="mono-input" />
      <NativeSelect
        {...field("invoicePaper")}
        data={[
          { value: "A4", label: "A4" },
          { value: "LETTER", label: "US Letter" },
        ]}
      />
      <Switch {...tick("invoiceItemised")} />
      <Switch {...tick("emptyInvoices")} />
      <Textarea {...field("invoiceNote")} autosize minRows={2} maxRows={6} />
      <Textarea {...field("untaxedNote")} autosize minRows={2} maxRows={4} />
    </div>
  </fieldset>
);
