import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api, given, type Schemas } from "../api/client.ts";
import type { ComparisonFilters } from "../filters.ts";

export type ComparisonView = Schemas["Comparison"];
export type DestinationView = Schemas["ComparisonDestination"];
export type DifferenceView = Schemas["ComparisonDifference"];
export type DifferenceKind = DifferenceView["class"];
export type SettingsView = ComparisonView["settings"];
export type NewComparison = Schemas["NewComparison"];

export const comparisonsPath = "/api/v1/comparisons";
const one = `${comparisonsPath}/{id}` as const;

export const isAtWork = ({ status }: Pick<ComparisonView, "status">): boolean =>
  status === "queued" || status === "running";

/** Newest first. */
export const comparisonsQuery = queryOptions({
  queryKey: ["comparisons", "list"],
  queryFn: () => answer(api.GET(comparisonsPath, { params: { query: { limit: 100 } } })),
  refetchInterval: ({ state }) => (state.data?.items.some(isAtWork) ? 3000 : false),
});

const path = (id: string) => ({ params: { path: { id } } });

/** Asked again while it is at work. */
export const comparisonQuery = (id: string) =>
  queryOptions({
    queryKey: ["comparisons", "one", id],
    queryFn: () => answer(api.GET(one, path(id))),
    refetchInterval: ({ state }) => (state.data && isAtWork(state.data) ? 800 : false),
  });

/** Both sides by destination. What is compared anew is another list. */
export const destinationsQuery = ({ id, aliveAt }: ComparisonView) =>
  queryOptions({
    queryKey: ["comparisons", "destinations", id, aliveAt],
    queryFn: () => answer(api.GET(`${one}/destinations`, path(id))),
  });

interface Page {
  items: DifferenceView[];
  nextCursor: string | null;
}

export const differencesQuery = ({ id, aliveAt }: ComparisonView, filters: ComparisonFilters) =>
  infiniteQueryOptions({
    queryKey: ["comparisons", "differences", id, aliveAt, filters],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }): Promise<Page> => {
      const query = { limit: 100, ...given(filters), ...given({ cursor: pageParam }) } as never;
      return answer(api.GET(`${one}/calls`, { params: { path: { id }, query }, signal }));
    },
    getNextPageParam: (page: Page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const beginComparison = (body: NewComparison) => answer(api.POST(comparisonsPath, { body }));
export const changeComparison = (id: string, body: Schemas["ComparisonChange"]) =>
  answer(api.PATCH(one, { ...path(id), body }));
export const cancelComparison = (id: string) => answer(api.POST(`${one}/cancel`, path(id)));
