import type { ReactNode } from "react";
import { Below } from "../ui/below.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Duration, Money } from "../ui/figures.tsx";
import { countText } from "../ui/format.ts";
import type { TrafficBy, TrafficGroup } from "./analysis.api.ts";
import { cents } from "./cents.ts";
import { byWords, groupName } from "./group-name.ts";
import "./analysis.css";

const nothing = <span className="dim">–</span>;

export const percentText = (value: string | null): ReactNode =>
  value === null ? nothing : <span className="figure">{value.replace("-", "−")} %</span>;

export const msText = (value: number | null): ReactNode =>
  value === null ? nothing : <span className="figure">{(value / 1000).toFixed(1)} s</span>;

const count = (value: number): ReactNode => <span className="figure">{countText(value)}</span>;

interface Shown {
  by: TrafficBy;
  zone: string;
  currency: string;
  /** Whether cost and margin are there to be seen. */
  cost: boolean;
  /** Undefined: such rows are no filter. */
  choose: ((key: string) => void) | undefined;
}

/** Their names are words, which give way to the figures. */
const inWords: readonly TrafficBy[] = ["destination", "cause", "vendor", "gateway", "device", "customer"];

const nameColumn = ({ by, zone, choose }: Shown): Column<TrafficGroup> => ({
  id: "group",
  header: byWords.find(([name]) => name === by)?.[1] ?? "",
  main: true,
  cell: (group) => {
    const name = groupName(group, by, zone);
    return (
      <div className={inWords.includes(by) ? "wraps" : undefined}>
        {choose && group.key !== "" ? (
          <button type="button" className="link-button" onClick={() => choose(group.key)}>
            {name}
          </button>
        ) : (
          name
        )}
        {by === "cause" ? <span className="dim"> {/^[A-Z_]+$/.test(group.key) ? "" : group.key}</span> : null}
        {group.remedy ? <div className="remedy dim">{group.remedy}</div> : null}
      </div>
    );
  },
});

/** Traffic in a line: the same columns whatever it is told apart by. */
export const trafficColumns = (shown: Shown): readonly Column<TrafficGroup>[] => [
  nameColumn(shown),
  { id: "attempts", header: "Attempts", align: "end", cell: ({ attempts }) => count(attempts) },
  { id: "answered", header: "Answered", align: "end", cell: ({ answered }) => count(answered) },
  { id: "asr", header: "ASR", align: "end", cell: ({ asr }) => percentText(asr) },
  { id: "ner", header: "NER", align: "end", cell: ({ ner }) => percentText(ner) },
  { id: "acd", header: "ACD", align: "end", cell: ({ acdSeconds }) => <Duration seconds={acdSeconds} /> },
  { id: "pdd", header: "PDD", align: "end", cell: ({ pddMs }) => msText(pddMs) },
  { id: "pddP95", header: "PDD 95 %", align: "end", cell: ({ pddP95Ms }) => msText(pddP95Ms) },
  { id: "talk", header: "Talk time", align: "end", cell: ({ seconds }) => <Duration seconds={seconds} /> },
  { id: "refused", header: "Refused by us", align: "end", cell: ({ refused }) => count(refused) },
  {
    id: "charge",
    header: `Charge ${shown.currency}`,
    align: "end",
    cell: ({ charge }) => <Money value={cents(charge)} />,
  },
  ...(shown.cost ? costColumns(shown.currency) : []),
];

const costColumns = (currency: string): readonly Column<TrafficGroup>[] => [
  {
    id: "cost",
    header: `Cost ${currency}`,
    align: "end",
    cell: ({ cost, costUnknown }) => (
      <>
        <Money value={cents(cost)} />
        <Below>{costUnknown ? <>{count(costUnknown)} unknown</> : null}</Below>
      </>
    ),
  },
  {
    id: "margin",
    header: `Margin ${currency}`,
    align: "end",
    cell: ({ margin }) => <Money value={cents(margin)} />,
  },
  {
    id: "marginPercent",
    header: "Margin %",
    align: "end",
    cell: ({ marginPercent }) => percentText(marginPercent),
  },
];
