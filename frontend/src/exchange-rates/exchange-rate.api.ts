import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { answer, api, given, keyed, type Schemas } from "../api/client.ts";

export type ExchangeRateView = Schemas["ShownExchangeRate"];

export const exchangeRatesPath = "/api/v1/exchange-rates";

export const exchangeRatesQuery = (currency: string) =>
  infiniteQueryOptions({
    queryKey: ["exchange-rates", currency],
    placeholderData: keepPreviousData,
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const query = { limit: 100, ...given({ currency, cursor: pageParam }) };
      return answer(api.GET(exchangeRatesPath, { params: { query } }));
    },
    getNextPageParam: (page) => page.nextCursor,
  });

export const recordExchangeRate = (body: Schemas["NewExchangeRate"], idempotencyKey: string) =>
  answer(api.POST(exchangeRatesPath, { body, headers: keyed(idempotencyKey) }));
