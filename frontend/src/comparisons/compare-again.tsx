import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { mandatoryFields, theirFields, theirFieldTitles } from "../../../functions/comparisons/their-fields.ts";
import { headersOf } from "../sheets/seen.ts";
import { SheetColumns } from "../sheets/sheet-columns.tsx";
import { SheetPlace } from "../sheets/sheet-place.tsx";
import { SheetPreview } from "../sheets/sheet-preview.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { type ComparisonView, changeComparison, comparisonQuery } from "./comparison.api.ts";
import { SettingsFields } from "./settings-fields.tsx";

type Layout = ComparisonView["layout"];

const filled = (texts: object) =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => String(text).trim() !== ""));

interface FormatFieldsProps {
  layout: Layout;
  change(part: Partial<Layout>): void;
}

function FormatFields({ layout, change }: FormatFieldsProps) {
  return (
    <div className="fields">
      <NativeSelect
        label="Decimal sign"
        description="Undeclared, a comma that may mean thousands is refused."
        value={layout.decimal}
        onChange={(event) => change({ decimal: event.currentTarget.value as Layout["decimal"] })}
        data={[
          { value: "AUTO", label: "Not declared" },
          { value: "POINT", label: "Point: 1,234.56" },
          { value: "COMMA", label: "Comma: 1.234,56" },
        ]}
      />
      <NativeSelect
        label="Order of dates"
        description="Of dates that do not begin with the year."
        value={layout.dates}
        onChange={(event) => change({ dates: event.currentTarget.value as Layout["dates"] })}
        data={[
          { value: "ISO", label: "Not declared" },
          { value: "DMY", label: "31/01/2026" },
          { value: "MDY", label: "01/31/2026" },
        ]}
      />
    </div>
  );
}

/** How their file is read and what counts as the same. A change has everything compared anew. */
export function CompareAgain({ job }: { job: ComparisonView }) {
  const queryClient = useQueryClient();
  const [layout, setLayout] = useState(job.layout);
  const [settings, setSettings] = useState(job.settings);
  const [open, setOpen] = useState(job.failure?.reason === "COLUMNS");
  const again = useMutation({
    mutationFn: () =>
      changeComparison(job.id, { settings, layout: { ...layout, constants: filled(layout.constants) } }),
    onSuccess: (next) => queryClient.setQueryData(comparisonQuery(job.id).queryKey, next),
  });
  const change = (part: Partial<Layout>) => setLayout({ ...layout, ...part });
  return (
    <section className="section" aria-label="Columns and tolerances">
      <button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? "Hide columns and tolerances" : "Columns and tolerances"}
      </button>
      {open ? (
        <>
          <h2>Their file</h2>
          <SheetPlace seen={job.seen} layout={layout} change={change} disabled={false} />
          {job.seen ? <SheetPreview seen={job.seen} /> : null}
          <h2>Columns</h2>
          <SheetColumns
            fields={theirFields}
            labels={theirFieldTitles}
            mandatory={new Set(mandatoryFields)}
            headers={headersOf(job.seen, layout)}
            found={job.mapping}
            layout={{
              columns: layout.columns as Record<string, string>,
              constants: layout.constants as Record<string, string>,
            }}
            change={change}
            disabled={false}
          />
          <h2>Formats</h2>
          <FormatFields layout={layout} change={change} />
          <h2>Tolerances and their clock</h2>
          <SettingsFields settings={settings} isVendor={job.vendor !== null} change={setSettings} />
          {again.isError ? <ProblemNote error={again.error} /> : null}
          <Button style={{ alignSelf: "start" }} loading={again.isPending} onClick={() => again.mutate()}>
            Compare again
          </Button>
        </>
      ) : null}
    </section>
  );
}
