import { incrementsText } from "../tariffs/tariff-words.ts";
import type { Column } from "../ui/data-table.tsx";
import { Money } from "../ui/figures.tsx";
import { groupDecimal } from "../ui/format.ts";
import { Status } from "../ui/status.tsx";
import type { ComparedLineView } from "./cost.api.ts";

type Verdict = ComparedLineView["verdict"];

export const verdictText: Record<Verdict, string> = {
  OK: "Above all costs",
  SOME_LOSS: "Loss with some vendors",
  LOSS: "Loss",
  NO_PRICE: "Not sold by us",
  NO_COST: "Cost not known",
  NO_FX: "No exchange rate",
};

const verdictTone: Record<Verdict, "ok" | "warn" | "bad" | "neutral"> = {
  OK: "ok",
  SOME_LOSS: "warn",
  LOSS: "bad",
  NO_PRICE: "neutral",
  NO_COST: "warn",
  NO_FX: "warn",
};

/** As the rate stands in its list. */
const rateText = (rate: {
  pricePerMinute: string;
  currency?: string;
  connectFee: string;
  firstIncrement: number;
  nextIncrement: number;
}) =>
  [
    `${groupDecimal(rate.pricePerMinute, 4)} ${rate.currency ?? ""} a minute, ${incrementsText(rate)}`,
    ...(rate.connectFee === "0" ? [] : [`fee ${groupDecimal(rate.connectFee, 4)}`]),
  ].join(", ");

function Vendors({ vendors }: ComparedLineView) {
  if (vendors.length === 0) return <span className="dim">no vendor sells it</span>;
  return (
    <ol className="vendor-costs">
      {vendors.map((one) => (
        <li key={one.vendorId}>
          <span>{one.vendor}</span>{" "}
          {one.cost === null ? <span className="dim">not known</span> : <Money value={one.cost} least={4} />}
          <span className="dim"> {rateText(one)}</span>
        </li>
      ))}
    </ol>
  );
}

export const comparisonColumns: readonly Column<ComparedLineView>[] = [
  { id: "prefix", header: "Prefix", main: true, cell: ({ prefix }) => <span className="mono">{prefix}</span> },
  { id: "destination", header: "Destination", cell: ({ destination }) => destination },
  { id: "vendors", header: "Vendors, the cheapest first", cell: (line) => <Vendors {...line} /> },
  {
    id: "price",
    header: "Our price",
    align: "end",
    cell: ({ price }) =>
      price === null ? (
        <span className="dim">not sold</span>
      ) : (
        <span title={`${rateText(price)}, by prefix ${price.prefix}`}>
          <Money value={price.amount} least={6} />
        </span>
      ),
  },
  {
    id: "margin",
    header: "Margin",
    align: "end",
    cell: ({ margin, marginPercent }) =>
      margin === null ? (
        <span className="dim">not known</span>
      ) : (
        <>
          <Money value={margin} least={6} />
          {marginPercent === null ? null : <span className="dim"> {groupDecimal(marginPercent, 2)} %</span>}
        </>
      ),
  },
  {
    id: "verdict",
    header: "Outcome",
    cell: ({ verdict }) => <Status value={verdict} tone={verdictTone[verdict]} label={verdictText[verdict]} />,
  },
];
