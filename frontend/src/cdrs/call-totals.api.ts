import { infiniteQueryOptions } from "@tanstack/react-query";
import { decimalOf, nanoOf } from "../../../functions/money/money.ts";
import { answer, api, given, type Schemas } from "../api/client.ts";
import type { CallFilters } from "../filters.ts";
import { calls, callsQuestion } from "./call.api.ts";

/** Apart from the rest of what is asked of calls, because money brings a schema library with it. */

type CallTotals = Schemas["CallTotals"];

/** What the calls of a filter come to, in parts. */
export const callTotalsQuery = (account: string, filters: CallFilters, zone: string) =>
  infiniteQueryOptions({
    queryKey: ["calls", account, "totals", callsQuestion(filters, zone)],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => {
      const query = { ...callsQuestion(filters, zone), ...given({ cursor: pageParam }) };
      return answer(api.GET(`${calls}/totals`, { params: { path: { account }, query }, signal }));
    },
    getNextPageParam: (part) => part.nextCursor,
  });

const counts = ["calls", "answered", "seconds", "billedSeconds"] as const;
const amounts = ["charge", "tax"] as const;

/** Parts added up. */
export function wholeOf(parts: readonly CallTotals[]): CallTotals {
  const whole = { calls: 0, answered: 0, seconds: 0, billedSeconds: 0, charge: "0", tax: "0", nextCursor: null };
  for (const part of parts) {
    for (const name of counts) whole[name] += part[name];
    for (const name of amounts) whole[name] = decimalOf(nanoOf(whole[name]) + nanoOf(part[name]));
  }
  return whole;
}
