import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMay } from "../auth/use-may.ts";
import { resellersQuery } from "./reseller.api.ts";
import { useIsSeller } from "./use-is-seller.ts";

/** A reseller by its company, as a link to it unless it is to be plain; by its code to whoever may not see it. */
export function ResellerName({ account, plain = false }: { account: string; plain?: boolean }) {
  const isSeller = useIsSeller();
  const { data } = useQuery({ ...resellersQuery, enabled: useMay("customers:read") && isSeller });
  const found = data?.items.find((reseller) => reseller.account === account);
  if (!found) return <span className="mono">{account}</span>;
  if (plain) return <span>{found.company}</span>;
  return (
    <Link to="/resellers/$account" params={{ account }}>
      {found.company}
    </Link>
  );
}
