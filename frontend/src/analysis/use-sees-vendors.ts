import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../auth/session.api.ts";
import { useMay } from "../auth/use-may.ts";

/** Whether the person may see how calls are terminated: the operator's own people with the right. */
export function useSeesVendors(): boolean {
  const { data: session } = useQuery(sessionQuery);
  const may = useMay("vendors:read");
  return may && session?.user.account === undefined;
}
