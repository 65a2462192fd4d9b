import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api, given, keyed, type Schemas, seen } from "../api/client.ts";
import type { CustomerFilters } from "../filters.ts";

export type CustomerView = Schemas["Customer"];
export type CustomerRow = Schemas["CustomerRow"];

export const customersPath = "/api/v1/customers";
export const customerPath = (account: string) => `${customersPath}/${encodeURIComponent(account)}`;

type ListQuery = Pick<CustomerFilters, "company" | "username" | "name" | "ip" | "account" | "sipUser"> & {
  status?: CustomerRow["status"];
  sort?: "account";
};

/** The question that the listing asks: what the address holds without what only the page needs. */
export const listQuery = ({ hide: _hide, ...filters }: CustomerFilters) => given(filters) as ListQuery;

export const customersQuery = (filters: CustomerFilters) =>
  infiniteQueryOptions({
    queryKey: ["customers", "list", listQuery(filters)],
    placeholderData: keepPreviousData,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => {
      const query = { ...listQuery(filters), limit: 100, ...given({ cursor: pageParam }) };
      return answer(api.GET("/api/v1/customers", { params: { query }, signal }));
    },
    getNextPageParam: (page) => page.nextCursor,
  });

export const readCustomer = (account: string) =>
  answer(api.GET("/api/v1/customers/{account}", { params: { path: { account } } }));

/** Calls change the balance while one looks at it. */
export const customerQuery = (account: string) =>
  queryOptions({
    queryKey: ["customers", "one", account],
    refetchInterval: 10_000,
    queryFn: () => readCustomer(account),
  });

/** Which filter a word typed into the palette is for: its shape says so, else all word filters are asked. */
function questionsFor(word: string): Partial<CustomerFilters>[] {
  if (/^C\d+$/i.test(word)) return [{ account: word.toUpperCase() }];
  if (/^[\d.:a-f]*[.:][\d.:a-f]*$/i.test(word)) return [{ ip: word }];
  return [{ company: word }, { name: word }, { username: word }, { sipUser: word }];
}

export const findCustomersQuery = (word: string) =>
  queryOptions({
    queryKey: ["customers", "find", word],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const asked = questionsFor(word).map((part) => {
        const query = { ...(part as ListQuery), limit: 8 };
        return answer(api.GET("/api/v1/customers", { params: { query }, signal }));
      });
      const found = (await Promise.all(asked)).flatMap((page) => page.items);
      return [...new Map(found.map((customer) => [customer.account, customer])).values()];
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

export const closeCustomer = (account: string) =>
  answer(api.DELETE("/api/v1/customers/{account}", { params: { path: { account } } }));
