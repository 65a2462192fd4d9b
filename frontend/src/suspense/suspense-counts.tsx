import { countText, sentence } from "../ui/format.ts";
import type { SuspenseCount } from "./suspense.api.ts";
import "./suspense-counts.css";

interface SuspenseCountsProps {
  counts: readonly SuspenseCount[];
  names: Map<string, string>;
  filter: { reason: string; source: string };
  change(filter: { reason: string; source: string }): void;
}

/** How many wait, by reason and source. Reasons that nothing waits for are not shown. */
export function SuspenseCounts({ counts, names, filter, change }: SuspenseCountsProps) {
  const shown = counts.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  if (shown.length === 0) return null;
  return (
    <ul className="counts" aria-label="Waiting by reason and source">
      {shown.map(({ reason, source, count }) => {
        const pressed = filter.reason === reason && filter.source === source;
        return (
          <li key={`${reason} ${source}`}>
            <button
              type="button"
              aria-pressed={pressed}
              onClick={() => change(pressed ? { reason: "", source: "" } : { reason, source })}
            >
              <strong>{countText(count)}</strong> {sentence(reason)}
              <span className="dim"> {names.get(source) ?? source}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
