import { Button, FileButton, NativeSelect, Progress, TextInput } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { putFile } from "../api/put-file.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { beginImport } from "./rate-import.api.ts";
import type { TariffView } from "./tariff.api.ts";

interface Settings {
  card: string;
  absent: "KEEP" | "CLOSE";
  effectiveFrom: string;
}

interface ImportUploadProps {
  tariff: TariffView;
  opened(id: string): void;
}

/** Sends a sheet. What it would do is shown next; nothing changes before that is agreed to. */
export function ImportUpload({ tariff, opened }: ImportUploadProps) {
  const [settings, setSettings] = useState<Settings>({
    card: tariff.cards[0]?.id ?? "",
    absent: "KEEP",
    effectiveFrom: "",
  });
  const [percent, setPercent] = useState(0);
  const set = (part: Partial<Settings>) => setSettings({ ...settings, ...part });
  const upload = useMutation({
    mutationFn: async (file: File) => {
      setPercent(0);
      const { effectiveFrom, ...rest } = settings;
      const from = effectiveFrom ? new Date(effectiveFrom).toISOString() : null;
      const ticket = await beginImport(tariff.id, { fileName: file.name, ...rest, effectiveFrom: from });
      await putFile(ticket, file, setPercent);
      return ticket.id;
    },
    onSuccess: opened,
  });
  return (
    <section className="section" aria-label="Send a sheet">
      <div className="toolbar">
        <NativeSelect
          label="Rate card"
          value={settings.card}
          onChange={(event) => set({ card: event.currentTarget.value })}
          data={tariff.cards.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <NativeSelect
          label="Prefixes that the sheet does not name"
          value={settings.absent}
          onChange={(event) => set({ absent: event.currentTarget.value === "CLOSE" ? "CLOSE" : "KEEP" })}
          data={[
            { value: "KEEP", label: "Keep their price" },
            { value: "CLOSE", label: "End at the effective date" },
          ]}
        />
        <TextInput
          type="datetime-local"
          label="Effective from, where rows give none"
          value={settings.effectiveFrom}
          onChange={(event) => set({ effectiveFrom: event.currentTarget.value })}
        />
        <FileButton onChange={(file) => file && upload.mutate(file)} accept=".csv,.txt,.gz,.zst">
          {(props) => (
            <Button {...props} leftSection={<IconUpload size={16} />} loading={upload.isPending}>
              Choose a CSV sheet
            </Button>
          )}
        </FileButton>
      </div>
      <p className="dim">
        Columns are found by their usual names and can be corrected afterwards. You see what the sheet would change
        before anything is applied.
      </p>
      {upload.isPending ? <Progress value={percent} aria-label="Sending the sheet" size="sm" /> : null}
      {upload.isError ? (
        <ProblemNote error={upload.error} retry={() => upload.variables && upload.mutate(upload.variables)} />
      ) : null}
    </section>
  );
}
