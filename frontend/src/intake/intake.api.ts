import { queryOptions } from "@tanstack/react-query";
import type { CdrSource } from "../../../functions/intake/source.ts";
import { send } from "../api/send.ts";
import type { Paged } from "../customers/customer.api.ts";

export type SourceView = CdrSource & {
  /** When a delivery last came in, and when the newest call in it was set up. */
  lastDeliveryAt?: string | null;
  lagSeconds?: number | null;
};

export interface UploadView {
  id: string;
  source: string;
  fileName: string;
  bytes?: number;
  createdAt: string;
  status: "waiting" | "queued" | "running" | "done" | "failed";
  progress?: number;
  lines: number;
  accepted: number;
  duplicates: number;
  parked: number;
  reasons: Record<string, number>;
  error?: string | null;
}

/** Where the bytes go, straight into the bucket. */
export interface UploadTicket {
  id: string;
  url: string;
  method: string;
  headers?: Record<string, string>;
}

export const sourcesPath = "/api/v1/cdr-sources";
export const uploadsPath = "/api/v1/cdr-uploads";

export const sourcesQuery = queryOptions({
  queryKey: ["intake", "sources"],
  refetchInterval: 15_000,
  queryFn: () => send<Paged<SourceView>>("GET", sourcesPath, { query: { limit: 200 } }),
});

const isOpen = ({ status }: UploadView): boolean => status !== "done" && status !== "failed";

/** The newest uploads. Asked again each second while one of them is at work, so that its counts are seen to grow. */
export const uploadsQuery = queryOptions({
  queryKey: ["intake", "uploads"],
  queryFn: () => send<Paged<UploadView>>("GET", uploadsPath, { query: { limit: 50 } }),
  refetchInterval: ({ state }) => (state.data?.items.some(isOpen) ? 1000 : 15_000),
});

export const addSource = (body: object, idempotencyKey: string) =>
  send<SourceView>("POST", sourcesPath, { body, idempotencyKey });

export const editSource = (source: SourceView, body: object) =>
  send<SourceView>("PATCH", `${sourcesPath}/${source.id}`, { body, ifMatch: source.version });

export const beginUpload = (source: string, fileName: string) =>
  send<UploadTicket>("POST", uploadsPath, { body: { source, fileName } });

export interface Sample {
  name: string;
  url: string;
  source?: string;
  description?: string;
}

/** Sample files for trying the intake; only the local stack has them. */
export const samplesQuery = queryOptions({
  queryKey: ["local", "samples"],
  retry: false,
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async (): Promise<Sample[]> => {
    try {
      const answer = await send<Sample[] | { items: Sample[] }>("GET", "/local/samples");
      return Array.isArray(answer) ? answer : answer.items;
    } catch {
      return [];
    }
  },
});
