import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { SuspenseReason } from "../../../functions/cdrs/cdr.ts";
import { answer, api, given, type Schemas } from "../api/client.ts";

export type ParkedView = Schemas["SuspendedCdr"];
export type SuspenseCount = Schemas["SuspenseCounts"]["items"][number];
export type AutomaticRetry = NonNullable<Schemas["SuspenseCounts"]["automatic"]>;
export type RetryResult = Schemas["SuspenseRetry"];

export const suspensePath = "/api/v1/suspense";

export interface SuspenseFilter {
  /** `WRITTEN_OFF`; empty for what waits. */
  state: string;
  reason: string;
  source: string;
  /** UTC day, `2026-01-31`. */
  day: string;
}

type Asked = { reason?: SuspenseReason; source?: string; code?: string; day?: string; cursor?: string; most?: number };

export const suspenseQuery = (filter: SuspenseFilter) =>
  infiniteQueryOptions({
    queryKey: ["suspense", "list", filter],
    placeholderData: keepPreviousData,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => {
      const query = { ...(given(filter) as Asked), limit: 100, ...given({ cursor: pageParam }) };
      return answer(api.GET("/api/v1/suspense", { params: { query: query as never }, signal }));
    },
    getNextPageParam: (page) => page.nextCursor,
  });

export const suspenseCountsQuery = queryOptions({
  queryKey: ["suspense", "counts"],
  refetchInterval: 15_000,
  queryFn: () => answer(api.GET("/api/v1/suspense/counts")),
});

export const retryOne = (id: string) => answer(api.POST("/api/v1/suspense/{id}/retry", { params: { path: { id } } }));

const sum = (a: RetryResult, b: RetryResult): RetryResult => {
  const reasons = { ...a.reasons };
  for (const [reason, count] of Object.entries(b.reasons)) reasons[reason] = (reasons[reason] ?? 0) + count;
  return {
    retried: a.retried + b.retried,
    charged: a.charged + b.charged,
    duplicates: a.duplicates + b.duplicates,
    parked: a.parked + b.parked,
    reasons,
    unreadable: a.unreadable + b.unreadable,
    more: b.more,
    nextCursor: b.nextCursor,
  };
};

/** Asks on from where the last answer ended: one answer covers so many records only. A place that does not move is the end. */
async function askOn(first: RetryResult, body: Asked, onStep?: (total: RetryResult) => void): Promise<RetryResult> {
  let total = first;
  onStep?.(total);
  for (let cursor = ""; total.more && (total.nextCursor ?? "") !== cursor; ) {
    cursor = total.nextCursor ?? "";
    const asked = { ...body, ...given({ cursor }) };
    total = sum(total, await answer(api.POST("/api/v1/suspense/retry", { body: asked })));
    onStep?.(total);
  }
  return total;
}

/** Records of one answer: few enough that the page shows how it goes on. */
const most = 400;

/** Tries all records of the filter again. `onStep` hears of the sum after each answer. */
export async function retryAll(
  { state: _, ...filter }: SuspenseFilter,
  onStep?: (total: RetryResult) => void,
): Promise<RetryResult> {
  const body = { ...(given(filter) as Asked), most };
  return askOn(await answer(api.POST("/api/v1/suspense/retry", { body })), body, onStep);
}

/** The record's account code and how many wait with it; no code where none can be given to a customer. */
export const sameCallerQuery = (id: string) =>
  queryOptions({
    queryKey: ["suspense", "same-caller", id],
    queryFn: ({ signal }) => answer(api.GET("/api/v1/suspense/{id}/same-caller", { params: { path: { id } }, signal })),
  });

/** Gives the code to the customer and tries every record again that waits with it. */
export async function assignCode(asked: { parked: ParkedView; code: string; account: string }): Promise<RetryResult> {
  const { parked, code, account } = asked;
  const call = api.POST("/api/v1/suspense/{id}/customer", { params: { path: { id: parked.id } }, body: { account } });
  return askOn(await answer(call), { reason: "UNKNOWN_CUSTOMER", source: parked.source, code, most });
}

/** The record beside the call that was charged. */
export const conflictQuery = (id: string) =>
  queryOptions({
    queryKey: ["suspense", "conflict", id],
    queryFn: ({ signal }) => answer(api.GET("/api/v1/suspense/{id}/conflict", { params: { path: { id } }, signal })),
  });

/** What releasing a call that is too old would charge. */
export const releaseQuery = (id: string) =>
  queryOptions({
    queryKey: ["suspense", "release", id],
    queryFn: ({ signal }) => answer(api.GET("/api/v1/suspense/{id}/release", { params: { path: { id } }, signal })),
  });

export const releaseCall = ({ id, body }: { id: string; body: Schemas["NewSuspenseRelease"] }) =>
  answer(api.POST("/api/v1/suspense/{id}/release", { params: { path: { id } }, body }));
