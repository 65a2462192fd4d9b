import { countText } from "../ui/format.ts";
import type { TrafficGroup } from "./analysis.api.ts";
import "./analysis.css";

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));
/** Shades that an eye still tells apart. */
const shades = 5;

/** Attempts by weekday and hour: the fuller the colour, the more. A table, so that it is read as one. */
export function HeatMap({ groups }: { groups: readonly TrafficGroup[] }) {
  const by = new Map(groups.map((group) => [group.key, group]));
  const most = Math.max(1, ...groups.map(({ attempts }) => attempts));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: wider than a phone, so it must scroll by keyboard too
    <section className="table-region" aria-label="Attempts by weekday and hour" tabIndex={0}>
      <table className="heat-map" aria-label="Attempts by weekday and hour">
        <thead>
          <tr>
            <td />
            {hours.map((hour) => (
              <th key={hour} scope="col">
                {hour}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day, i) => (
            <tr key={day}>
              <th scope="row">{day}</th>
              {hours.map((hour) => (
                <HeatCell key={hour} group={by.get(`${i + 1}-${hour}`)} most={most} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function HeatCell({ group, most }: { group: TrafficGroup | undefined; most: number }) {
  const attempts = group?.attempts ?? 0;
  const shade = attempts === 0 ? 0 : Math.ceil((attempts / most) * shades);
  return (
    <td data-shade={shade} title={group ? `${countText(attempts)} attempts, ASR ${group.asr ?? "–"} %` : "No attempt"}>
      {attempts === 0 ? "" : countText(attempts)}
    </td>
  );
}
