import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { type SignedIn, sessionQuery } from "./session.api.ts";

const factorFirst = ({ needsSecondFactor }: SignedIn) => (needsSecondFactor ? "/second-factor" : undefined);

/**
 * A session that ended while a page was open, or of which a second factor is required now: go and sign in, or set one up,
 * then come back to the same address.
 */
export function useSessionWatch(): SignedIn | undefined {
  const { data: session, isSuccess } = useQuery(sessionQuery);
  const navigate = useNavigate();
  const { pathname, publicHref } = useRouterState({ select: (state) => state.location });
  const instead = !isSuccess ? undefined : session === null ? "/sign-in" : factorFirst(session);
  useEffect(() => {
    if (instead && pathname !== instead) void navigate({ to: instead, search: { to: publicHref } });
  }, [instead, pathname, publicHref, navigate]);
  return session ?? undefined;
}
