import { incrementsText } from "../tariffs/tariff-words.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Money } from "../ui/figures.tsx";
import { Status } from "../ui/status.tsx";
import type { PricingPreviewView } from "./cost.api.ts";

type Loss = PricingPreviewView["losses"]["items"][number];
type Sample = PricingPreviewView["sample"][number];

const lossColumns: readonly Column<Loss>[] = [
  { id: "prefix", header: "Prefix", main: true, cell: ({ prefix }) => <span className="mono">{prefix}</span> },
  { id: "destination", header: "Destination", cell: ({ destination }) => destination },
  { id: "vendor", header: "Vendor", cell: ({ vendor }) => vendor },
  {
    id: "which",
    header: "Where",
    cell: ({ isBasis }) =>
      isBasis ? (
        <Status value="OWN" tone="bad" label="Its own cost" />
      ) : (
        <Status value="OTHER" tone="warn" label="After a failure" />
      ),
  },
  { id: "price", header: "Brings", align: "end", cell: ({ price }) => <Money value={price} least={4} /> },
  { id: "cost", header: "Costs", align: "end", cell: ({ cost }) => <Money value={cost} least={4} /> },
  {
    id: "difference",
    header: "Difference",
    align: "end",
    cell: ({ difference }) => <Money value={difference} least={4} />,
  },
];

const sampleColumns: readonly Column<Sample>[] = [
  { id: "prefix", header: "Prefix", main: true, cell: ({ prefix }) => <span className="mono">{prefix}</span> },
  { id: "destination", header: "Destination", cell: ({ destination }) => destination },
  {
    id: "price",
    header: "Price per minute",
    align: "end",
    cell: ({ blocked, pricePerMinute }) => (blocked ? "Blocked" : <Money value={pricePerMinute} least={4} />),
  },
  { id: "fee", header: "Connect fee", align: "end", cell: ({ connectFee }) => <Money value={connectFee} least={4} /> },
  { id: "increments", header: "Increments", align: "end", cell: (rate) => incrementsText(rate) },
  {
    id: "vendor",
    header: "Made from",
    cell: ({ vendor }) => vendor ?? <span className="dim">no vendor sells it</span>,
  },
  { id: "margin", header: "Left of a call", align: "end", cell: ({ margin }) => <Money value={margin} least={4} /> },
];

const countText = (count: number, one: string): string =>
  `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "es"}`;

/** What the tariff would be. @param stale whether the form has changed since */
export function PricingPreview({ preview, stale }: { preview: PricingPreviewView; stale: boolean }) {
  const { rates, blocked, losses, sample, currency, expectedCallSeconds } = preview;
  const none = losses.ownCost === 0 && losses.otherVendors === 0;
  return (
    <section className="pricing-preview" aria-label="Preview" aria-live="polite">
      <h2>Preview</h2>
      {stale ? <p className="dim">The form has changed since. Preview it again before it is made.</p> : null}
      <dl className="facts">
        <dt>Rates</dt>
        <dd>
          {rates.toLocaleString("en")}
          {blocked > 0 ? <span className="dim"> of which {blocked.toLocaleString("en")} blocked</span> : null}
        </dd>
        <dt>Sold below its own cost</dt>
        <dd>
          {losses.ownCost === 0 ? (
            "none"
          ) : (
            <Status value="LOSS" tone="bad" label={countText(losses.ownCost, "prefix")} />
          )}
        </dd>
        <dt>Below the cost of another vendor</dt>
        <dd>
          {losses.otherVendors === 0 ? (
            "none"
          ) : (
            <Status value="SOME" tone="warn" label={countText(losses.otherVendors, "prefix")} />
          )}
        </dd>
      </dl>
      <p className="dim">
        Compared is a call of {expectedCallSeconds} s in {currency}, with each side's own increments and fees.
      </p>
      {none ? null : (
        <>
          <h3>What would be a loss</h3>
          <DataTable
            label="What would be a loss"
            columns={lossColumns}
            rows={losses.items}
            rowKey={({ prefix, vendor }) => `${prefix} ${vendor}`}
          />
        </>
      )}
      <h3>First rates</h3>
      <DataTable label="First rates" columns={sampleColumns} rows={sample} rowKey={({ prefix }) => prefix} />
    </section>
  );
}
