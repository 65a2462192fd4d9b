import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Customer } from "../../../functions/customers/customer.ts";
import { send } from "../api/send.ts";
import type { CustomerFilters } from "../filters.ts";

/** A customer as the API answers: what is stored, with its money as it stands. */
export type CustomerView = Customer & {
  balance: string;
  available?: string;
  reserved?: string;
  activeSessions?: number;
};

export interface Paged<T> {
  items: T[];
  nextCursor: string | null;
}

export const customersPath = "/api/v1/customers";
export const customerPath = (account: string) => `${customersPath}/${encodeURIComponent(account)}`;

/** The question that the listing asks: what the address holds without what only the page needs. */
export function listQuery({ hide: _hide, ...filters }: CustomerFilters): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ""));
}

export const customersQuery = (filters: CustomerFilters) =>
  infiniteQueryOptions({
    queryKey: ["customers", "list", listQuery(filters)],
    placeholderData: keepPreviousData,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      send<Paged<CustomerView>>("GET", customersPath, {
        query: { ...listQuery(filters), limit: 100, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
  });

export const customerQuery = (account: string) =>
  queryOptions({
    queryKey: ["customers", "one", account],
    queryFn: () => send<CustomerView>("GET", customerPath(account)),
  });

/** Which filter a word typed into the palette is for: its shape says so, else all word filters are asked. */
function questionsFor(word: string): Record<string, string>[] {
  if (/^C\d+$/i.test(word)) return [{ account: word.toUpperCase() }];
  if (/^[\d.:a-f]*[.:][\d.:a-f]*$/i.test(word)) return [{ ip: word }];
  return [{ company: word }, { name: word }, { username: word }, { sipUser: word }];
}

export const findCustomersQuery = (word: string) =>
  queryOptions({
    queryKey: ["customers", "find", word],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const asked = questionsFor(word).map((query) =>
        send<Paged<CustomerView>>("GET", customersPath, { query: { ...query, limit: 8 }, signal }),
      );
      const found = (await Promise.all(asked)).flatMap((page) => page.items);
      return [...new Map(found.map((customer) => [customer.account, customer])).values()];
    },
  });

export const addCustomer = (body: object, idempotencyKey: string) =>
  send<CustomerView>("POST", customersPath, { body, idempotencyKey });

export const editCustomer = (account: string, body: object, version: number) =>
  send<CustomerView>("PATCH", customerPath(account), { body, ifMatch: version });

export const closeCustomer = (account: string) => send<void>("DELETE", customerPath(account));
