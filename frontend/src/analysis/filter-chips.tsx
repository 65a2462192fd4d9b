import { Button } from "@mantine/core";
import { type AnalysisFilters, noOverallFilters, type OverallFilters } from "../filters.ts";
import { filterOf } from "./analysis.api.ts";
import { byWords, groupName } from "./group-name.ts";

interface FilterChipsProps {
  filters: AnalysisFilters & Partial<OverallFilters>;
  change(part: Partial<OverallFilters>): void;
}

/** What the calls are filtered by; a click takes it away. */
export function FilterChips({ filters, change }: FilterChipsProps) {
  const set = byWords.flatMap(([by, word]) => {
    const name = filterOf[by];
    const value = name ? filters[name] : "";
    return name && value ? [{ name, word, text: groupName({ key: value, label: value }, by, "UTC") }] : [];
  });
  if (set.length === 0) return null;
  return (
    <div className="toolbar">
      {set.map(({ name, word, text }) => (
        <Button key={name} variant="light" onClick={() => change({ [name]: noOverallFilters[name] })}>
          {word}: {text} ×<span className="sr-only"> take away</span>
        </Button>
      ))}
    </div>
  );
}
