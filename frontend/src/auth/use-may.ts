import { useQuery } from "@tanstack/react-query";
import { type SignedIn, sessionQuery } from "./session.api.ts";

type Permission = SignedIn["user"]["permissions"][number];

/** Whether the signed-in person holds all of these. What one may not do is not offered; the server refuses it besides. */
export function useMay(...permissions: readonly Permission[]): boolean {
  const { data: session } = useQuery(sessionQuery);
  return permissions.every((permission) => session?.user.permissions.includes(permission));
}
