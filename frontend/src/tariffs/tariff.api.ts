import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api, given, keyed, type Schemas, seen } from "../api/client.ts";

export type TariffView = Schemas["Tariff"];
export type CardView = Schemas["RateCard"];
export type RateView = Schemas["Rate"];

export const tariffsPath = "/api/v1/tariffs";
export const tariffPath = (id: string) => `${tariffsPath}/${encodeURIComponent(id)}`;
export const ratesPath = (id: string) => `${tariffPath(id)}/rates`;

/** All tariffs: an operator has tens of them. */
export const tariffsQuery = queryOptions({
  queryKey: ["tariffs", "list"],
  staleTime: 60_000,
  queryFn: () => answer(api.GET("/api/v1/tariffs", { params: { query: { limit: 200 } } })),
});

/** Those that customers can be given: none that says what a vendor bills. */
export const sellTariffsQuery = queryOptions({
  ...tariffsQuery,
  select: ({ items }) => ({ items: items.filter(({ kind }) => kind === "SELL") }),
});

export const tariffQuery = (id: string) =>
  queryOptions({
    queryKey: ["tariffs", "one", id],
    queryFn: () => answer(api.GET("/api/v1/tariffs/{id}", { params: { path: { id } } })),
  });

export interface RateFilter {
  card: string;
  prefix: string;
  /** Part of the name. */
  destination: string;
  /** Instant; empty: every rate, past and future. */
  at: string;
}

export const ratesQuery = (id: string, filter: RateFilter) =>
  infiniteQueryOptions({
    queryKey: ["tariffs", "rates", id, filter],
    placeholderData: keepPreviousData,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => {
      const { card, prefix, destination, at } = filter;
      const query = { limit: 200, ...given({ card, prefix, destination, at, cursor: pageParam }) };
      return answer(api.GET("/api/v1/tariffs/{id}/rates", { params: { path: { id }, query }, signal }));
    },
    getNextPageParam: (page) => page.nextCursor,
  });

export const addTariff = (body: Schemas["NewTariff"], idempotencyKey: string) =>
  answer(api.POST("/api/v1/tariffs", { body, headers: keyed(idempotencyKey) }));

/** Every write of a tariff is made in the name of the version that was seen. */
export const editTariff = ({ id, version }: TariffView, body: Schemas["TariffChange"]) =>
  answer(api.PATCH("/api/v1/tariffs/{id}", { params: { path: { id } }, body, headers: seen(version) }));

export const addCard = ({ id, version }: TariffView, body: Schemas["NewRateCard"], idempotencyKey: string) => {
  const headers = { ...seen(version), ...keyed(idempotencyKey) };
  return answer(api.POST("/api/v1/tariffs/{id}/cards", { params: { path: { id } }, body, headers }));
};

export const editCard = ({ id, version }: TariffView, card: string, body: Schemas["RateCardChange"]) => {
  const params = { path: { id, card } };
  return answer(api.PATCH("/api/v1/tariffs/{id}/cards/{card}", { params, body, headers: seen(version) }));
};

export const addRate = ({ id, version }: TariffView, body: Schemas["RateInput"], idempotencyKey: string) => {
  const headers = { ...seen(version), ...keyed(idempotencyKey) };
  return answer(api.POST("/api/v1/tariffs/{id}/rates", { params: { path: { id } }, body, headers }));
};

export const replaceRate = ({ id, version }: TariffView, body: Schemas["RateInput"]) =>
  answer(api.PUT("/api/v1/tariffs/{id}/rates", { params: { path: { id } }, body, headers: seen(version) }));

interface Unwanted {
  card: string;
  prefix: string;
  effectiveFrom: string;
  confirmPastChange: boolean;
}

export const deleteRate = ({ id, version }: TariffView, { confirmPastChange, ...rate }: Unwanted) => {
  const query = { ...rate, confirmPastChange: confirmPastChange ? ("true" as const) : ("false" as const) };
  return answer(api.DELETE("/api/v1/tariffs/{id}/rates", { params: { path: { id }, query }, headers: seen(version) }));
};
