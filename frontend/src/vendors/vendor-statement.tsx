import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { given } from "../api/client.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { Ends, statementColumns } from "../ledger/statement.page.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { DayRange } from "../ui/day-range.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { ViewAsApi } from "../ui/view-as-api.tsx";
import { type VendorView, vendorStatementQuery, vendorsPath } from "./vendor.api.ts";

/** What the vendor's calls cost, a line a day, and what it was paid. Without a choice the last 30 days. */
export function VendorStatement({ vendor: { id, currency } }: { vendor: VendorView }) {
  const chosen = useSearch({ from: "/inside/vendors/$vendorId" });
  const navigate = useNavigate();
  const asked = given({ from: chosen.from, to: chosen.to });
  const statement = useQuery(vendorStatementQuery(id, asked));
  // The server knows in which zone the vendor's days are counted.
  const days = { from: chosen.from || (statement.data?.from ?? ""), to: chosen.to || (statement.data?.to ?? "") };
  return (
    <section className="section" aria-label="Statement">
      <h2>Statement</h2>
      <div className="toolbar">
        <DayRange
          {...days}
          change={(part) => void navigate({ to: ".", search: { ...chosen, ...days, ...part }, replace: true })}
        />
        <span className="grow" />
        <ExportButton asked={{ kind: "vendor-statement", filter: { vendor: id, ...asked } }} />
        <ViewAsApi call={{ method: "GET", path: `${vendorsPath}/${id}/statement`, query: asked }} />
      </div>
      {statement.isError ? <ProblemNote error={statement.error} retry={statement.refetch} /> : null}
      <Ends statement={statement.data} currency={currency} places={2} />
      {statement.data?.rows.length === 0 ? (
        <p className="dim">Nothing was posted in these days.</p>
      ) : (
        <DataTable
          label="Vendor's statement"
          columns={statementColumns(2, undefined)}
          rows={statement.data?.rows ?? []}
          rowKey={({ at, reference, activity }) => `${at} ${reference} ${activity}`}
          loading={statement.isPending}
          stale={statement.isPlaceholderData}
        />
      )}
    </section>
  );
}
