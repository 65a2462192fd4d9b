import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { cents } from "../analysis/cents.ts";
import { Money } from "../ui/figures.tsx";
import { countOf, countText, dayOf, nextDay } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useZone } from "../ui/zone.tsx";
import { usageQuery } from "./portal.api.ts";
import "../analysis/analysis.css";

const days = 14;
const [height, step] = [80, 25];

interface Day {
  date: string;
  attempts: number;
  charge: string;
}

/** What was called for in the last 14 days, today among them, as a small chart and as a table behind it. */
export function UsageDays({ account, currency }: { account: string; currency: string }) {
  const { zone } = useZone();
  const today = dayOf(Date.now(), zone);
  const first = nextDay(today, 1 - days);
  const { data, isError, error, refetch } = useQuery(usageQuery(account, { first, today, zone }));
  if (isError) return <ProblemNote error={error} retry={refetch} />;
  const by = new Map(data?.groups.map(({ key, attempts, charge }) => [key, { attempts, charge }]));
  const shown = Array.from({ length: days }, (_, i): Day => {
    const date = nextDay(first, i);
    return { date, ...(by.get(date) ?? { attempts: 0, charge: "0" }) };
  });
  return (
    <section className="section" aria-labelledby="usage-days">
      <h2 id="usage-days">Last 14 days</h2>
      <p className="dim">
        {data ? (
          <>
            <Money value={cents(data.totals.charge)} currency={currency} /> for{" "}
            {countOf(data.totals.attempts, false, "call")}, tax included
          </>
        ) : (
          "Adding up …"
        )}
      </p>
      <DayChart days={shown} currency={currency} />
      <Link to="/customers/$account/analysis" params={{ account }}>
        All usage
      </Link>
    </section>
  );
}

function DayChart({ days: shown, currency }: { days: readonly Day[]; currency: string }) {
  const most = Math.max(...shown.map(({ charge }) => Number(charge))) || 1;
  return (
    <figure className="traffic-chart portal-usage">
      <div className="traffic-chart-region">
        <svg viewBox={`0 0 ${shown.length * step} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          {shown.map(({ date, charge, attempts }, i) => (
            <rect
              key={date}
              x={(i + 0.1) * step}
              width={step * 0.8}
              y={height - (Number(charge) / most) * height}
              height={(Number(charge) / most) * height}
              data-part="answered"
            >
              <title>{`${date}: ${cents(charge)} ${currency}, ${countOf(attempts, false, "call")}`}</title>
            </rect>
          ))}
        </svg>
      </div>
      <div className="portal-usage-ends dim" aria-hidden="true">
        <span>{shown[0]?.date}</span>
        <span>Today</span>
      </div>
      <details>
        <summary>As a table</summary>
        <table className="portal-usage-table" aria-label="Usage by day">
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Calls</th>
              <th scope="col">Charge, {currency}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ date, attempts, charge }) => (
              <tr key={date}>
                <th scope="row">{date}</th>
                <td>{countText(attempts)}</td>
                <td>
                  <Money value={cents(charge)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
