import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useMay } from "../auth/use-may.ts";
import { AccountLink } from "../customers/account-link.tsx";
import { resellersQuery } from "../resellers/reseller.api.ts";
import { usersQuery } from "../users/user.api.ts";
import type { AuditEntryView } from "./audit.api.ts";

export interface Names {
  people: ReadonlyMap<string, string>;
  resellers: ReadonlyMap<string, string>;
  /** Names may still come. */
  isPending: boolean;
}

/** What people and resellers that one may see are called, by id and by account. */
export function useNames(): Names {
  const users = useQuery({ ...usersQuery, retry: false, enabled: useMay("users:write") });
  const sellers = useQuery({ ...resellersQuery, retry: false, enabled: useMay("customers:read") });
  return useMemo(
    () => ({
      people: new Map(users.data?.items.map(({ id, name }) => [id, name])),
      resellers: new Map(sellers.data?.items.map(({ account, company }) => [account, company])),
      isPending: users.isLoading || sellers.isLoading,
    }),
    [users.data, sellers.data, users.isLoading, sellers.isLoading],
  );
}

const nameOf = (id: string, { people, resellers }: Names) =>
  people.get(id) ?? resellers.get(id) ?? <span className="mono">{id}</span>;

/** Who did it, and in whose session, where it was not their own. */
export const Who = ({ entry: { actor, inSessionOf }, names }: { entry: AuditEntryView; names: Names }) => (
  <>
    {nameOf(actor, names)}
    {inSessionOf ? <span className="dim in-session">in the session of {nameOf(inSessionOf, names)}</span> : null}
  </>
);

/** The customer, reseller or vendor that it concerns, as a link to it. */
export function Whose({ account, names }: { account: string | null; names: Names }) {
  if (account?.startsWith("ven_"))
    return (
      <Link to="/vendors/$vendorId" params={{ vendorId: account }} className="mono">
        {account}
      </Link>
    );
  return account !== null && names.resellers.has(account) ? (
    <Link to="/resellers/$account" params={{ account }} className="mono">
      {account}
    </Link>
  ) : (
    <AccountLink account={account} />
  );
}
