import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useSeesVendors } from "../analysis/use-sees-vendors.ts";
import { useMayRerate } from "../rerates/use-may-rerate.ts";
import { vendorsQuery } from "../vendors/vendor.api.ts";
import type { ComparisonView } from "./comparison.api.ts";
import { rerateSearch } from "./rerate-search.ts";

interface RerateProps {
  job: ComparisonView;
  /** The destination that is chosen; empty: all. */
  destination: string;
}

/**
 * The way to rating the compared calls again: those of the customer, or what the vendor takes for its own, of the
 * period to the millisecond and of the chosen destination. Kinds of difference are nothing that a re-rating knows.
 */
export function RerateFromComparison({ job, destination }: RerateProps) {
  const mayRerate = useMayRerate();
  const seesVendors = useSeesVendors();
  const { data: vendors } = useQuery({ ...vendorsQuery, enabled: seesVendors && job.vendor !== null });
  if (!mayRerate || (job.vendor !== null && !vendors)) return null;
  const asked = rerateSearch(job, vendors?.items ?? [], destination);
  return (
    <Button
      variant="default"
      title="Rate our calls of this comparison, or of the chosen destination, again"
      renderRoot={(props) => <Link to="/rerates" search={{ make: "1", ...asked }} {...props} />}
    >
      Re-rate these
    </Button>
  );
}
