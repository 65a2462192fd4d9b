import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Disposition } from "../../../functions/cdrs/call.ts";
import { answer, api, given, type Schemas } from "../api/client.ts";
import { customerPath } from "../customers/customer.api.ts";
import type { CallFilters } from "../filters.ts";
import { nextDay, startOfDay } from "../ui/format.ts";

export type CallRow = Schemas["CallSummary"];
export type CallView = Schemas["Call"];
export type TraceStep = Schemas["TraceStep"];

export const callsPath = (account: string) => `${customerPath(account)}/calls`;

/** The question asked: whole days of the viewer's zone, as instants; the end is the first instant that no longer counts. */
export const callsQuestion = ({ from, to, cli, cld, disposition }: CallFilters, zone: string) =>
  given({
    from: from ? startOfDay(from, zone) : "",
    to: to ? startOfDay(nextDay(to), zone) : "",
    cli,
    cld,
    disposition: disposition as Disposition | "",
  }) as { from?: string; to?: string; cli?: string; cld?: string; disposition?: Disposition };

const calls = "/api/v1/customers/{account}/calls";

export const callsQuery = (account: string, filters: CallFilters, zone: string) =>
  infiniteQueryOptions({
    queryKey: ["calls", account, callsQuestion(filters, zone)],
    placeholderData: keepPreviousData,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => {
      const query = { ...callsQuestion(filters, zone), limit: 100, ...given({ cursor: pageParam }) };
      return answer(api.GET(calls, { params: { path: { account }, query }, signal }));
    },
    getNextPageParam: (page) => page.nextCursor,
  });

export const recentCallsQuery = (account: string) =>
  queryOptions({
    queryKey: ["calls", account, "recent"],
    queryFn: () => answer(api.GET(calls, { params: { path: { account }, query: { limit: 5 } } })),
  });

export const callQuery = (account: string, id: string) =>
  queryOptions({
    queryKey: ["calls", account, "one", id],
    staleTime: 60_000,
    queryFn: () => answer(api.GET(`${calls}/{id}`, { params: { path: { account, id } } })),
  });
