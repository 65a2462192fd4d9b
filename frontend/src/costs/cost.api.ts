import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api, given, keyed, type Schemas } from "../api/client.ts";

export type ComparedLineView = Schemas["ComparedRateLine"];
export type PricingPreviewView = Schemas["PricingPreview"];
export type PricingRuleBody = Schemas["PricingRule"];

export const comparisonPath = "/api/v1/rate-comparison";
export const fromCostPath = "/api/v1/tariffs/from-cost";

export interface ComparisonAsked {
  tariff: string;
  prefix: string;
  destination: string;
  verdict: string;
  /** Talk time that is compared; empty: 180. */
  seconds: string;
}

export const comparisonQueryOf = ({ seconds, ...rest }: ComparisonAsked) => {
  const whole = Number(seconds);
  const expectedSeconds = Number.isInteger(whole) && whole >= 1 && whole <= 7200 ? whole : undefined;
  return { ...given(rest), ...(expectedSeconds ? { expectedSeconds } : {}) };
};

export const comparisonQuery = (asked: ComparisonAsked) =>
  infiniteQueryOptions({
    queryKey: ["rate-comparison", asked],
    placeholderData: keepPreviousData,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: 100, ...comparisonQueryOf(asked), ...given({ cursor: pageParam }) };
      return answer(api.GET(comparisonPath, { params: { query: query as never }, signal }));
    },
    getNextPageParam: (page) => page.nextCursor,
  });

/** How much of a tariff is sold for less than it costs. @param version what is published: asked again after each edit */
export const belowCostQuery = (tariff: string, version: number) =>
  queryOptions({
    queryKey: ["tariffs", "below-cost", tariff, version],
    queryFn: ({ signal }) =>
      answer(api.GET("/api/v1/rate-comparison/below-cost", { params: { query: { tariff } }, signal })),
  });

export const previewPricing = (body: PricingRuleBody) =>
  answer(api.POST("/api/v1/tariffs/from-cost/preview", { body }));

export const makeTariff = (body: Schemas["TariffFromCost"], idempotencyKey: string) =>
  answer(api.POST(fromCostPath, { body, headers: keyed(idempotencyKey) }));
