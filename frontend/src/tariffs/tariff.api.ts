import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Rate } from "../../../functions/tariffs/rate.ts";
import type { Card, Tariff } from "../../../functions/tariffs/tariff.ts";
import { send } from "../api/send.ts";
import type { Paged } from "../customers/customer.api.ts";

export type TariffView = Tariff;
export type CardView = Card;
export type RateView = Rate;

export const tariffsPath = "/api/v1/tariffs";
export const tariffPath = (id: string) => `${tariffsPath}/${encodeURIComponent(id)}`;
export const ratesPath = (id: string) => `${tariffPath(id)}/rates`;

/** All tariffs: an operator has tens of them. */
export const tariffsQuery = queryOptions({
  queryKey: ["tariffs", "list"],
  staleTime: 60_000,
  queryFn: () => send<Paged<TariffView>>("GET", tariffsPath, { query: { limit: 200 } }),
});

export const tariffQuery = (id: string) =>
  queryOptions({ queryKey: ["tariffs", "one", id], queryFn: () => send<TariffView>("GET", tariffPath(id)) });

export interface RateFilter {
  card: string;
  prefix: string;
  /** Instant; empty: every rate, past and future. */
  at: string;
}

export const ratesQuery = (id: string, filter: RateFilter) =>
  infiniteQueryOptions({
    queryKey: ["tariffs", "rates", id, filter],
    placeholderData: keepPreviousData,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      send<Paged<RateView>>("GET", ratesPath(id), { query: { ...filter, limit: 200, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.nextCursor,
  });

export const addTariff = (body: object, idempotencyKey: string) =>
  send<TariffView>("POST", tariffsPath, { body, idempotencyKey });

export const editTariff = (tariff: TariffView, body: object) =>
  send<TariffView>("PATCH", tariffPath(tariff.id), { body, ifMatch: tariff.version });

interface RateWrite {
  tariff: TariffView;
  body: object;
  idempotencyKey: string;
}

/** Adds a rate; every write of a tariff is made in the name of the version that was seen. */
export const addRate = ({ tariff, body, idempotencyKey }: RateWrite) =>
  send<RateView>("POST", ratesPath(tariff.id), { body, ifMatch: tariff.version, idempotencyKey });

export const replaceRate = ({ tariff, body }: Omit<RateWrite, "idempotencyKey">) =>
  send<RateView>("PUT", ratesPath(tariff.id), { body, ifMatch: tariff.version });

export const deleteRate = (tariff: TariffView, query: object) =>
  send<void>("DELETE", ratesPath(tariff.id), { query, ifMatch: tariff.version });
