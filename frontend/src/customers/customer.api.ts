import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api, given, keyed, type Schemas, seen } from "../api/client.ts";
import type { CustomerFilters } from "../filters.ts";
import { type CustomerLine, findIn, indexQuery } from "./customer-index.api.ts";

export type CustomerView = Schemas["Customer"];

export const customersPath = "/api/v1/customers";
export const customerPath = (account: string) => `${customersPath}/${encodeURIComponent(account)}`;

type ListQuery = Omit<CustomerFilters, "status" | "mark" | "sort" | "hide" | "order" | "pin"> & {
  status?: CustomerLine["status"];
  mark?: NonNullable<CustomerLine["marks"]>[number];
  sort?: "account";
};

/** The question that the listing asks: what the address holds without what only the page needs. */
export const listQuery = ({ hide: _hide, order: _order, pin: _pin, ...filters }: CustomerFilters) =>
  given(filters) as ListQuery;

/** Orders that the server keeps of a list of any length. */
const keptOrders = ["account", "-account", "company", "-company"];

/** Pages of the server's answer, for a list that is too long for the page. */
export const customersQuery = (filters: CustomerFilters) => {
  const asked = listQuery({ ...filters, sort: keptOrders.includes(filters.sort) ? filters.sort : "" });
  return infiniteQueryOptions({
    queryKey: ["customers", "list", asked],
    placeholderData: keepPreviousData,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => {
      const query = { ...asked, limit: 100, ...given({ cursor: pageParam }) };
      return answer(api.GET("/api/v1/customers", { params: { query }, signal }));
    },
    getNextPageParam: (page) => page.nextCursor,
  });
};

export const readCustomer = (account: string) =>
  answer(api.GET("/api/v1/customers/{account}", { params: { path: { account } } }));

/** Calls change the balance while one looks at it. */
export const customerQuery = (account: string) =>
  queryOptions({
    queryKey: ["customers", "one", account],
    refetchInterval: 10_000,
    queryFn: () => readCustomer(account),
  });

/** Customers for a word of the palette: of the index where the page has it, else of the server. */
export const findCustomersQuery = (word: string) =>
  queryOptions({
    queryKey: ["customers", "find", word],
    placeholderData: keepPreviousData,
    queryFn: async ({ client, signal }): Promise<CustomerLine[]> => {
      const index = client.getQueryData(indexQuery.queryKey);
      if (index?.lines) return findIn(index.lines, { q: word }).slice(0, 8);
      const query = { q: word, limit: 8 };
      return (await answer(api.GET("/api/v1/customers", { params: { query }, signal }))).items;
    },
  });

export const addCustomer = (body: object, idempotencyKey: string) =>
  answer(api.POST("/api/v1/customers", { body: body as Schemas["NewCustomer"], headers: keyed(idempotencyKey) }));

export const editCustomer = (account: string, body: object, version: number) =>
  answer(
    api.PATCH("/api/v1/customers/{account}", {
      params: { path: { account } },
      body: body as Schemas["CustomerChange"],
      headers: seen(version),
    }),
  );

export interface KnownMoney {
  /** What is in the account. */
  balance: string;
}

/** @param known what the account is closed with, open invoices too */
export const closeCustomer = (account: string, known: KnownMoney | undefined) => {
  const query = known ? { confirmBalance: known.balance, confirmOpenInvoices: "true" as const } : {};
  return answer(api.DELETE("/api/v1/customers/{account}", { params: { path: { account }, query } }));
};

export const reopenCustomer = (account: string) =>
  answer(api.POST("/api/v1/customers/{account}/reopen", { params: { path: { account } } }));

export const promoteCustomer = (account: string) =>
  answer(api.POST("/api/v1/customers/{account}/promote", { params: { path: { account } } }));
