import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { headersOf } from "../sheets/seen.ts";
import { SheetColumns } from "../sheets/sheet-columns.tsx";
import { SheetPlace } from "../sheets/sheet-place.tsx";
import { SheetPreview } from "../sheets/sheet-preview.tsx";
import { localText } from "../ui/instant-field.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { bodyOf, type ImportSettings, ImportSettingsFields } from "./import-settings.tsx";
import { changeImport, importQuery, type LayoutView, type RateImportView } from "./rate-import.api.ts";
import { fieldNames } from "./sheet-field-names.ts";
import { SheetFormats } from "./sheet-formats.tsx";
import type { TariffView } from "./tariff.api.ts";

interface SheetLayoutProps {
  tariff: TariffView;
  job: RateImportView;
}

const settingsOf = ({ card, mode, effectiveFrom, costTariff }: RateImportView): ImportSettings => ({
  card,
  mode,
  effectiveFrom: localText(effectiveFrom),
  costTariff: costTariff ?? "",
});

/** A text that was begun and left empty is none. */
const filled = (constants: Record<string, string>) =>
  Object.fromEntries(Object.entries(constants).filter(([, text]) => text.trim() !== ""));

/** How the sheet is written and what it is meant to do. A change reads it again; the layout is kept for the tariff's next one. */
export function SheetLayout({ tariff, job }: SheetLayoutProps) {
  const queryClient = useQueryClient();
  const [layout, setLayout] = useState<LayoutView>(job.layout);
  const [settings, setSettings] = useState(settingsOf(job));
  const [open, setOpen] = useState(job.failure?.reason === "COLUMNS");
  const again = useMutation({
    mutationFn: () =>
      changeImport(tariff.id, job.id, {
        ...bodyOf(settings),
        layout: { ...layout, constants: filled(layout.constants) },
      }),
    onSuccess: (next) => queryClient.setQueryData(importQuery(tariff.id, job.id).queryKey, next),
  });
  const disabled = job.applied !== null;
  const change = (part: Partial<LayoutView>) => setLayout({ ...layout, ...part });
  const found = job.findings?.mapping ?? {};
  return (
    <section className="section" aria-label="Layout of the sheet">
      <p className="dim">{summary(job)}</p>
      <button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? "Hide layout and settings" : "Layout and settings"}
      </button>
      {open ? (
        <>
          <h2>Sheet</h2>
          <SheetPlace seen={job.seen} layout={layout} change={change} disabled={disabled} />
          {job.seen ? <SheetPreview seen={job.seen} /> : null}
          <h2>Columns</h2>
          <SheetColumns
            fields={job.fields}
            labels={fieldNames}
            headers={headersOf(job.seen, layout)}
            found={found}
            layout={layout}
            change={change}
            disabled={disabled}
          />
          <h2>Formats</h2>
          <SheetFormats layout={layout} change={change} disabled={disabled} />
          <h2>Effect</h2>
          <ImportSettingsFields
            tariff={tariff}
            value={settings}
            change={(part) => setSettings({ ...settings, ...part })}
            disabled={disabled}
          />
          {again.isError ? <ProblemNote error={again.error} /> : null}
          {disabled ? null : (
            <Button style={{ alignSelf: "start" }} loading={again.isPending} onClick={() => again.mutate()}>
              Read the sheet again
            </Button>
          )}
        </>
      ) : null}
    </section>
  );
}

const modeWords = {
  UPDATE: "UPDATE: prefixes that the sheet does not name stay.",
  FULL: "FULL: prefixes that the sheet does not name end.",
} as const;

function summary({ mode, seen, findings }: RateImportView): string {
  const where = seen?.sheet ? `Worksheet ${seen.sheet}. ` : "";
  const header = seen?.headerRow ? `Headers in line ${seen.headerRow}` : "No headers";
  const used = findings ? `, ${Object.keys(findings.mapping).length} of ${seen?.headers.length ?? 0} columns used` : "";
  return `${modeWords[mode]} ${where}${header}${used}.`;
}
