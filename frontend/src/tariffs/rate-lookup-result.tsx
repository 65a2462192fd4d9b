import { Link } from "@tanstack/react-router";
import { TraceSteps } from "../cdrs/trace-steps.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { sentence } from "../ui/format.ts";
import { Status } from "../ui/status.tsx";
import type { LookupRowView, LookupView } from "./rate-lookup.api.ts";
import { incrementsText } from "./tariff-words.ts";
import "./rate-lookup.css";

const tones: Partial<Record<LookupRowView["verdict"], "ok" | "bad">> = { WINS: "ok", BLOCKS: "bad" };

const columns: readonly Column<LookupRowView>[] = [
  { id: "prefix", header: "Prefix", main: true, cell: ({ rate }) => <span className="mono">{rate.prefix}</span> },
  {
    id: "verdict",
    header: "Verdict",
    cell: ({ verdict, why }) => (
      <div className="lookup-verdict">
        <Status value={verdict} tone={tones[verdict] ?? "neutral"} label={sentence(verdict)} />
        <span className="dim">{why}</span>
      </div>
    ),
  },
  {
    id: "card",
    header: "Rate card",
    cell: ({ cardName, account }) => (account ? `${cardName} (only ${account})` : cardName),
  },
  { id: "destination", header: "Destination", cell: ({ rate }) => rate.destination },
  {
    id: "price",
    header: "Price per minute",
    align: "end",
    cell: ({ rate }) => (rate.blocked ? "Blocked" : <Money value={rate.pricePerMinute} least={6} />),
  },
  { id: "increments", header: "Increments", align: "end", cell: ({ rate }) => incrementsText(rate) },
  { id: "from", header: "Effective from", cell: ({ rate }) => <Instant at={rate.effectiveFrom} /> },
  { id: "to", header: "To", cell: ({ rate }) => <Instant at={rate.effectiveTo} /> },
];

/** The price of 60 seconds, every rate that the number meets, and the steps to it. */
export function RateLookupResult({ found }: { found: LookupView }) {
  const { tariff, outcome, price60, prefix, destination, number } = found;
  return (
    <>
      <section className="section" aria-label="Price">
        <p className="why-charge">
          <strong>
            {price60 === null ? sentence(outcome) : <Money value={price60} currency={tariff.currency} least={4} />}
          </strong>
          <span className="dim">
            {price60 === null
              ? "A call would wait in suspense."
              : `for an answered call of 60 s, ${found.billedSeconds} s billed`}
          </span>
        </p>
        <dl className="facts lookup-facts">
          <dt>Number</dt>
          <dd className="mono">{number}</dd>
          <dt>Destination</dt>
          <dd>{destination ? `${destination}, prefix ${prefix}` : "–"}</dd>
          <dt>Tariff</dt>
          <dd>
            <Link to="/tariffs/$tariffId" params={{ tariffId: tariff.id }}>
              {tariff.name}
            </Link>
            <span className="dim"> version {tariff.version}</span>
          </dd>
          {found.account ? (
            <>
              <dt>Customer</dt>
              <dd className="mono">{found.account}</dd>
            </>
          ) : null}
          <dt>Set up at</dt>
          <dd>
            <Instant at={found.at} />
          </dd>
        </dl>
      </section>
      {found.rows.length > 0 ? (
        <DataTable
          label="Rates that the number meets"
          columns={columns}
          rows={found.rows}
          rowKey={({ card, rate }) => `${card} ${rate.prefix} ${rate.effectiveFrom}`}
        />
      ) : null}
      <section className="section" aria-label="Steps">
        <h2>Steps</h2>
        <TraceSteps trace={found.trace} />
      </section>
    </>
  );
}
