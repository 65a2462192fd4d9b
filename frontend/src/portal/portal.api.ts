import { queryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../api/client.ts";

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
