import { Button } from "@mantine/core";
import { lazy, Suspense, useDeferredValue, useState } from "react";
import { given } from "../api/client.ts";
import { ExportButton } from "../exports/export-button.tsx";
import type { CustomerFilters } from "../filters.ts";
import { useChoice } from "../ui/choose-rows.tsx";
import { countOf, countText } from "../ui/format.ts";
import type { Chosen } from "./bulk-job.api.ts";
import { listQuery } from "./customer.api.ts";

const BulkChange = lazy(async () => ({ default: (await import("./bulk-change.tsx")).BulkChange }));

interface BulkBarProps {
  /** All that fit the filters, when that is known. */
  matching: number | undefined;
  filters: CustomerFilters;
  /** The columns on show, by their ids in an export. */
  visible: readonly string[];
}

/** Most that a job takes by name. */
const mostNamed = 1000;

/** What can be done with the customers that are chosen, and with all that fit. */
export function BulkBar({ matching, filters, visible }: BulkBarProps) {
  const choice = useChoice();
  // The box is ticked first and the bar follows; what is done is done with those that are chosen by then.
  const chosen = useDeferredValue(choice.chosen);
  const [all, setAll] = useState(false);
  const [changing, setChanging] = useState<Chosen>();
  if (chosen.size === 0 || choice.chosen.size === 0) return null;
  const many = all || choice.chosen.size > mostNamed;
  const said = matching === undefined ? "all that match" : `all ${countText(matching)} that match`;
  return (
    <section className="bulk-bar" aria-label="Chosen customers">
      <span>{many ? `Chosen: ${said}` : `${countOf(chosen.size, false, "customer")} chosen`}</span>
      {many || chosen.size === matching ? null : (
        <button type="button" className="link-button" onClick={() => setAll(true)}>
          Choose {said}
        </button>
      )}
      <Button onClick={() => setChanging(many ? { filters } : { accounts: [...choice.chosen] })}>Change</Button>
      <ExportButton
        asked={{
          kind: "customers",
          filter: many ? listQuery(filters) : { accounts: [...choice.chosen], ...given({ sort: filters.sort }) },
        }}
        visible={visible}
        verb="Export chosen"
      />
      <Button
        variant="default"
        onClick={() => {
          setAll(false);
          choice.clear();
        }}
      >
        Choose none
      </Button>
      {changing ? (
        <Suspense>
          <BulkChange chosen={changing} onClose={() => setChanging(undefined)} />
        </Suspense>
      ) : null}
    </section>
  );
}
