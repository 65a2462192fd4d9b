import { Progress } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { putFile } from "../api/put-file.ts";
import { ChooseSheet } from "../sheets/choose-sheet.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { bodyOf, type ImportSettings, ImportSettingsFields } from "./import-settings.tsx";
import { beginImport } from "./rate-import.api.ts";
import type { TariffView } from "./tariff.api.ts";

interface ImportUploadProps {
  tariff: TariffView;
  opened(id: string): void;
}

/** Sends a sheet. What it would do is shown next; nothing changes before that is agreed to. */
export function ImportUpload({ tariff, opened }: ImportUploadProps) {
  const everyone = tariff.cards.find(({ account }) => account === null);
  const [settings, setSettings] = useState<ImportSettings>({
    card: everyone?.id ?? "",
    mode: "UPDATE",
    effectiveFrom: "",
    costTariff: "",
  });
  const [percent, setPercent] = useState(0);
  const upload = useMutation({
    mutationFn: async (file: File) => {
      setPercent(0);
      const ticket = await beginImport(tariff.id, { fileName: file.name, ...bodyOf(settings) });
      await putFile(ticket, file, setPercent);
      return ticket.id;
    },
    onSuccess: opened,
  });
  return (
    <section className="section" aria-label="Send a sheet">
      <ImportSettingsFields tariff={tariff} value={settings} change={(part) => setSettings({ ...settings, ...part })} />
      <ChooseSheet label="Choose a sheet" busy={upload.isPending} chosen={(file) => upload.mutate(file)} />
      <p className="dim">
        XLSX or CSV, up to a million rates. Columns are found by their usual names or as they were chosen for this
        tariff before. You see what the sheet would change before anything is applied.
      </p>
      {upload.isPending ? <Progress value={percent} aria-label="Sending the sheet" size="sm" /> : null}
      {upload.isError ? (
        <ProblemNote error={upload.error} retry={() => upload.variables && upload.mutate(upload.variables)} />
      ) : null}
    </section>
  );
}
