import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api, given, type Schemas } from "../api/client.ts";
import type { paths } from "../api-types.ts";
import { customerPath } from "../customers/customer.api.ts";
import type { AnalysisFilters, OverallFilters } from "../filters.ts";
import { daysAsked } from "../ui/days-asked.ts";
import { dayOf, nextDay } from "../ui/format.ts";

export type Analysis = Schemas["Analysis"];
/** Of all customers or of one: amounts may be missing of all of them. */
export type TrafficGroup = Schemas["OverallGroup"];
export type TrafficFigures = Schemas["OverallFigures"];
/** What the pages show of either analysis. */
export type ShownAnalysis = Omit<Analysis, "totals" | "before" | "groups"> &
  Pick<OverallAnalysis, "totals" | "before" | "groups">;
export type TrafficBy = Analysis["by"];

/** Filters that a click on a row sets, by what the rows are grouped by. */
export const filterOf: Partial<Record<TrafficBy, Exclude<keyof OverallFilters, "by" | "from" | "to">>> = {
  ...{ destination: "destination", prefix: "prefix", direction: "direction", vendor: "vendor" },
  ...{ gateway: "gateway", device: "device", cause: "cause", customer: "customer" },
};

export const analysisPath = (account: string) => `${customerPath(account)}/analysis`;

/** Days that are shown when nothing is chosen, today included. */
const usualDays = 7;

/** A mistyped day has none before it. */
const dayBefore = (last: string): string => (Number.isNaN(Date.parse(last)) ? last : nextDay(last, 1 - usualDays));

export const daysShown = ({ from, to }: AnalysisFilters, zone: string) => {
  const last = to || dayOf(Date.now(), zone);
  return { from: from || dayBefore(last), to: last };
};

export function analysisQuestion(filters: AnalysisFilters, zone: string) {
  const { from, to } = daysShown(filters, zone);
  const { by, direction, from: _from, to: _to, ...rest } = filters;
  return {
    ...daysAsked({ from, to }, zone),
    timeZone: zone,
    ...given({ by, direction, ...rest }),
  } as {
    from: string;
    to: string;
    timeZone: string;
    by?: Exclude<TrafficBy, "customer">;
    direction?: "OUT" | "DID";
  };
}

export const overallPath = "/api/v1/analysis";
export type OverallAnalysis = Schemas["OverallAnalysis"];

type OverallQuestion = NonNullable<paths[typeof overallPath]["get"]["parameters"]["query"]>;

/** A device is one customer's: there is none to ask for. */
export function overallQuestion(filters: OverallFilters, zone: string): OverallQuestion {
  const { customer, reseller, currency, ...of } = filters;
  const question = analysisQuestion({ ...of, device: "" }, zone) as object as OverallQuestion;
  return { ...question, ...(given({ customer, reseller, currency }) as OverallQuestion) };
}

export const overallQuery = (filters: OverallFilters, zone: string) => {
  const query = overallQuestion(filters, zone);
  return queryOptions({
    queryKey: ["analysis", "all", query],
    placeholderData: keepPreviousData,
    staleTime: 15_000,
    queryFn: ({ signal }) => answer(api.GET(overallPath, { params: { query }, signal })),
  });
};

export const analysisQuery = (account: string, filters: AnalysisFilters, zone: string) => {
  const query = analysisQuestion(filters, zone);
  return queryOptions({
    queryKey: ["analysis", account, query],
    placeholderData: keepPreviousData,
    staleTime: 15_000,
    queryFn: ({ signal }) =>
      answer(api.GET("/api/v1/customers/{account}/analysis", { params: { path: { account }, query }, signal })),
  });
};
