import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { CustomerFilters } from "../filters.ts";
import { useTariffs } from "../tariffs/use-tariffs.ts";
import { customersQuery } from "./customer.api.ts";
import { type CustomerLine, findIn, indexQuery, sortLines } from "./customer-index.api.ts";

export interface CustomerList {
  lines: CustomerLine[];
  /** All that fit; undefined while the server has more than it has sent. */
  matching: number | undefined;
  /** The page has the whole list and filters it itself. */
  isWhole: boolean;
  isPending: boolean;
  /** The lines belong to an older question. */
  isStale: boolean;
  error: unknown;
  retry(): void;
  more: { fetch(): void; isBusy: boolean } | undefined;
}

/** Names of the tariffs that whoever looks may see, once the list is ordered by them. */
function useTariffNames(sort: string): ReadonlyMap<string, string> {
  const { data } = useTariffs(sort.endsWith("tariffId"));
  return useMemo(() => new Map(data?.items.map(({ id, name }) => [id, name])), [data]);
}

/** `typed` is what stands in the fields, `filters` what has reached the address: only the server is asked by the second. */
export function useCustomerList(typed: CustomerFilters, filters: CustomerFilters): CustomerList {
  const index = useQuery(indexQuery);
  const isLong = index.isSuccess && index.data.lines === undefined;
  const pages = useInfiniteQuery({ ...customersQuery(filters), enabled: isLong });
  const all = index.data?.lines;
  const sort = typed.sort || "account";
  const tariffs = useTariffNames(sort);
  const sorted = useMemo(() => (all ? sortLines(all, sort, tariffs) : undefined), [all, sort, tariffs]);
  const found = useMemo(() => (sorted ? findIn(sorted, typed) : undefined), [sorted, typed]);
  const sent = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  const failed = index.isError && !index.data ? index : pages.isError ? pages : undefined;
  return {
    lines: found ?? sent,
    matching: found?.length ?? (pages.isSuccess && !pages.hasNextPage ? sent.length : undefined),
    isWhole: !isLong,
    isPending: index.isPending || (isLong && pages.isPending),
    isStale: isLong && pages.isPlaceholderData,
    error: failed?.error,
    retry: () => void failed?.refetch(),
    more: pages.hasNextPage ? { fetch: () => void pages.fetchNextPage(), isBusy: pages.isFetchingNextPage } : undefined,
  };
}
