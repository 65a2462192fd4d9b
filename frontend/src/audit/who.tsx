import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { sessionQuery, userName } from "../auth/session.api.ts";
import { useMay } from "../auth/use-may.ts";
import { AccountLink } from "../customers/account-link.tsx";
import { resellersQuery } from "../resellers/reseller.api.ts";
import { usersQuery } from "../users/user.api.ts";
import type { AuditEntryView } from "./audit.api.ts";

export interface Names {
  people: ReadonlyMap<string, string>;
  resellers: ReadonlyMap<string, string>;
  /** Whether a reseller looks, to which the operator's people have no names. */
  isReseller: boolean;
  /** Names may still come. */
  isPending: boolean;
}

/** What people and resellers that one may see are called, by id and by account. */
export function useNames(): Names {
  const users = useQuery({ ...usersQuery, retry: false, enabled: useMay("users:write") });
  const sellers = useQuery({ ...resellersQuery, retry: false, enabled: useMay("customers:read") });
  const { data: session } = useQuery(sessionQuery);
  return useMemo(() => {
    const isReseller = session?.user.kind === "reseller";
    const self = session ? [[session.user.id, userName(session)] as const] : [];
    const below = sellers.data?.items.map(({ account, company }) => [account, company] as const) ?? [];
    const own = isReseller && session.user.account ? [[session.user.account, userName(session)] as const] : [];
    return {
      people: new Map([...self, ...(users.data?.items.map(({ id, name }) => [id, name] as const) ?? [])]),
      resellers: new Map([...own, ...below]),
      isReseller,
      isPending: users.isLoading || sellers.isLoading,
    };
  }, [session, users.data, sellers.data, users.isLoading, sellers.isLoading]);
}

function nameOf(id: string, { people, resellers, isReseller }: Names) {
  if (id === "system") return "The clock";
  const name = people.get(id) ?? resellers.get(id);
  if (name === undefined && isReseller && id.startsWith("usr_")) return "The operator";
  return name ?? <span className="mono">{id}</span>;
}

/** Who did it, and in whose session, where it was not their own. */
export const Who = ({ entry: { actor, inSessionOf }, names }: { entry: AuditEntryView; names: Names }) => (
  <>
    {nameOf(actor, names)}
    {inSessionOf ? <span className="dim in-session">in the session of {nameOf(inSessionOf, names)}</span> : null}
  </>
);

/** Who asked for a run; what runs by itself is asked for by nobody. */
export function AskedBy({ id }: { id: string }) {
  const names = useNames();
  return names.isPending && id !== "system" ? <span className="dim">…</span> : nameOf(id, names);
}

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
