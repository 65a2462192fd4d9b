import { Link } from "@tanstack/react-router";
import type { FiguresView } from "../../../functions/reconcile/figures.ts";
import type { Column } from "../ui/data-table.tsx";
import { Duration, Money } from "../ui/figures.tsx";
import { countText, durationText, withinSentence } from "../ui/format.ts";

/** What became of records, as a source's days and its files show it. */

export const Count = ({ value }: { value: number }) => <span className="figure">{countText(value)}</span>;

/** Waiting records by reason, the commonest first; each leads to them. */
export function ParkedReasons({
  reasons,
  source,
  day,
}: {
  reasons: FiguresView["reasons"];
  source: string;
  day?: string;
}) {
  const waiting = Object.entries(reasons).sort(([a, n], [b, m]) => m - n || a.localeCompare(b));
  if (waiting.length === 0) return <Count value={0} />;
  return waiting.map(([reason, count], index) => (
    <span key={reason}>
      {index > 0 ? ", " : ""}
      <Link to="/suspense" search={{ reason, source, ...(day ? { day } : {}) }}>
        {countText(count)} {withinSentence(reason)}
      </Link>
    </span>
  ));
}

/** The switch's own seconds, to the millisecond where it has them. */
const Talk = ({ ms }: { ms: number }) => (
  <span className="figure" title={`${ms / 1000} s`}>
    {durationText(Math.round(ms / 1000))}
  </span>
);

const Charges = ({ charge }: Pick<FiguresView, "charge">) =>
  charge.length === 0 ? (
    <span className="dim">–</span>
  ) : (
    charge.map(({ currency, amount }) => (
      <div key={currency}>
        <Money value={amount} currency={currency} least={4} />
      </div>
    ))
  );

/** What is compared with the switch's own figures. */
export const callFigures: readonly Column<FiguresView>[] = [
  { id: "calls", header: "Calls", align: "end", cell: ({ calls }) => <Count value={calls} /> },
  { id: "answered", header: "Answered", align: "end", cell: ({ answered }) => <Count value={answered} /> },
  { id: "talk", header: "Talk time", align: "end", cell: ({ talkMs }) => <Talk ms={talkMs} /> },
  {
    id: "billed",
    header: "Billed",
    align: "end",
    cell: ({ billedSeconds }) => <Duration seconds={billedSeconds} />,
  },
  { id: "charge", header: "Charge", align: "end", cell: ({ charge }) => <Charges charge={charge} /> },
];
