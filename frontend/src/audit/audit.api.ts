import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api, given, type Schemas } from "../api/client.ts";
import type { AuditFilters } from "../filters.ts";

export type AuditEntryView = Schemas["AuditEntry"];

export const auditPath = "/api/v1/audit";

/** What is set of the filters: a day and an account together are the account's changes of that day. */
export const auditQuestion = (filters: AuditFilters) => given(filters);

export const auditQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ["audit", auditQuestion(filters)],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET(auditPath, {
          params: { query: { ...auditQuestion(filters), limit: 100, ...given({ cursor: pageParam }) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** The last day of the audit that is sealed, if one is. */
export const latestSealQuery = queryOptions({
  queryKey: ["audit", "seal"],
  queryFn: () => answer(api.GET("/api/v1/audit/seals", { params: { query: { limit: 1 } } })),
});
