import { countText } from "../ui/format.ts";
import type { TrafficBy, TrafficGroup } from "./analysis.api.ts";
import { groupName } from "./group-name.ts";
import "./analysis.css";

const height = 140;
/** Below this a bar cannot be pointed at; the chart then scrolls. */
const leastWidth = 10;

interface TrafficChartProps {
  groups: readonly TrafficGroup[];
  by: TrafficBy;
  zone: string;
}

/** Attempts along the clock: answered below, the rest above, ASR as a line. Its figures are the rows of the table below it. */
export function TrafficChart({ groups, by, zone }: TrafficChartProps) {
  const most = Math.max(1, ...groups.map(({ attempts }) => attempts));
  const width = Math.max(600, groups.length * leastWidth);
  const step = width / groups.length;
  const y = (part: number) => height - part * height;
  const line = groups
    .map(({ asr }, i) => (asr === null ? undefined : `${(i + 0.5) * step},${y(Number(asr) / 100)}`))
    .filter((point) => point !== undefined);
  return (
    <figure className="traffic-chart">
      <figcaption className="dim">
        <span className="key" data-part="answered" /> Answered <span className="key" data-part="other" /> Not answered{" "}
        <span className="key" data-part="asr" /> ASR, 0 to 100 % · up to {countText(most)} attempts
      </figcaption>
      <div className="traffic-chart-region">
        <svg
          viewBox={`0 0 ${width} ${height}`}
          style={{ minWidth: groups.length * leastWidth }}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {groups.map((group, i) => (
            <g key={group.key}>
              <title>{`${groupName(group, by, zone)}: ${countText(group.attempts)} attempts, ASR ${group.asr ?? "–"} %`}</title>
              <Bar x={i * step} width={step} from={0} to={group.answered / most} part="answered" />
              <Bar x={i * step} width={step} from={group.answered / most} to={group.attempts / most} part="other" />
            </g>
          ))}
          <polyline points={line.join(" ")} data-part="asr" vectorEffect="non-scaling-stroke" />
        </svg>
      </div>
      <div className="traffic-chart-ends dim" aria-hidden="true">
        {[groups[0], groups.at(-1)].map((end, i) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: of one group both ends are the same
          end ? <span key={i}>{groupName(end, by, zone)}</span> : null,
        )}
      </div>
    </figure>
  );
}

/** Part of a column, from and to in parts of the whole height. */
const Bar = ({ x, width, from, to, part }: { x: number; width: number; from: number; to: number; part: string }) => (
  <rect
    x={x + width * 0.1}
    width={width * 0.8}
    y={height - to * height}
    height={(to - from) * height}
    data-part={part}
  />
);
