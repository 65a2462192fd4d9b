import { useQuery } from "@tanstack/react-query";
import { useMayEditTab } from "../auth/use-may.ts";
import { customerQuery } from "./customer.api.ts";

type Permission = Parameters<typeof useMayEditTab>[0];

/** Whether whoever is signed in may change what is on this tab of the customer's. */
export function useTabRight(account: string, permission: Permission, tab: string): boolean {
  const { data: customer } = useQuery(customerQuery(account));
  return useMayEditTab(permission, tab, customer?.selfEdit);
}
