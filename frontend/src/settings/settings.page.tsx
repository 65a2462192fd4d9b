import { useQuery } from "@tanstack/react-query";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { settingsPath, settingsQuery } from "./settings.api.ts";
import { SettingsForm } from "./settings-form.tsx";

/** What the operator decides for the whole system. */
export function SettingsPage() {
  const settings = useQuery({ ...settingsQuery, refetchOnWindowFocus: false });
  return (
    <Page title="Settings" call={{ method: "GET", path: settingsPath }}>
      {settings.isError ? <ProblemNote error={settings.error} retry={settings.refetch} /> : null}
      {settings.data ? <SettingsForm key={settings.data.version} settings={settings.data} /> : null}
    </Page>
  );
}
