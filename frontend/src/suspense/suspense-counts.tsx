import { Duration } from "../ui/figures.tsx";
import { countText, sentence } from "../ui/format.ts";
import { stakeOf } from "./stake.ts";
import { StakeFigure } from "./stake-figure.tsx";
import type { SuspenseCount } from "./suspense.api.ts";
import "./suspense-counts.css";

interface SuspenseCountsProps {
  counts: readonly SuspenseCount[];
  filter: { reason: string; source: string; day: string };
  choose(reason: string): void;
}

/** How many wait, by reason, of the chosen source and day or of all. Reasons that nothing waits for are not shown. */
export function SuspenseCounts({ counts, filter, choose }: SuspenseCountsProps) {
  const byReason = new Map<string, SuspenseCount[]>();
  for (const one of counts)
    if ((!filter.source || filter.source === one.source) && (!filter.day || filter.day === one.day))
      byReason.set(one.reason, [...(byReason.get(one.reason) ?? []), one]);
  if (byReason.size === 0) return null;
  return (
    <ul className="counts" aria-label="Waiting by reason">
      {[...byReason]
        .map(([reason, some]) => ({ reason, stake: stakeOf(some) }))
        .sort((one, other) => other.stake.count - one.stake.count)
        .map(({ reason, stake }) => (
          <li key={reason}>
            <button
              type="button"
              aria-pressed={filter.reason === reason}
              onClick={() => choose(filter.reason === reason ? "" : reason)}
            >
              {sentence(reason)} <strong>{countText(stake.count)}</strong>
              <span className="stake">
                {stake.seconds > 0 ? (
                  <>
                    <Duration seconds={stake.seconds} /> talk time,{" "}
                  </>
                ) : null}
                <StakeFigure {...stake} />
              </span>
            </button>
          </li>
        ))}
    </ul>
  );
}
