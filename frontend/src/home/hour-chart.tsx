import { counted } from "../../../functions/time/counted.ts";
import { countText } from "../ui/format.ts";
import type { HomeTraffic } from "./home.api.ts";
import "../analysis/analysis.css";

const [height, step] = [110, 25];

type Hours = HomeTraffic["hours"];

interface HourChartProps {
  hours: Hours;
  weekday: string;
}

/** Calls by the hour: answered below, the rest above, the week before as a line. The same as a table behind it. */
export function HourChart({ hours, weekday }: HourChartProps) {
  const most = Math.max(1, ...hours.flatMap(({ attempts, before }) => [attempts ?? 0, before ?? 0]));
  const y = (count: number) => height - (count / most) * height;
  const line = hours.flatMap(({ before }, i) => (before === null ? [] : [`${(i + 0.5) * step},${y(before)}`]));
  return (
    <figure className="traffic-chart home-chart">
      <figcaption className="dim">
        <span className="key" data-part="answered" /> Answered <span className="key" data-part="other" /> Not answered{" "}
        <span className="key" data-part="asr" /> All calls of {weekday} before · up to {counted(most, "call")} an hour
      </figcaption>
      <div className="traffic-chart-region">
        <svg viewBox={`0 0 ${hours.length * step} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          {hours.map(({ at, clock, attempts, answered }, i) =>
            attempts === null || answered === null ? null : (
              <g key={at}>
                <title>{`${clock}:00: ${counted(attempts, "call")}, ${countText(answered)} answered`}</title>
                <Bar x={i * step} from={y(0)} to={y(answered)} part="answered" />
                <Bar x={i * step} from={y(answered)} to={y(attempts)} part="other" />
              </g>
            ),
          )}
          <polyline points={line.join(" ")} data-part="asr" vectorEffect="non-scaling-stroke" />
        </svg>
      </div>
      <div className="home-clock dim" aria-hidden="true">
        {hours
          .filter((_, i) => i % 6 === 0)
          .map(({ at, clock }) => (
            <span key={at}>{clock}:00</span>
          ))}
      </div>
      <details>
        <summary>As a table</summary>
        <HourTable hours={hours} weekday={weekday} />
      </details>
    </figure>
  );
}

const Bar = ({ x, from, to, part }: { x: number; from: number; to: number; part: string }) => (
  <rect x={x + step * 0.1} width={step * 0.8} y={to} height={Math.max(0, from - to)} data-part={part} />
);

const shown = (count: number | null) => (count === null ? "–" : countText(count));

const HourTable = ({ hours, weekday }: HourChartProps) => (
  <table className="home-hours" aria-label="Calls by the hour">
    <thead>
      <tr>
        <th scope="col">Hour</th>
        <th scope="col">Calls</th>
        <th scope="col">Answered</th>
        <th scope="col">{weekday} before</th>
      </tr>
    </thead>
    <tbody>
      {hours.map(({ at, clock, attempts, answered, before }) => (
        <tr key={at}>
          <th scope="row">{clock}:00</th>
          <td>{shown(attempts)}</td>
          <td>{shown(answered)}</td>
          <td>{shown(before)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
