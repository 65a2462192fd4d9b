import { useQuery } from "@tanstack/react-query";
import { useMay } from "../auth/use-may.ts";
import { tariffsQuery } from "./tariff.api.ts";

/** A tariff by its name; by its id where the name is not known (yet). */
export function TariffName({ id }: { id: string | null | undefined }) {
  const { data } = useQuery({ ...tariffsQuery, enabled: useMay("tariffs:read") });
  if (!id) return <span className="dim">–</span>;
  return data?.items.find((tariff) => tariff.id === id)?.name ?? <span className="mono">{id}</span>;
}
