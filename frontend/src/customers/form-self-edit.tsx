import { Checkbox } from "@mantine/core";
import { selfEditTabs } from "../../../functions/customers/customer-fields.ts";
import type { FormHandle } from "../ui/schema-form.ts";
import type { CustomerValues } from "./customer-values.ts";
import { selfEditWords } from "./self-edit-words.ts";

/** What the customer may change itself when it signs in, tab by tab. What is not ticked it can still read. */
export function SelfEditGroup({ handle: { form } }: { handle: FormHandle<CustomerValues> }) {
  const { selfEdit } = form.getValues();
  return (
    <fieldset className="group">
      <legend>Self-care: tabs the customer may edit</legend>
      <Checkbox.Group value={selfEdit} onChange={(tabs) => form.setFieldValue("selfEdit", tabs)}>
        <div className="fields">
          {selfEditTabs.map((tab) => (
            <Checkbox key={tab} value={tab} label={selfEditWords[tab]} />
          ))}
        </div>
      </Checkbox.Group>
      <p className="dim" style={{ marginTop: 8 }}>
        It reads all of its tabs whatever is ticked. Tariff, money, limits and the codes of switches are never its to
        change.
      </p>
    </fieldset>
  );
}
