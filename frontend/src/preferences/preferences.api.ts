import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../api/client.ts";

export type Preferences = Schemas["Preferences"];

const preferencesQuery = queryOptions({
  queryKey: ["preferences"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => answer(api.GET("/api/v1/preferences", { signal })),
});

const byDefault: Preferences = { density: "NORMAL", customers: null };

/** How the person likes lists; a change shows at once and is kept on the server. */
export function usePreferences() {
  const queryClient = useQueryClient();
  const { data } = useQuery(preferencesQuery);
  const preferences = data ?? byDefault;
  const change = (part: Partial<Preferences>) => {
    const next = { ...preferences, ...part };
    queryClient.setQueryData(preferencesQuery.queryKey, next);
    // What is not kept is lost with the page, and nothing else: no reason to stand in the way.
    void answer(api.PUT("/api/v1/preferences", { body: next })).catch(() => undefined);
  };
  return { preferences, change };
}

/** Pixels of a row. */
export const rowHeights = { COMPACT: 32, NORMAL: 34, COMFORTABLE: 44 } as const;
