import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api, given, type Schemas } from "../api/client.ts";
import { tariffPath } from "../tariffs/tariff.api.ts";

export type RateNotice = Schemas["RateNotice"];
export type NoticeDelivery = Schemas["RateNoticeWithDeliveries"]["deliveries"][number];
export type Price = Schemas["Price"];

export const noticesPath = (tariff: string) => `${tariffPath(tariff)}/rate-notices`;

/** What the customers of a tariff were told, newest first. */
export const noticesQuery = (tariff: string) =>
  infiniteQueryOptions({
    queryKey: ["rate-notices", tariff],
    refetchInterval: 15_000,
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const params = { path: { id: tariff }, query: { limit: 50, ...given({ cursor: pageParam }) } };
      return answer(api.GET("/api/v1/tariffs/{id}/rate-notices", { params }));
    },
    getNextPageParam: (page) => page.nextCursor,
  });

/** A notice with what became of each of its mails. */
export const noticeQuery = (tariff: string, notice: string) =>
  queryOptions({
    queryKey: ["rate-notices", tariff, notice],
    refetchInterval: 15_000,
    queryFn: () =>
      answer(api.GET("/api/v1/tariffs/{id}/rate-notices/{notice}", { params: { path: { id: tariff, notice } } })),
  });

export const sendNoticeAgain = (tariff: string, notice: string) =>
  answer(api.POST("/api/v1/tariffs/{id}/rate-notices/{notice}/send", { params: { path: { id: tariff, notice } } }));

const perPage = 100;

export const pricesPath = (account: string) => `/api/v1/customers/${account}/price-list`;

export interface PriceFilters {
  /** A destination, a code or a whole number; left out: all. */
  q?: string;
  only?: "announced";
}

/** What a customer pays now and what is announced, from A to Z. */
export const pricesQuery = (account: string, filters: PriceFilters) =>
  infiniteQueryOptions({
    queryKey: ["prices", account, filters],
    placeholderData: keepPreviousData,
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) => {
      const params = { path: { account }, query: { limit: perPage, from: pageParam, ...filters } };
      return answer(api.GET("/api/v1/customers/{account}/price-list", { params, signal }));
    },
    getNextPageParam: ({ total }, pages) => {
      const seen = pages.reduce((sum, { items }) => sum + items.length, 0);
      return seen < total ? seen : null;
    },
  });
