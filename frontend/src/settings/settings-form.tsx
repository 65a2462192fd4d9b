import { Button, NativeSelect, NumberInput, Select, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import * as z from "zod";
import { currencyCodes } from "../../../functions/money/currency.ts";
import { Settings, SettingsChange } from "../../../functions/settings/settings.ts";
import { roundingChoices } from "../tariffs/tariff-words.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { UnsavedGuard } from "../ui/unsaved-guard.tsx";
import { zoneNames } from "../ui/zone-names.ts";
import { brandingQuery } from "./branding.api.ts";
import { InvoiceSettings } from "./invoice-settings.tsx";
import { editSettings, type SettingsView, settingsQuery } from "./settings.api.ts";

const perhaps = ["supportEmail", "sellerName", "sellerAddress", "sellerTaxNumber"] as const;
type Perhaps = (typeof perhaps)[number];
type Values = Omit<SettingsView, "version" | "logo" | Perhaps> & Record<Perhaps, string>;

/** Of these an empty text means none. */
const changeOf = (values: Values) => ({
  ...values,
  ...(Object.fromEntries(perhaps.map((name) => [name, values[name].trim() || null])) as Record<Perhaps, string | null>),
});

const valuesOf = ({ version: _version, logo: _logo, ...settings }: SettingsView): Values => ({
  ...settings,
  ...(Object.fromEntries(perhaps.map((name) => [name, settings[name] ?? ""])) as Record<Perhaps, string>),
});

export function SettingsForm({ settings }: { settings: SettingsView }) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<Values, SettingsView>({
    schema: z.preprocess((values) => changeOf(values as Values), SettingsChange),
    shape: Settings.shape,
    initial: valuesOf(settings),
    save: (values) => editSettings(settings.version, changeOf(values)),
    saved: async () => {
      toast("The settings are saved.");
      await queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey });
      await queryClient.invalidateQueries({ queryKey: brandingQuery.queryKey });
    },
  });
  const { field, form } = handle;
  const whole = { allowDecimal: false, clampBehavior: "none" } as const;
  return (
    <form ref={handle.formRef} className="form" noValidate onSubmit={handle.submit} aria-label="Settings">
      <UnsavedGuard dirty={() => form.isDirty()} />
      <fieldset className="group">
        <legend>The operator</legend>
        <div className="fields">
          <TextInput {...field("companyName")} withAsterisk />
          <TextInput {...field("supportEmail")} type="email" />
          <Select {...field("baseCurrency")} searchable allowDeselect={false} data={[...currencyCodes]} limit={60} />
          <Select {...field("timeZone")} searchable allowDeselect={false} data={zoneNames} limit={80} />
        </div>
      </fieldset>
      <fieldset className="group">
        <legend>The seller</legend>
        <div className="fields">
          <TextInput {...field("sellerName")} />
          <TextInput {...field("sellerTaxNumber")} />
          <Textarea {...field("sellerAddress")} autosize minRows={2} maxRows={5} />
        </div>
      </fieldset>
      <fieldset className="group">
        <legend>Customers</legend>
        <div className="fields">
          <NativeSelect
            {...field("phoneRule")}
            data={[
              { value: "TEN_DIGITS", label: "Ten digits" },
              { value: "E164", label: "E.164: + and up to 15 digits" },
            ]}
          />
          <NumberInput {...field("emailMaxLength")} {...whole} min={30} max={254} />
          <NumberInput {...field("demoDays")} {...whole} min={1} max={365} />
          <TextInput {...field("demoCredit")} inputMode="decimal" />
        </div>
      </fieldset>
      <fieldset className="group">
        <legend>Rates</legend>
        <div className="fields">
          <NativeSelect {...field("rounding")} data={roundingChoices} />
          <TextInput {...field("priceCeiling")} inputMode="decimal" />
          <NumberInput {...field("rateNoticeDays")} {...whole} min={0} max={90} />
        </div>
      </fieldset>
      <InvoiceSettings handle={handle} />
      <fieldset className="group">
        <legend>Switches and new customers</legend>
        <div className="fields">
          <TextInput {...field("sipRealm")} spellCheck={false} className="mono-input" />
          <NumberInput {...field("newCustomerDays")} {...whole} min={0} max={365} />
          <div className="wide">
            <TagsInput {...field("newCustomerBlockedPrefixes")} splitChars={[",", " "]} inputMode="tel" />
          </div>
        </div>
      </fieldset>
      {handle.problem ? <ProblemNote error={handle.problem} retry={handle.retry} /> : null}
      <div className="form-bar">
        <Button type="submit" loading={handle.busy}>
          Save settings
        </Button>
      </div>
    </form>
  );
}
