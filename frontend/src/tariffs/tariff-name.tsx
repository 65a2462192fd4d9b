import { useQuery } from "@tanstack/react-query";
import { useMay } from "../auth/use-may.ts";
import { tariffsQuery } from "./tariff.api.ts";

/**
 * A tariff by its name; by its id, which is longer, where nobody knows the name. Whoever may not read tariffs is told no more
 * than that it is one.
 */
export function TariffName({ id }: { id: string | null | undefined }) {
  const mayRead = useMay("tariffs:read");
  const { data, isPending } = useQuery({ ...tariffsQuery, enabled: mayRead });
  if (!id) return <span className="dim">–</span>;
  if (!mayRead) return "A tariff of its own";
  if (isPending) return <span className="dim">…</span>;
  return data?.items.find((tariff) => tariff.id === id)?.name ?? <span className="mono">{id}</span>;
}
