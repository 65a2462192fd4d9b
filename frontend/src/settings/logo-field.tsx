import { Button, FileButton } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ProblemNote } from "../ui/problem-note.tsx";
import { toast } from "../ui/toasts.tsx";
import { brandingQuery } from "./branding.api.ts";

interface LogoFieldProps {
  /** Where it is used, as a sentence. */
  where: string;
  /** Its address; null where there is none. */
  shown: string | null;
  /** Puts the file in the place of the one before, or takes it away. */
  change(file: File | null): Promise<unknown>;
  /** What is read again afterwards. */
  refreshes: readonly unknown[];
}

/** The logo is a file, and is saved as soon as it is chosen. */
export function LogoField({ where, shown, change, refreshes }: LogoFieldProps) {
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: async (file: File | null) => {
      await change(file);
    },
    onSuccess: async (_nothing, file) => {
      toast(file ? "The logo is saved." : "The logo is taken away.");
      await queryClient.invalidateQueries({ queryKey: refreshes });
      await queryClient.invalidateQueries({ queryKey: brandingQuery.queryKey });
    },
  });
  return (
    <fieldset className="group">
      <legend>Logo</legend>
      <p className="dim">PNG or JPEG, at most 200 KB and 2000 pixels wide and high. {where}</p>
      <div className="logo-row">
        {shown ? <img src={shown} alt="The logo" className="logo-shown" /> : <span className="dim">None</span>}
        <FileButton accept="image/png,image/jpeg" onChange={(file) => (file ? save.mutate(file) : undefined)}>
          {(props) => (
            <Button variant="default" loading={save.isPending} {...props}>
              {shown ? "Choose another logo" : "Choose a logo"}
            </Button>
          )}
        </FileButton>
        {shown ? (
          <Button variant="default" disabled={save.isPending} onClick={() => save.mutate(null)}>
            Take the logo away
          </Button>
        ) : null}
      </div>
      {save.error ? <ProblemNote error={save.error} /> : null}
    </fieldset>
  );
}
