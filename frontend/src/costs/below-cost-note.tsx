import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { counted } from "../../../functions/time/counted.ts";
import { useMay } from "../auth/use-may.ts";
import { Status } from "../ui/status.tsx";
import { belowCostQuery } from "./cost.api.ts";
import "./costs.css";

const prefixesOf = (count: number): string => counted(count, "prefix", "prefixes");

/** Said on a tariff's page after every publication, where something is sold for less than vendors take for it now. */
export function BelowCostNote({ tariff, version }: { tariff: string; version: number }) {
  const { data } = useQuery({ ...belowCostQuery(tariff, version), enabled: useMay("vendors:read") });
  if (!data || data.losses + data.someLosses === 0) return null;
  const { losses, someLosses, expectedSeconds, complete } = data;
  const search = { tariff, verdict: losses > 0 ? "LOSS" : "SOME_LOSS" };
  return (
    <p>
      <Status value="LOSS" tone={losses > 0 ? "bad" : "warn"} label="Below cost" /> A call of {expectedSeconds} s brings
      less than {losses > 0 ? `any vendor takes for ${prefixesOf(losses)}` : null}
      {losses > 0 && someLosses > 0 ? ", and than " : null}
      {someLosses > 0 ? `some vendor takes for ${prefixesOf(someLosses)}` : null}
      {complete ? "" : " of those that were compared; there are more"}.{" "}
      <Link to="/rates/compare" search={search} className="inline-link">
        Compare
      </Link>
    </p>
  );
}
