import { NativeSelect } from "@mantine/core";
import type { SeenView } from "./seen.ts";

interface Place {
  sheet: string | null;
  headerRow: number | null;
}

interface SheetPlaceProps {
  seen: SeenView | null;
  layout: Place;
  change(part: Partial<Place>): void;
  disabled: boolean;
}

/** Worksheet and line of the headers. */
export function SheetPlace({ seen, layout, change, disabled }: SheetPlaceProps) {
  const lines = (seen?.preview ?? []).map(({ line, cells }) => ({
    value: String(line),
    label: `Line ${line}: ${cells.filter(Boolean).join(" · ").slice(0, 50)}`,
  }));
  const chosen = layout.headerRow === null ? "" : String(layout.headerRow);
  const isFar = chosen !== "" && chosen !== "0" && !lines.some(({ value }) => value === chosen);
  return (
    <div className="fields">
      {seen && seen.sheets.length > 0 ? (
        <NativeSelect
          label="Worksheet"
          disabled={disabled}
          value={layout.sheet ?? ""}
          onChange={(event) => change({ sheet: event.currentTarget.value || null })}
          data={[
            { value: "", label: seen.sheet ? `Found: ${seen.sheet}` : "The first with the columns" },
            ...seen.sheets.map((name) => ({ value: name, label: name })),
          ]}
        />
      ) : null}
      <NativeSelect
        label="Headers"
        disabled={disabled}
        value={chosen}
        onChange={(event) =>
          change({ headerRow: event.currentTarget.value === "" ? null : Number(event.currentTarget.value) })
        }
        data={[
          { value: "", label: seen?.headerRow ? `Found: line ${seen.headerRow}` : "Find them" },
          { value: "0", label: "There are none" },
          ...(isFar ? [{ value: chosen, label: `Line ${chosen}` }] : []),
          ...lines,
        ]}
      />
    </div>
  );
}
