import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api, given, type Schemas } from "../api/client.ts";
import type { paths } from "../api-types.ts";
import { customerPath } from "../customers/customer.api.ts";
import type { CallFilters } from "../filters.ts";
import { daysAsked } from "../ui/days-asked.ts";

export type CallRow = Schemas["CallSummary"];
export type CallView = Schemas["Call"];
export type TraceStep = Schemas["TraceStep"];

export const callsPath = (account: string) => `${customerPath(account)}/calls`;

export const calls = "/api/v1/customers/{account}/calls";

type Asked = NonNullable<paths[typeof calls]["get"]["parameters"]["query"]>;
/** What is asked of the list, of its sums and of an export alike. */
export type CallQuestion = Omit<Asked, "limit" | "cursor">;

/** The question asked: whole days of the viewer's zone, as instants; the end is the first instant that no longer counts. */
export const callsQuestion = ({ from, to, device, call: _call, ...filters }: CallFilters, zone: string): CallQuestion =>
  // All are texts in an address, also those that the API reads as numbers.
  given({ ...daysAsked({ from, to }, zone), deviceId: device, ...filters }) as object as CallQuestion;

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

/** The first page of the same, as it is by now. */
export const newestCallsQuery = (account: string, filters: CallFilters, zone: string) =>
  queryOptions({
    queryKey: ["calls", account, "newest", callsQuestion(filters, zone)],
    queryFn: ({ signal }) => {
      const query = { ...callsQuestion(filters, zone), limit: 100 };
      return answer(api.GET(calls, { params: { path: { account }, query }, signal }));
    },
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
