import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { send } from "../api/send.ts";
import type { Paged } from "../customers/customer.api.ts";

export interface ParkedView {
  id: string;
  source: string;
  reason: string;
  detail: string;
  line: number;
  raw: string;
  parkedAt: string;
  upload?: string | null;
}

/** How many lines wait, by reason and source. */
export interface SuspenseCount {
  reason: string;
  source: string;
  count: number;
}

export const suspensePath = "/api/v1/suspense";

export const suspenseQuery = (filter: { reason: string; source: string }) =>
  infiniteQueryOptions({
    queryKey: ["suspense", "list", filter],
    placeholderData: keepPreviousData,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      send<Paged<ParkedView>>("GET", suspensePath, { query: { ...filter, limit: 100, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.nextCursor,
  });

export const suspenseCountsQuery = queryOptions({
  queryKey: ["suspense", "counts"],
  queryFn: () => send<{ items: SuspenseCount[] }>("GET", `${suspensePath}/counts`),
});

export const retryOne = (id: string) =>
  send<unknown>("POST", `${suspensePath}/${encodeURIComponent(id)}/retry`, { body: {} });

export const retryAll = (filter: { reason: string; source?: string }) =>
  send<unknown>("POST", `${suspensePath}/retry`, { body: filter });
