import { NumberInput, TagsInput, TextInput } from "@mantine/core";
import type { FormHandle } from "../ui/schema-form.ts";
import type { CustomerValues } from "./customer-values.ts";

/** Brakes for the case that somebody else calls in the customer's name. */
export function FraudLimitsGroup({ handle: { field, form } }: { handle: FormHandle<CustomerValues> }) {
  const { nightHours } = form.getValues();
  const amount = { inputMode: "decimal", placeholder: "No limit" } as const;
  const byNight = { disabled: nightHours === "" };
  return (
    <fieldset className="group">
      <legend>Fraud limits</legend>
      <div className="fields">
        <TextInput
          {...field("dailySpendCap", "Of a day in the customer's zone; further calls are refused.")}
          {...amount}
        />
        <TextInput {...field("maxPricePerMinute", "Dearer calls are refused.")} {...amount} />
        <div className="wide">
          <TagsInput
            {...field("prefixCallLimits", "44=10: at most ten calls at a time to 44…; the longest prefix counts.")}
            placeholder="44=10"
            inputMode="tel"
            splitChars={[",", " "]}
          />
        </div>
        <TextInput {...field("nightHours", "In the customer's zone.")} placeholder="22:00-06:00" />
        <NumberInput
          {...field("nightMaxCallSessions", "Calls at the same time in these hours.")}
          placeholder="No limit"
          min={1}
          allowDecimal={false}
          clampBehavior="none"
          {...byNight}
        />
        <TextInput
          {...field("nightMaxPricePerMinute", "Dearer calls are refused in these hours.")}
          {...amount}
          {...byNight}
        />
      </div>
    </fieldset>
  );
}
