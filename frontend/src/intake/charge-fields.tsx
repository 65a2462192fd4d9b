import { NativeSelect } from "@mantine/core";
import { billableChoices } from "../../../functions/intake/source.ts";
import type { SourceHandle } from "./source-values.ts";
import { billableNames, customerByNames, legNames, options, vendorByNames } from "./source-words.ts";

/** Whose calls they are, and what of them is charged. */
export function ChargeFields({ handle: { field, form } }: { handle: SourceHandle }) {
  const { format } = form.getValues();
  return (
    <fieldset className="group">
      <legend>Calls</legend>
      <div className="fields">
        <NativeSelect
          {...field("customerBy", "How the customer of a call is found.")}
          data={options(customerByNames)}
        />
        <NativeSelect {...field("vendorBy", "How the carrier of a call is found.")} data={options(vendorByNames)} />
        <NativeSelect
          {...field("billableFrom", "Where the talk time is read from.")}
          data={[
            { value: "", label: "The layout's best" },
            ...billableChoices[format].map((value) => ({ value, label: billableNames[value] })),
          ]}
        />
        <NativeSelect {...field("billedLeg", "Other legs are kept at charge 0.")} data={options(legNames)} />
      </div>
    </fieldset>
  );
}
