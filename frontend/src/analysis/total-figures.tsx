import type { ReactNode } from "react";
import { Duration, Money } from "../ui/figures.tsx";
import { countText } from "../ui/format.ts";
import type { ShownAnalysis, TrafficFigures } from "./analysis.api.ts";
import { cents } from "./cents.ts";
import { msText, percentText } from "./traffic-columns.tsx";

interface Figure {
  word: string;
  /** What it means, shown on hover and read out. */
  meaning: string;
  show(figures: TrafficFigures): ReactNode;
}

const figures: readonly Figure[] = [
  {
    word: "Attempts",
    meaning: "Distinct calls that were tried. What our own policy refused is not among them.",
    show: ({ attempts }) => countText(attempts),
  },
  { word: "ASR", meaning: "Answered of all attempts (ITU-T E.425).", show: ({ asr }) => percentText(asr) },
  {
    word: "NER",
    meaning: "Attempts that came to the called party: answered, busy, not answered or declined (ITU-T E.425).",
    show: ({ ner }) => percentText(ner),
  },
  {
    word: "ACD",
    meaning: "Mean talk time of the answered.",
    show: ({ acdSeconds }) => <Duration seconds={acdSeconds} />,
  },
  { word: "PDD", meaning: "Mean time until it rang, where the switch tells.", show: ({ pddMs }) => msText(pddMs) },
  { word: "Talk time", meaning: "Of the answered.", show: ({ seconds }) => <Duration seconds={seconds} /> },
];

/** Totals of the range, each beside the same of the time before that is as long. */
export function TotalFigures({ analysis: { totals, before, currency } }: { analysis: ShownAnalysis }) {
  const money: Figure[] = [
    {
      word: "Charge",
      meaning: "Tax included.",
      show: ({ charge }) => <Money value={cents(charge)} currency={currency} />,
    },
  ];
  if (totals.margin !== null)
    money.push({
      word: "Margin",
      meaning: `Net revenue less cost. Cost is unknown for ${countText(totals.costUnknown ?? 0)} answered calls.`,
      show: ({ margin }) => <Money value={cents(margin)} currency={currency} />,
    });
  return (
    <div className="figures analysis-figures">
      {[...figures, ...money].map(({ word, meaning, show }) => (
        <div key={word} title={meaning}>
          <span className="dim">{word}</span>
          <strong>{show(totals)}</strong>
          <span className="dim">before: {show(before)}</span>
        </div>
      ))}
    </div>
  );
}
