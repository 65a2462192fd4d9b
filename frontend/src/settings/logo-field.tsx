import { Button, FileButton } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ProblemNote } from "../ui/problem-note.tsx";
import { toast } from "../ui/toasts.tsx";
import { brandingQuery, useBranding } from "./branding.api.ts";
import { removeLogo, type SettingsView, sendLogo, settingsQuery } from "./settings.api.ts";

/** The logo is a file, and is saved as soon as it is chosen. */
export function LogoField({ settings: { logo, version } }: { settings: SettingsView }) {
  const queryClient = useQueryClient();
  const { logo: shown } = useBranding();
  const change = useMutation({
    mutationFn: async (file: File | null) => {
      await (file ? sendLogo(version, file) : removeLogo(version));
    },
    onSuccess: async (_nothing, file) => {
      toast(file ? "The logo is saved." : "The logo is taken away.");
      await queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey });
      await queryClient.invalidateQueries({ queryKey: brandingQuery.queryKey });
    },
  });
  return (
    <fieldset className="group">
      <legend>Logo</legend>
      <p className="dim">
        PNG or JPEG, at most 200 KB and 2000 pixels wide and high. At the top of every page, at the sign-in and at the
        head of PDF files.
      </p>
      <div className="logo-row">
        {logo && shown ? <img src={shown} alt="The logo" className="logo-shown" /> : <span className="dim">None</span>}
        <FileButton accept="image/png,image/jpeg" onChange={(file) => (file ? change.mutate(file) : undefined)}>
          {(props) => (
            <Button variant="default" loading={change.isPending} {...props}>
              {logo ? "Choose another logo" : "Choose a logo"}
            </Button>
          )}
        </FileButton>
        {logo ? (
          <Button variant="default" disabled={change.isPending} onClick={() => change.mutate(null)}>
            Take the logo away
          </Button>
        ) : null}
      </div>
      {change.error ? <ProblemNote error={change.error} /> : null}
    </fieldset>
  );
}
