import { useQuery } from "@tanstack/react-query";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { LogoField } from "./logo-field.tsx";
import { type SettingsView, settingsPath, settingsQuery } from "./settings.api.ts";
import { SettingsForm } from "./settings-form.tsx";
import "./settings.css";

/** Another logo is no reason to forget what was typed into the form. */
const formKey = ({ version: _version, logo: _logo, ...fields }: SettingsView): string => JSON.stringify(fields);

/** What the operator decides for the whole system. */
export function SettingsPage() {
  const settings = useQuery({ ...settingsQuery, refetchOnWindowFocus: false });
  return (
    <Page title="Settings" call={{ method: "GET", path: settingsPath }}>
      {settings.isError ? <ProblemNote error={settings.error} retry={settings.refetch} /> : null}
      {settings.data ? (
        <>
          <SettingsForm key={formKey(settings.data)} settings={settings.data} />
          <LogoField settings={settings.data} />
        </>
      ) : null}
    </Page>
  );
}
