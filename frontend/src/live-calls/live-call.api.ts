import { infiniteQueryOptions } from "@tanstack/react-query";
import { answer, api, given, keyed, type Schemas } from "../api/client.ts";
import type { LiveFilters } from "../filters.ts";

export type LiveCallView = Schemas["LiveCall"];

export const liveCallsPath = "/api/v1/live-calls";
const ofCustomer = "/api/v1/customers/{account}/live-calls";

/** Milliseconds between two looks. */
const every = 10_000;
const perPage = 100;

/** @param own the customer to whose calls it is kept; undefined: those of whoever is in reach */
export const liveCallsQuery = (own: string | undefined, filters: LiveFilters, paused: boolean) =>
  infiniteQueryOptions({
    queryKey: ["live-calls", own ?? "", filters],
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const { account, ...rest } = filters;
      const query = { limit: perPage, ...given({ ...rest, cursor: pageParam }) };
      return own === undefined
        ? answer(api.GET(liveCallsPath, { params: { query: { ...query, ...given({ account }) } } }))
        : answer(api.GET(ofCustomer, { params: { path: { account: own }, query } }));
    },
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
    refetchInterval: paused ? false : every,
    placeholderData: (before) => before,
  });

export const stopCall = ({ account, id }: LiveCallView, note: string, idempotencyKey: string) =>
  answer(
    api.POST(`${ofCustomer}/{id}/stop`, {
      params: { path: { account, id } },
      body: { note },
      headers: keyed(idempotencyKey),
    }),
  );
