import { queryOptions } from "@tanstack/react-query";
import { answer, api, given, type Schemas } from "../api/client.ts";

export type LookupView = Schemas["RateLookup"];
export type LookupRowView = Schemas["RateLookupRow"];

export const lookupPath = "/api/v1/rates/lookup";

export interface LookupAsked {
  number: string;
  tariff: string;
  account: string;
  /** Instant; empty: now. */
  at: string;
}

/** Digits as the API wants them. */
export const digitsOf = (number: string): string => number.replace(/^\s*\+/, "").replace(/[\s().-]/g, "");

export const lookupQuery = (asked: LookupAsked) =>
  queryOptions({
    queryKey: ["tariffs", "lookup", asked],
    enabled: digitsOf(asked.number) !== "" && (asked.tariff !== "" || asked.account !== ""),
    queryFn: ({ signal }) => {
      const { number, ...rest } = asked;
      const query = { number: digitsOf(number), ...given(rest) };
      return answer(api.GET(lookupPath, { params: { query }, signal }));
    },
  });
