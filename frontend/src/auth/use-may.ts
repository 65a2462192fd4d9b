import { useQuery } from "@tanstack/react-query";
import { type SignedIn, sessionQuery } from "./session.api.ts";

type Permission = SignedIn["user"]["permissions"][number];

/** Whether one may enter the session of an account below: people who may change customers, from a session of their own. */
export function useMayEnter(): boolean {
  const { data: session } = useQuery(sessionQuery);
  const isOwn = session?.switched === null && session.user.kind !== "customer";
  return useMay("customers:write") && isOwn;
}

/** Whether one may change what is on a tab of a customer's: a customer itself only where that was opened to it. */
export function useMayEditTab(permission: Permission, tab: string, selfEdit: readonly string[] | undefined): boolean {
  const { data: session } = useQuery(sessionQuery);
  const isOpened = session?.user.kind !== "customer" || selfEdit?.includes(tab) === true;
  return useMay(permission) && isOpened;
}

/** Whether the signed-in person holds all of these. What one may not do is not offered; the server refuses it besides. */
export function useMay(...permissions: readonly Permission[]): boolean {
  const { data: session } = useQuery(sessionQuery);
  return permissions.every((permission) => session?.user.permissions.includes(permission));
}

/** Whether one may change what only its owner knows: not in a session that one switched to. */
export function useMayChangeSecrets(): boolean {
  const { data: session } = useQuery(sessionQuery);
  return session?.switched === null;
}

/** Whether one looks at one's own account only, in the portal. */
export function useIsCustomer(): boolean {
  const { data: session } = useQuery(sessionQuery);
  return session?.user.kind === "customer";
}

/** Whether one is of the operator's own people, and not somebody below. */
export function useIsOffice(): boolean {
  const { data: session } = useQuery(sessionQuery);
  return session?.user.kind === "admin";
}
