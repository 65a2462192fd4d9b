import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, api, given, type Schemas } from "../api/client.ts";

export type ExportLine = Schemas["ExportSummary"];
export type ExportView = Schemas["Export"];
export type ExportKind = ExportLine["kind"];
export type ExportFormat = ExportLine["format"];

/** A list with the filters that it shows; what is "" is not asked for. */
export interface AskedList {
  kind: ExportKind;
  filter: object;
}

/** How it is to be written. */
export type ExportSettings = Pick<ExportLine, "format" | "columns" | "timeZone" | "decimalSeparator" | "dateFormat">;

export const exportsPath = "/api/v1/exports";

export const isOpen = ({ status }: Pick<ExportLine, "status">): boolean => status === "queued" || status === "running";

/** How many rows there are now, and the filters in words. */
export const previewQuery = ({ kind, filter }: AskedList) =>
  queryOptions({
    queryKey: ["exports", "preview", kind, given(filter)],
    staleTime: 0,
    queryFn: ({ signal }) =>
      answer(api.POST("/api/v1/exports/preview", { body: { kind, filter: given(filter) } as never, signal })),
  });

export const beginExport = ({ kind, filter }: AskedList, settings: ExportSettings) =>
  answer(api.POST(exportsPath, { body: { kind, filter: given(filter), ...settings } as never }));

export const readExport = (id: string): Promise<ExportView> =>
  answer(api.GET("/api/v1/exports/{id}", { params: { path: { id } } }));

/** Asked again while the job is at work, not longer. */
export const exportQuery = (id: string) =>
  queryOptions({
    queryKey: ["exports", "one", id],
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? 800 : false),
    queryFn: () => readExport(id),
  });

export const cancelExport = (id: string) =>
  answer(api.POST("/api/v1/exports/{id}/cancel", { params: { path: { id } } }));

interface ExportPage {
  items: ExportLine[];
  nextCursor: string | null;
}

/** Newest first; asked again while one of them is at work. */
export const exportsQuery = infiniteQueryOptions({
  queryKey: ["exports", "list"],
  initialPageParam: "",
  queryFn: ({ pageParam, signal }): Promise<ExportPage> => {
    const query = { limit: 50, ...given({ cursor: pageParam }) };
    return answer(api.GET(exportsPath, { params: { query }, signal }));
  },
  getNextPageParam: (page: ExportPage) => page.nextCursor,
  refetchInterval: ({ state }): number | false =>
    state.data?.pages.some(({ items }) => items.some((line) => isOpen(line))) ? 2000 : false,
});
