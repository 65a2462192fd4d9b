import { Checkbox, Switch, TagsInput, TextInput } from "@mantine/core";
import { selfEditTabs } from "../../../functions/customers/customer-fields.ts";
import type { FormHandle } from "../ui/schema-form.ts";
import type { CustomerValues } from "./customer-values.ts";
import { selfEditWords } from "./self-edit-words.ts";

const further = { billing: "E-mail for invoices", rates: "E-mail for rates", noc: "E-mail of the NOC" } as const;

/** What the manual's form has no room for: own rights in the portal, alerts, further addresses. */
export function FurtherGroup({ handle: { field, tick, form } }: { handle: FormHandle<CustomerValues> }) {
  return (
    <fieldset className="group">
      <legend>Self-care and alerts</legend>
      <div className="fields">
        <div className="wide">
          <Checkbox.Group {...field("selfEdit", "In the portal the customer sees all of them and edits those ticked.")}>
            <div className="ticks">
              {selfEditTabs.map((tab) => (
                <Checkbox key={tab} size="xs" value={tab} label={selfEditWords[tab]} />
              ))}
            </div>
          </Checkbox.Group>
        </div>
        <TextInput
          {...field("lowBalanceThreshold", "Below it the customer is told. Empty: never.")}
          inputMode="decimal"
          autoComplete="off"
        />
        <Percents
          {...field("creditAlertPercents", "Shares of the credit at which the customer is told, such as 80 and 95.")}
          change={(percents) => form.setFieldValue("creditAlertPercents", percents)}
        />
        <TagsInput {...field("tags", "To find and change customers by. Enter after each.")} />
        <TextInput {...field("locale", "Of invoices and mails: en, de, pt-BR …")} maxLength={5} />
        {(["billing", "rates", "noc"] as const).map((kind) => (
          <TextInput key={kind} {...form.getInputProps(`emails.${kind}`)} label={further[kind]} type="email" />
        ))}
        <Switch {...tick("invoiceByEmail", "Sent to the address for invoices, else to the customer's own.")} />
      </div>
    </fieldset>
  );
}

interface PercentsProps {
  value: readonly number[];
  change(percents: number[]): void;
}

/** Numbers in a field for texts; what is no number stays, for the rules to refuse it by its name. */
const Percents = ({ value, change, ...input }: PercentsProps) => (
  <TagsInput
    {...input}
    inputMode="numeric"
    value={value.map(String)}
    onChange={(texts) => change(texts.map((text) => (/^\d+$/.test(text) ? Number(text) : (text as unknown as number))))}
  />
);
