import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { type SignedIn, sessionQuery } from "./session.api.ts";

/** A session that ended while a page was open: go and sign in, then come back to the same address. */
export function useSessionWatch(): SignedIn | undefined {
  const { data: session, isSuccess } = useQuery(sessionQuery);
  const navigate = useNavigate();
  const { pathname, publicHref } = useRouterState({ select: (state) => state.location });
  const over = isSuccess && session === null;
  useEffect(() => {
    if (over && pathname !== "/sign-in") void navigate({ to: "/sign-in", search: { to: publicHref } });
  }, [over, pathname, publicHref, navigate]);
  return session ?? undefined;
}
