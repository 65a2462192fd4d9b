import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { sessionKey, signOut } from "./session.api.ts";

/** Signs out, forgets every answer that was kept, and goes to the sign-in. */
export function useLeave(): () => Promise<void> {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await signOut();
    queryClient.clear();
    queryClient.setQueryData(sessionKey, null);
    await navigate({ to: "/sign-in" });
  };
}
