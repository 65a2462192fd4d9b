import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, api, given, type Schemas } from "../api/client.ts";

export type CustomerImportView = Schemas["CustomerImport"];
export type ImportKind = CustomerImportView["kind"];
export type ImportMode = CustomerImportView["mode"];
export type ImportLayoutView = CustomerImportView["layout"];
export type ImportRowView = Schemas["CustomerImportRow"];
export type Outcome = ImportRowView["outcome"];

export const importsPath = "/api/v1/customer-imports";
const one = `${importsPath}/{id}` as const;

export const isAtWork = ({ status }: Pick<CustomerImportView, "status">): boolean =>
  status === "queued" || status === "running";

/** Of the kind, newest first. */
export const importsQuery = queryOptions({
  queryKey: ["customer-imports", "list"],
  queryFn: () => answer(api.GET(importsPath, { params: { query: { limit: 50 } } })),
});

/** Asked again while the import is at work. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ["customer-imports", "one", id],
    queryFn: () => answer(api.GET(one, { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && isAtWork(state.data) ? 800 : false),
  });

interface RowPage {
  items: ImportRowView[];
  nextCursor: string | null;
}

/** Rows of one outcome, in the order of the sheet. Their key holds what the import had done when they were read. */
export const rowsQuery = ({ id, phase, status, aliveAt }: CustomerImportView, outcome: Outcome) =>
  infiniteQueryOptions({
    queryKey: ["customer-imports", "rows", id, outcome, phase, status, aliveAt],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }): Promise<RowPage> => {
      const query = { limit: 100, outcome, ...given({ cursor: pageParam }) };
      return answer(api.GET(`${one}/rows`, { params: { path: { id }, query }, signal }));
    },
    getNextPageParam: (page: RowPage) => page.nextCursor,
  });

export const beginImport = (body: Schemas["NewCustomerImport"]) => answer(api.POST(importsPath, { body }));

export const changeImport = (id: string, body: Schemas["CustomerImportChange"]) =>
  answer(api.PATCH(one, { params: { path: { id } }, body }));

export const applyImport = (id: string) => answer(api.POST(`${one}/apply`, { params: { path: { id } } }));
export const cancelImport = (id: string) => answer(api.POST(`${one}/cancel`, { params: { path: { id } } }));
