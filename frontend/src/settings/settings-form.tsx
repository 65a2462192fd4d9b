import { Button, NativeSelect, NumberInput, Select, TextInput } from "@mantine/core";
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
import { editSettings, type SettingsView, settingsQuery } from "./settings.api.ts";

type Values = Omit<SettingsView, "version" | "supportEmail"> & { supportEmail: string };

/** An empty address means none. */
const changeOf = ({ supportEmail, ...values }: Values) => ({ ...values, supportEmail: supportEmail.trim() || null });

/** Said where a setting decides nothing yet. */
const later = "Kept for later: nothing reads it yet.";

export function SettingsForm({ settings: { version, ...settings } }: { settings: SettingsView }) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<Values, SettingsView>({
    schema: z.preprocess((values) => changeOf(values as Values), SettingsChange),
    shape: Settings.shape,
    initial: { ...settings, supportEmail: settings.supportEmail ?? "" },
    save: (values) => editSettings(version, changeOf(values)),
    saved: async () => {
      toast("The settings are saved.");
      await queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey });
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
          <TextInput {...field("companyName", later)} withAsterisk />
          <TextInput {...field("supportEmail", `${later} Empty: none.`)} type="email" />
          <Select
            {...field("baseCurrency", later)}
            searchable
            allowDeselect={false}
            data={[...currencyCodes]}
            limit={60}
          />
          <Select {...field("timeZone", later)} searchable allowDeselect={false} data={zoneNames} limit={80} />
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
        </div>
      </fieldset>
      <fieldset className="group">
        <legend>Rates</legend>
        <div className="fields">
          <NativeSelect {...field("rounding", `${later} Each tariff says its own.`)} data={roundingChoices} />
          <TextInput {...field("priceCeiling", `${later} Each tariff has its own.`)} inputMode="decimal" />
          <NumberInput {...field("rateNoticeDays")} {...whole} min={0} max={90} />
        </div>
      </fieldset>
      <fieldset className="group">
        <legend>Switches</legend>
        <div className="fields">
          <TextInput {...field("sipRealm")} spellCheck={false} className="mono-input" />
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
