import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { sessionQuery } from "../auth/session.api.ts";
import { useMay } from "../auth/use-may.ts";
import { useTariffs } from "./use-tariffs.ts";

interface TariffNameProps {
  id: string | null | undefined;
  /** Whether it leads to the tariff. */
  opens?: boolean;
}

/**
 * A tariff by its name; by its id, which is longer, where nobody knows the name. Whoever may not read tariffs is told no more
 * than that it is one, and a reseller no more of those that others sell by.
 */
export function TariffName({ id, opens = false }: TariffNameProps) {
  const mayRead = useMay("tariffs:read");
  const { data, isPending } = useTariffs();
  const isReseller = useQuery(sessionQuery).data?.user.kind === "reseller";
  if (!id) return <span className="dim">–</span>;
  if (!mayRead) return "A tariff of its own";
  if (isPending) return <span className="dim">…</span>;
  const known = data?.items.find((tariff) => tariff.id === id);
  if (known)
    return opens ? (
      <Link to="/tariffs/$tariffId" params={{ tariffId: known.id }}>
        {known.name}
      </Link>
    ) : (
      known.name
    );
  return data && isReseller ? (
    <span className="dim" title={id}>
      Another seller's
    </span>
  ) : (
    <span className="mono">{id}</span>
  );
}
