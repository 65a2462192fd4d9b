import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import * as z from "zod";
import { Settings, SettingsChange } from "../../../functions/settings/settings.ts";
import type { Schemas } from "../api/client.ts";
import { useMay } from "../auth/use-may.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { UnsavedGuard } from "../ui/unsaved-guard.tsx";
import { brandingQuery } from "./branding.api.ts";
import { editSettings, type SettingsView, settingsQuery } from "./settings.api.ts";
import { perhaps, SettingField, settingGroups, settingNames } from "./settings-fields.tsx";

type Values = Record<string, unknown>;

/** Of some an empty text means none; days are typed as texts, and test numbers as one text. */
function changeOf(values: Values): Values {
  const texts = Object.fromEntries(perhaps.map((name) => [name, String(values[name] ?? "").trim() || null]));
  const reminderDays = [values["reminderDays"] ?? []].flat().map(Number);
  const number = (name: (typeof perhaps)[number]) => (texts[name] ? Number(texts[name]) : null);
  const numbers = {
    suspendAfterDays: number("suspendAfterDays"),
    asrDropPoints: number("asrDropPoints"),
    nightMaxCallSessions: number("nightMaxCallSessions"),
  };
  const testNumbers = String(values["testNumbers"] ?? "")
    .split(/[\s,;]+/)
    .filter(Boolean);
  return { ...values, ...texts, reminderDays, testNumbers, ...numbers };
}

const valuesOf = (settings: SettingsView): Values => ({
  ...Object.fromEntries(settingNames.map((name) => [name, settings[name] ?? ""])),
  reminderDays: settings.reminderDays.map(String),
  testNumbers: settings.testNumbers.join("\n"),
});

export function SettingsForm({ settings }: { settings: SettingsView }) {
  const queryClient = useQueryClient();
  const mayEdit = useMay("settings:write");
  const handle = useSchemaForm<Values, SettingsView>({
    schema: z.preprocess((values) => changeOf(values as Values), SettingsChange),
    shape: Settings.shape,
    initial: valuesOf(settings),
    save: (values) => editSettings(settings.version, changeOf(values) as Schemas["SettingsChange"]),
    saved: async () => {
      toast("The settings are saved.");
      await queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey });
      await queryClient.invalidateQueries({ queryKey: brandingQuery.queryKey });
    },
  });
  return (
    <form ref={handle.formRef} className="form" noValidate onSubmit={handle.submit} aria-label="Settings">
      <UnsavedGuard dirty={() => handle.form.isDirty()} />
      <fieldset disabled={!mayEdit} className="all-fields">
        {settingGroups.map(([group, names]) => (
          <fieldset key={group} className="group">
            <legend>{group}</legend>
            <div className="fields">
              {names.map((name) => (
                <SettingField key={name} name={name} handle={handle} />
              ))}
            </div>
          </fieldset>
        ))}
      </fieldset>
      {handle.problem ? <ProblemNote error={handle.problem} retry={handle.retry} /> : null}
      {mayEdit ? (
        <div className="form-bar">
          <Button type="submit" loading={handle.busy}>
            Save settings
          </Button>
        </div>
      ) : null}
    </form>
  );
}
