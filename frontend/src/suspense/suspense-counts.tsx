import { countText, sentence } from "../ui/format.ts";
import type { SuspenseCount } from "./suspense.api.ts";
import "./suspense-counts.css";

interface SuspenseCountsProps {
  counts: readonly SuspenseCount[];
  filter: { reason: string; source: string; day: string };
  choose(reason: string): void;
}

/** How many wait, by reason, of the chosen source and day or of all. Reasons that nothing waits for are not shown. */
export function SuspenseCounts({ counts, filter, choose }: SuspenseCountsProps) {
  const byReason = new Map<string, number>();
  for (const { reason, source, day, count } of counts)
    if (count > 0 && (!filter.source || filter.source === source) && (!filter.day || filter.day === day))
      byReason.set(reason, (byReason.get(reason) ?? 0) + count);
  if (byReason.size === 0) return null;
  return (
    <ul className="counts" aria-label="Waiting by reason">
      {[...byReason]
        .sort(([, one], [, other]) => other - one)
        .map(([reason, count]) => (
          <li key={reason}>
            <button
              type="button"
              aria-pressed={filter.reason === reason}
              onClick={() => choose(filter.reason === reason ? "" : reason)}
            >
              {sentence(reason)} <strong>{countText(count)}</strong>
            </button>
          </li>
        ))}
    </ul>
  );
}
