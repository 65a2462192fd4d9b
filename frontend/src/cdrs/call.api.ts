import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { send } from "../api/send.ts";
import { customerPath, type Paged } from "../customers/customer.api.ts";
import type { CallFilters } from "../filters.ts";
import { nextDay, startOfDay } from "../ui/format.ts";

export interface TraceStep {
  step: string;
  outcome: string;
  detail: string;
}

export interface CallView {
  id: string;
  source: string;
  callId: string;
  account: string;
  direction: "OUT" | "DID";
  setupAt: string;
  answeredAt: string | null;
  endedAt: string | null;
  cliReceived: string;
  cldReceived: string;
  cli: string;
  cld: string;
  prefix: string | null;
  destination: string | null;
  tariffId: string | null;
  tariffVersion: number | null;
  durationSeconds: number;
  billedSeconds: number;
  charge: string;
  tax: string;
  cost: string | null;
  disposition: string;
  sipCode: number | null;
  disconnectCause: number | null;
  pddMs: number | null;
  trace?: TraceStep[];
}

export const callsPath = (account: string) => `${customerPath(account)}/calls`;

/** The question asked: whole days of the viewer's zone, as instants; the end is the first instant that no longer counts. */
export const callsQuestion = ({ from, to, number, disposition }: CallFilters, zone: string) => ({
  from: from ? startOfDay(from, zone) : undefined,
  to: to ? startOfDay(nextDay(to), zone) : undefined,
  number: number || undefined,
  disposition: disposition || undefined,
});

export const callsQuery = (account: string, filters: CallFilters, zone: string) =>
  infiniteQueryOptions({
    queryKey: ["calls", account, callsQuestion(filters, zone)],
    placeholderData: keepPreviousData,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      send<Paged<CallView>>("GET", callsPath(account), {
        query: { ...callsQuestion(filters, zone), limit: 100, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
  });

export const recentCallsQuery = (account: string) =>
  queryOptions({
    queryKey: ["calls", account, "recent"],
    queryFn: () => send<Paged<CallView>>("GET", callsPath(account), { query: { limit: 5 } }),
  });

export const callQuery = (account: string, id: string) =>
  queryOptions({
    queryKey: ["calls", account, "one", id],
    staleTime: 60_000,
    queryFn: () => send<CallView>("GET", `${callsPath(account)}/${encodeURIComponent(id)}`),
  });
