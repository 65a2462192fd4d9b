import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../auth/session.api.ts";

/** Whether whoever is signed in has lists of their own: everybody but customers. */
export function useIsSeller(): boolean {
  const { data: session } = useQuery(sessionQuery);
  return session !== undefined && session !== null && session.user.kind !== "customer";
}
