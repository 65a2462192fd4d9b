import { useQuery } from "@tanstack/react-query";
import { useMay } from "../auth/use-may.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useBranding } from "./branding.api.ts";
import { LogoField } from "./logo-field.tsx";
import { removeLogo, type SettingsView, sendLogo, settingsPath, settingsQuery } from "./settings.api.ts";
import { SettingsForm } from "./settings-form.tsx";
import "./settings.css";

/** Another logo is no reason to forget what was typed into the form. */
const formKey = ({ version: _version, logo: _logo, ...fields }: SettingsView): string => JSON.stringify(fields);

/** What the operator decides for the whole system. */
export function SettingsPage() {
  // The form begins with what holds now: what was read before would be replaced under the first words that are typed.
  const settings = useQuery({ ...settingsQuery, refetchOnWindowFocus: false, refetchOnMount: "always" });
  const current = settings.isFetchedAfterMount ? settings.data : undefined;
  const mayEdit = useMay("settings:write");
  return (
    <Page title="Settings" call={{ method: "GET", path: settingsPath }}>
      {settings.isError ? <ProblemNote error={settings.error} retry={settings.refetch} /> : null}
      {current ? (
        <>
          <SettingsForm key={formKey(current)} settings={current} />
          {mayEdit ? <OwnLogo settings={current} /> : null}
        </>
      ) : null}
    </Page>
  );
}

function OwnLogo({ settings: { logo, version } }: { settings: SettingsView }) {
  const { logo: shown } = useBranding();
  return (
    <LogoField
      where="At the top of every page, at the sign-in and at the head of PDF files."
      shown={logo && shown}
      change={(file) => (file ? sendLogo(`${settingsPath}/logo`, version, file) : removeLogo(version))}
      refreshes={settingsQuery.queryKey}
    />
  );
}
