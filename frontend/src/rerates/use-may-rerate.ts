import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../auth/session.api.ts";
import { useMay } from "../auth/use-may.ts";

/** Whether the person may rate calls again: the operator's own people with the right. */
export function useMayRerate(): boolean {
  const { data: session } = useQuery(sessionQuery);
  const may = useMay("money:write");
  return may && session?.user.account === undefined;
}
