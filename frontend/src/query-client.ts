import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./api/problem.ts";
import { sessionKey } from "./auth/session.api.ts";

/**
 * An answer 401 anywhere means that the session is over: the cached session goes, and the shell asks to sign in again. Where a
 * second factor has come to be required, the session itself says so, and the shell leads there.
 */
const onError = (error: unknown) => {
  if (!(error instanceof ApiProblem)) return;
  if (error.code === "unauthenticated") queryClient.setQueryData(sessionKey, null);
  if (error.code === "second_factor_required") void queryClient.invalidateQueries({ queryKey: sessionKey });
};

/** A problem that asking again can cure: the network, 429, 5xx. */
const curable = (error: unknown) => !(error instanceof ApiProblem) || error.status >= 500 || error.status === 429;

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (failures, error) => failures < 1 && curable(error), throwOnError: false },
  },
});
