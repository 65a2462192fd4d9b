import { queryOptions } from "@tanstack/react-query";
import type { DiffKind, DiffLine } from "../../../functions/tariffs/rate-import.ts";
import { answer, api, given, type Schemas } from "../api/client.ts";
import { tariffPath } from "./tariff.api.ts";

export type RateImportView = Schemas["RateImport"];
export type LayoutView = RateImportView["layout"];
export type WarningView = RateImportView["warned"][number];
export type { DiffKind, DiffLine };

export const importsPath = (tariff: string) => `${tariffPath(tariff)}/rate-imports`;

const imports = "/api/v1/tariffs/{id}/rate-imports";

export const importsQuery = (tariff: string) =>
  queryOptions({
    queryKey: ["tariffs", "imports", tariff],
    queryFn: () => answer(api.GET(imports, { params: { path: { id: tariff }, query: { limit: 20 } } })),
  });

/** Asked again each second until the sheet is read. */
export const importQuery = (tariff: string, id: string) =>
  queryOptions({
    queryKey: ["tariffs", "imports", tariff, id],
    queryFn: () => answer(api.GET(`${imports}/{import}`, { params: { path: { id: tariff, import: id } } })),
    refetchInterval: ({ state }) => (state.data && /queued|running/.test(state.data.status) ? 700 : false),
  });

export const beginImport = (tariff: string, body: Schemas["NewRateImport"]) =>
  answer(api.POST(imports, { params: { path: { id: tariff } }, body }));

export const changeImport = (tariff: string, id: string, body: Schemas["RateImportChange"]) =>
  answer(api.PATCH(`${imports}/{import}`, { params: { path: { id: tariff, import: id } }, body }));

export const applyImport = (tariff: string, id: string, confirmPastChange: boolean, reason = "") => {
  const params = { path: { id: tariff, import: id } };
  return answer(
    api.POST(`${imports}/{import}/apply`, {
      params,
      body: { confirmPastChange, ...given({ noticeOverride: reason }) },
    }),
  );
};
