import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { counted } from "../../../functions/time/counted.ts";
import { cents } from "../analysis/cents.ts";
import { Duration, Money } from "../ui/figures.tsx";
import { countText, instantText } from "../ui/format.ts";
import type { HomeFigures, HomeTraffic, HomeView } from "./home.api.ts";
import { HourChart } from "./hour-chart.tsx";

interface TodayProps {
  traffic: HomeTraffic;
  callsUp: HomeView["callsUp"];
  zone: string;
}

/** `14:15` of an instant. */
const clockOf = (at: string, zone: string): string => instantText(at, zone).slice(11, 16);

const weekdayOf = (date: string): string =>
  new Date(`${date}T00:00:00Z`).toLocaleDateString("en", { weekday: "long", timeZone: "UTC" });

/** Today's calls beside those of the same hours of the same weekday before. */
export function Today({ traffic, callsUp, zone }: TodayProps) {
  const { date, beforeDate, today, before, currency, currencies } = traffic;
  const weekday = weekdayOf(date);
  return (
    <section className="section home-today" aria-label="Today">
      <div className="home-today-head">
        <h2>
          Today, {weekday} {date}
        </h2>
        {callsUp ? (
          <Link to="/live">
            {countText(callsUp.total)}
            {callsUp.isCut ? "+" : ""} {callsUp.total === 1 ? "call" : "calls"} up now
          </Link>
        ) : null}
      </div>
      <p className="dim">
        <AsOf traffic={traffic} zone={zone} /> Beside it the same hours of {weekday} {beforeDate}. Calls are counted
        once an hour; one that is still up, or whose record comes late, is added then.
      </p>
      <Figures today={today} before={before} currency={currency} />
      {currencies.length > 1 ? (
        <p className="dim">
          Money is that of calls in {currency}; <Link to="/analysis">calls in other currencies</Link> are counted, too.
        </p>
      ) : null}
      <HourChart hours={traffic.hours} weekday={weekday} />
    </section>
  );
}

function AsOf({ traffic: { today, until, countedUpTo }, zone }: Pick<TodayProps, "traffic" | "zone">) {
  if (!countedUpTo) return <>No call was counted yet.</>;
  if (today === null) return <>Nothing of today is counted yet; counted as of {instantText(countedUpTo, zone)}.</>;
  return (
    <>
      Calls that began before <strong>{clockOf(until, zone)}</strong>, as of {clockOf(countedUpTo, zone)} ({zone}).
    </>
  );
}

interface Figure {
  word: string;
  meaning: string;
  show(figures: HomeFigures): ReactNode;
}

const percentText = (value: string | null) => (value === null ? <span className="dim">–</span> : `${value} %`);

function figuresFor(currency: string, seesCost: boolean): Figure[] {
  const money = (value: string | null) => <Money value={cents(value)} currency={currency} />;
  const unknown = (value: string | null) => (value === null ? <span className="dim">unknown</span> : money(value));
  const common: Figure[] = [
    {
      word: "Calls",
      meaning: "Distinct calls that were tried. What our own policy refused is not among them.",
      show: ({ attempts }) => countText(attempts),
    },
    { word: "Answered", meaning: "Calls with an answer.", show: ({ answered }) => countText(answered) },
    { word: "ASR", meaning: "Answered of all calls (ITU-T E.425).", show: ({ asr }) => percentText(asr) },
    {
      word: "ACD",
      meaning: "Mean talk time of the answered.",
      show: ({ acdSeconds }) => <Duration seconds={acdSeconds} />,
    },
    {
      word: "Minutes",
      meaning: "Talk time of the answered.",
      show: ({ seconds }) => countText(Math.round(seconds / 60)),
    },
    {
      word: "Revenue",
      meaning: "What is charged for the calls, net of tax.",
      show: ({ revenue }) => money(revenue),
    },
  ];
  if (!seesCost) return common;
  return [
    ...common,
    {
      word: "Cost",
      meaning: "What vendors bill for the calls whose cost is known.",
      show: ({ cost }) => unknown(cost),
    },
    {
      word: "Margin",
      meaning: "Net revenue less cost, of those calls alone.",
      show: ({ margin, marginPercent }) => (
        <>
          {unknown(margin)} {marginPercent === null ? null : <span className="dim">{marginPercent} %</span>}
        </>
      ),
    },
  ];
}

function Figures({ today, before, currency }: Pick<HomeTraffic, "today" | "before" | "currency">) {
  const seesCost = before.costUnknown !== null || (today?.costUnknown ?? null) !== null;
  const figures = figuresFor(currency, seesCost);
  return (
    <>
      <div className="figures analysis-figures">
        {figures.map(({ word, meaning, show }) => (
          <div key={word} title={meaning}>
            <span className="dim">{word}</span>
            <strong>{today ? show(today) : <span className="dim">–</span>}</strong>
            <span className="dim">before: {show(before)}</span>
          </div>
        ))}
      </div>
      <Unknown today={today} />
      <details className="home-definitions">
        <summary>What the figures are</summary>
        <dl className="facts">
          {figures.map(({ word, meaning }) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}

/** What is said beside cost and margin, where there is something to say. */
function Unknown({ today }: Pick<HomeTraffic, "today">) {
  const { costUnknown, lossCalls } = today ?? {};
  if (!costUnknown && !lossCalls) return null;
  return (
    <p className="dim">
      {costUnknown ? `Of ${counted(costUnknown, "answered call")} the cost is not known. ` : ""}
      {lossCalls ? `${counted(lossCalls, "call")} cost more than ${lossCalls === 1 ? "it" : "they"} brought.` : ""}
    </p>
  );
}
