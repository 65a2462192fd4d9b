import { queryOptions } from "@tanstack/react-query";
import { answer, api, given, type Schemas } from "../api/client.ts";
import type { CustomerFilters } from "../filters.ts";
import { listQuery } from "./customer.api.ts";

export type BulkJob = Schemas["BulkJob"];
type NewBulkJob = Schemas["NewBulkJob"];

/** Customers by name, or all that the filters leave. */
export type Chosen = { accounts: string[] } | { filters: CustomerFilters };

export function beginBulkJob(chosen: Chosen, change: NewBulkJob["change"]): Promise<BulkJob> {
  if ("accounts" in chosen)
    return answer(api.POST("/api/v1/bulk-jobs", { body: { accounts: chosen.accounts, change } }));
  const { sort: _sort, ...filters } = listQuery(chosen.filters);
  return answer(api.POST("/api/v1/bulk-jobs", { body: { filters: given(filters) as object, change } }));
}

export const applyBulkJob = (id: string) =>
  answer(api.POST("/api/v1/bulk-jobs/{id}/apply", { params: { path: { id } } }));

/** Asked again while the job is at work. */
export const bulkJobQuery = (id: string) =>
  queryOptions({
    queryKey: ["bulk-jobs", id],
    refetchInterval: ({ state }) => (state.data?.status === "done" ? false : 700),
    queryFn: () => answer(api.GET("/api/v1/bulk-jobs/{id}", { params: { path: { id } } })),
  });

export const bulkRowsQuery = (id: string) =>
  queryOptions({
    queryKey: ["bulk-jobs", id, "rows"],
    queryFn: async () => {
      const query = { limit: 200 };
      return answer(api.GET("/api/v1/bulk-jobs/{id}/rows", { params: { path: { id }, query } }));
    },
  });
