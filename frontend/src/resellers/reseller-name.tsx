import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMay } from "../auth/use-may.ts";
import { resellersQuery } from "./reseller.api.ts";
import { useIsSeller } from "./use-is-seller.ts";

/** A reseller by its company, as a link to it; by its code to whoever may not see it. */
export function ResellerName({ account }: { account: string }) {
  const isSeller = useIsSeller();
  const { data } = useQuery({ ...resellersQuery, enabled: useMay("customers:read") && isSeller });
  const found = data?.items.find((reseller) => reseller.account === account);
  if (!found) return <span className="mono">{account}</span>;
  return (
    <Link to="/resellers/$account" params={{ account }}>
      {found.company}
    </Link>
  );
}
