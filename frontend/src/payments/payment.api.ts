import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api, given, keyed, type Schemas } from "../api/client.ts";
import type { PaymentFilters } from "../filters.ts";

export type PaymentView = Schemas["Payment"];
export type ListedPayment = Schemas["ListedPayment"];
export type TopUpView = Schemas["TopUp"];
export type NewPayment = Schemas["NewPayment"];

export const paymentsPath = "/api/v1/payments";
const ofCustomer = "/api/v1/customers/{account}/payments";

export const paymentsOfQuery = (account: string) =>
  infiniteQueryOptions({
    queryKey: ["payments", account],
    initialPageParam: "",
    staleTime: 0,
    queryFn: ({ pageParam }) => {
      const query = { limit: 50, ...given({ cursor: pageParam }) };
      return answer(api.GET(ofCustomer, { params: { path: { account }, query } }));
    },
    getNextPageParam: (page) => page.nextCursor,
  });

export const paymentQuestion = (filters: PaymentFilters) => given(filters);

export const allPaymentsQuery = (filters: PaymentFilters) =>
  infiniteQueryOptions({
    queryKey: ["payments", "all", paymentQuestion(filters)],
    placeholderData: keepPreviousData,
    initialPageParam: "",
    staleTime: 0,
    queryFn: ({ pageParam, signal }) => {
      const query = { ...paymentQuestion(filters), limit: 50, ...given({ cursor: pageParam }) };
      return answer(api.GET(paymentsPath, { params: { query: query as never }, signal }));
    },
    getNextPageParam: (page) => page.nextCursor,
  });

export const waitingQuery = queryOptions({
  queryKey: ["payments", "waiting"],
  staleTime: 0,
  queryFn: () => answer(api.GET("/api/v1/payments/waiting", { params: { query: { limit: 100 } } })),
});

export const bookPayment = (account: string, body: NewPayment, key: string) =>
  answer(api.POST(ofCustomer, { params: { path: { account }, header: { "idempotency-key": key } }, body }));

export const reversePayment = (account: string, id: string, note: string, key: string) =>
  answer(
    api.POST(`${ofCustomer}/{id}/reversal`, {
      params: { path: { account, id }, header: { "idempotency-key": key } },
      body: { note },
    }),
  );

export const receiptOf = (account: string, id: string) =>
  answer(api.GET(`${ofCustomer}/{id}/receipt`, { params: { path: { account, id } } }));

export const decidePayment = (id: string, approve: boolean, note: string) =>
  answer(api.POST("/api/v1/payments/{id}/decision", { params: { path: { id } }, body: { approve, note } }));

export const gatewayQuery = queryOptions({
  queryKey: ["card-gateway"],
  queryFn: () => answer(api.GET("/api/v1/card-gateway")),
});

export const setGateway = (body: Schemas["NewCardGateway"]) => answer(api.PUT("/api/v1/card-gateway", { body }));

export const beginTopUp = (account: string, amount: string, key: string) =>
  answer(
    api.POST("/api/v1/customers/{account}/top-ups", {
      params: { path: { account } },
      body: { amount },
      headers: keyed(key),
    }),
  );

/** A card payment; asked for again until the gateway has said how it went. */
export const topUpQuery = (account: string, id: string) =>
  queryOptions({
    queryKey: ["top-ups", account, id],
    queryFn: () => answer(api.GET("/api/v1/customers/{account}/top-ups/{id}", { params: { path: { account, id } } })),
    refetchInterval: ({ state }) => (state.data?.status === "OPEN" ? 2000 : false),
  });
