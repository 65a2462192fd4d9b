import { queryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../api/client.ts";
import { nextDay, startOfDay } from "../ui/format.ts";

export type DaysLeft = Schemas["DaysLeft"];

const of = (account: string) => ({ params: { path: { account } } });

/** Yesterday's calls are the newest that count. */
export const daysLeftQuery = (account: string) =>
  queryOptions({
    queryKey: ["days-left", account],
    staleTime: 60_000,
    queryFn: () => answer(api.GET("/api/v1/customers/{account}/days-left", of(account))),
  });

/** The next few changes of the customer's prices, and how many there are. */
export const announcedQuery = (account: string) =>
  queryOptions({
    queryKey: ["prices", account, "announced"],
    staleTime: 10 * 60_000,
    queryFn: () => {
      const params = { path: { account }, query: { limit: 3, only: "announced" as const } };
      return answer(api.GET("/api/v1/customers/{account}/price-list", { params }));
    },
  });

/** What was called for on the days from `first` to `today`, both included, by day. */
export const usageQuery = (account: string, { first, today, zone }: { first: string; today: string; zone: string }) =>
  queryOptions({
    queryKey: ["usage", account, first, zone],
    staleTime: 60_000,
    queryFn: () => {
      const range = { from: startOfDay(first, zone), to: startOfDay(nextDay(today), zone), timeZone: zone };
      const params = { path: { account }, query: { ...range, by: "day" as const } };
      return answer(api.GET("/api/v1/customers/{account}/analysis", { params }));
    },
  });
