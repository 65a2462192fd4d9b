import { Select, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { postalShapeOf } from "../../../functions/customers/postal-code.ts";
import { statesOf } from "../../../functions/customers/state.ts";
import { SwitchCodes } from "../devices/switch-codes.tsx";
import { defaultsQuery } from "../settings/settings.api.ts";
import type { FormHandle } from "../ui/schema-form.ts";
import { zoneNames } from "../ui/zone-names.ts";
import { countries } from "./countries.ts";
import type { CustomerValues } from "./customer-values.ts";

interface GroupProps {
  handle: FormHandle<CustomerValues>;
  adding: boolean;
  account?: string | undefined;
}

const phoneHints = { TEN_DIGITS: "10 digits.", E164: "+ and 7 to 15 digits, country code first." };

export function ContactGroup({ handle, adding, account }: GroupProps) {
  const { field, form } = handle;
  const { data: defaults } = useQuery(defaultsQuery);
  const { country } = form.getValues();
  const [states, shape] = [statesOf(country), postalShapeOf(country)];
  const choice = (name: string, hint: string) => {
    const input = field(name, hint);
    return {
      ...input,
      value: input.value || null,
      onChange: (value: string | null) => form.setFieldValue(name, value ?? ""),
    };
  };
  return (
    <fieldset className="group">
      <legend>Contact</legend>
      <div className="fields">
        <TextInput {...field("name", "The person to talk to.")} withAsterisk />
        <TextInput {...field("company")} withAsterisk />
        <TextInput {...field("email", defaults && `At most ${defaults.emailMaxLength} characters.`)} type="email" />
        <Textarea {...field("address", "At most 200 characters.")} autosize minRows={1} maxRows={4} />
        <TextInput
          {...field("phone", defaults && phoneHints[defaults.phoneRule])}
          withAsterisk
          type="tel"
          inputMode="tel"
        />
        <Select
          {...choice("country", "")}
          description={undefined}
          searchable
          clearable
          data={countries}
          nothingFoundMessage="No such country"
        />
        {states ? (
          <Select
            {...choice("state", "By its code.")}
            searchable
            clearable
            data={[...states]}
            nothingFoundMessage="No such state"
          />
        ) : (
          <TextInput {...field("state", "Where the country has them.")} />
        )}
        <TextInput
          {...field("pin", shape ? `Postal code, such as ${shape} (X is a letter).` : "Postal code of the country.")}
        />
        <Select
          {...choice(
            "timeZone",
            adding
              ? "Days of statements and invoices begin there. Fixed for good."
              : "Fixed: the statement's days are cut in it.",
          )}
          disabled={!adding}
          searchable
          data={zoneNames}
          limit={80}
          nothingFoundMessage="No such zone"
        />
        <div className="wide">
          <SwitchCodes
            handle={handle}
            hint="Account codes by which switches already know this customer."
            account={adding ? undefined : account}
          />
        </div>
      </div>
    </fieldset>
  );
}
