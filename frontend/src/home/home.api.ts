import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../api/client.ts";

export type HomeView = Schemas["Home"];
export type HomeTraffic = NonNullable<HomeView["traffic"]>;
export type HomeFigures = Schemas["HomeFigures"];
export type HomeIntake = NonNullable<HomeView["intake"]>;

export const homePath = "/api/v1/home";

/** Looked at anew every minute: what is up now changes, what is counted seldom. */
export const homeQuery = (timeZone: string) =>
  queryOptions({
    queryKey: ["home", timeZone],
    placeholderData: keepPreviousData,
    queryFn: () => answer(api.GET(homePath, { params: { query: { timeZone } } })),
    refetchInterval: 60_000,
  });
