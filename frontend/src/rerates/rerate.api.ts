import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, api, given, type Schemas } from "../api/client.ts";

export type RerateView = Schemas["Rerate"];
export type RerateAccountView = Schemas["RerateAccount"];
export type NewRerate = Schemas["NewRerate"];

export const reratesPath = "/api/v1/rerates";

const underWay = ["TRYING", "CHECKING", "RUNNING"];
export const isUnderWay = ({ status }: RerateView): boolean => underWay.includes(status);

export const reratesQuery = infiniteQueryOptions({
  queryKey: ["rerates"],
  initialPageParam: "",
  staleTime: 0,
  queryFn: ({ pageParam }) =>
    answer(api.GET(reratesPath, { params: { query: { limit: 50, ...given({ cursor: pageParam }) } } })),
  getNextPageParam: (page) => page.nextCursor,
  refetchInterval: ({ state }) => (state.data?.pages.some(({ items }) => items.some(isUnderWay)) ? 2000 : false),
});

export const rerateQuery = (id: string) =>
  queryOptions({
    queryKey: ["rerates", id],
    staleTime: 0,
    queryFn: () => answer(api.GET("/api/v1/rerates/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? 1000 : false),
  });

/** @param status of the job: what its accounts say changes with it */
export const rerateAccountsQuery = (id: string, status: string) =>
  infiniteQueryOptions({
    queryKey: ["rerates", id, "accounts", status],
    initialPageParam: "",
    staleTime: 0,
    queryFn: ({ pageParam }) => {
      const query = { limit: 100, ...given({ cursor: pageParam }) };
      return answer(api.GET("/api/v1/rerates/{id}/accounts", { params: { path: { id }, query } }));
    },
    getNextPageParam: (page) => page.nextCursor,
  });

export const beginRerate = (body: NewRerate) => answer(api.POST(reratesPath, { body }));
export const approveRerate = (id: string) =>
  answer(api.POST("/api/v1/rerates/{id}/approve", { params: { path: { id } } }));
export const cancelRerate = (id: string) =>
  answer(api.POST("/api/v1/rerates/{id}/cancel", { params: { path: { id } } }));
