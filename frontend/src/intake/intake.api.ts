import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { NewSource, SourceChange } from "../../../functions/intake/source.ts";
import { ask, askJson } from "../api/ask.ts";
import { answer, api, given, keyed, type Schemas, seen } from "../api/client.ts";
import { send } from "../api/send.ts";

export type SourceView = Schemas["CdrSourceView"];
export type UploadView = Schemas["CdrUpload"];

export const sourcesPath = "/api/v1/cdr-sources";

const query = { limit: 200 };

export const sourcesQuery = queryOptions({
  queryKey: ["intake", "sources"],
  refetchInterval: 15_000,
  queryFn: () => answer(api.GET("/api/v1/cdr-sources", { params: { query } })),
});

const isOpen = ({ status }: UploadView): boolean => status !== "done" && status !== "failed";

export type SourceDay = Schemas["CdrSourceDay"];

export const sourcePath = (id: string): string => `${sourcesPath}/${id}`;
export const sourceDaysPath = (id: string): string => `${sourcePath(id)}/days`;

export const sourceQuery = (id: string) =>
  queryOptions({
    queryKey: ["intake", "sources", id],
    refetchInterval: 15_000,
    queryFn: () => answer(api.GET("/api/v1/cdr-sources/{id}", { params: { path: { id } } })),
  });

export const sourceDaysQuery = (id: string) =>
  queryOptions({
    queryKey: ["intake", "days", id],
    refetchInterval: 15_000,
    queryFn: () => answer(api.GET("/api/v1/cdr-sources/{id}/days", { params: { path: { id } } })),
  });

export type DayCall = Schemas["CdrSourceDayCall"];

/** The figures of one day; nothing where no record is counted on it. */
export const sourceDayQuery = (id: string, day: string) =>
  queryOptions({
    queryKey: ["intake", "days", id, day],
    refetchInterval: 15_000,
    queryFn: async () => {
      const query = { from: day, to: day };
      return (await answer(api.GET("/api/v1/cdr-sources/{id}/days", { params: { path: { id }, query } }))).items;
    },
  });

export const dayCallsQuery = (id: string, day: string) =>
  infiniteQueryOptions({
    queryKey: ["intake", "calls", id, day],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => {
      const query = { day, limit: 100, ...given({ cursor: pageParam }) };
      return answer(api.GET("/api/v1/cdr-sources/{id}/calls", { params: { path: { id }, query }, signal }));
    },
    getNextPageParam: (page) => page.nextCursor,
  });

/** The newest uploads. Asked again each second while one of them is at work, so that its counts are seen to grow. */
export const uploadsQuery = (source?: string) =>
  queryOptions({
    queryKey: ["intake", "uploads", source ?? ""],
    queryFn: () =>
      answer(api.GET("/api/v1/cdr-uploads", { params: { query: { limit: 50, ...(source ? { source } : {}) } } })),
    refetchInterval: ({ state }) => (state.data?.items.some(isOpen) ? 1000 : 15_000),
  });

export const addSource = (body: object, idempotencyKey: string) =>
  answer(api.POST("/api/v1/cdr-sources", { body: body as NewSource as never, headers: keyed(idempotencyKey) }));

export const editSource = ({ id, version }: SourceView, body: object) =>
  answer(
    api.PATCH("/api/v1/cdr-sources/{id}", {
      params: { path: { id } },
      body: body as SourceChange as never,
      headers: seen(version),
    }),
  );

export const beginUpload = (source: string, fileName: string) =>
  answer(api.POST("/api/v1/cdr-uploads", { body: { source, fileName } }));

export type Parts = Schemas["CdrUploadParts"];

/** What is there of a large file, and where to put the next parts. */
export const askParts = (id: string, bytes: number): Promise<Parts> =>
  answer(api.POST("/api/v1/cdr-uploads/{id}/parts", { params: { path: { id } }, body: { bytes } }));

export const joinUpload = (id: string) =>
  answer(api.POST("/api/v1/cdr-uploads/{id}/join", { params: { path: { id } } }));

export const readOn = (id: string) =>
  answer(api.POST("/api/v1/cdr-uploads/{id}/read-on", { params: { path: { id } } }));

export type Sniffed = Schemas["CdrLayoutProposals"];
export type Proposal = Sniffed["proposals"][number];
export type Preview = Schemas["CdrPreview"];

/** Twice what is looked at, since letters may have two bytes and a packed file is shorter than what it holds. */
const sampleBytes = 128 * 1024;

/** What layouts the file may have, by its beginning. Bytes go without a Content-Type. */
export const sniffFile = async (file: Blob): Promise<Sniffed> =>
  ask(`${sourcesPath}/sniff`, await file.slice(0, sampleBytes).arrayBuffer());

/** What a source with these settings would read of the text. Writes nothing. */
export const previewOf = (source: object, text: string): Promise<Preview> =>
  askJson(`${sourcesPath}/preview`, { source, text });

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
      return await send<Sample[]>("GET", "/local/samples");
    } catch {
      return [];
    }
  },
});
