import { NativeSelect } from "@mantine/core";
import type { CallFilters } from "../filters.ts";
import { DayRange } from "../ui/day-range.tsx";
import { sentence } from "../ui/format.ts";
import { FilterField } from "./filter-field.tsx";

interface CallFilterBarProps {
  filters: CallFilters;
  change(part: Partial<CallFilters>): void;
}

const dispositions = ["ANSWERED", "UNANSWERED", "BUSY", "NO_ANSWER", "CANCELLED", "FAILED"];
/** All that no number has. */
const noDigit = /[^0-9*#+A-Da-d]/g;

export function CallFilterBar({ filters, change }: CallFilterBarProps) {
  return (
    <>
      <DayRange from={filters.from} to={filters.to} change={change} />
      <FilterField
        label="CLD begins with"
        value={filters.cld}
        refused={noDigit}
        search
        change={(cld) => change({ cld })}
      />
      <FilterField label="CLI begins with" value={filters.cli} refused={noDigit} change={(cli) => change({ cli })} />
      <NativeSelect
        label="Disposition"
        value={filters.disposition}
        onChange={(event) => change({ disposition: event.currentTarget.value })}
        data={[{ value: "", label: "Any" }, ...dispositions.map((value) => ({ value, label: sentence(value) }))]}
      />
    </>
  );
}
