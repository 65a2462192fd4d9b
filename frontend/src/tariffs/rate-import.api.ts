import { queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import type { DiffKind, DiffLine, RateImport, RateImportUpload } from "../../../functions/tariffs/rate-import.ts";
import type { Paged } from "../customers/customer.api.ts";
import { send } from "../api/send.ts";
import { tariffPath } from "./tariff.api.ts";

export type RateImportView = z.infer<typeof RateImport>;
export type { DiffKind, DiffLine };

export const importsPath = (tariff: string) => `${tariffPath(tariff)}/rate-imports`;
const importPath = (tariff: string, id: string) => `${importsPath(tariff)}/${encodeURIComponent(id)}`;

export const importsQuery = (tariff: string) =>
  queryOptions({
    queryKey: ["tariffs", "imports", tariff],
    queryFn: () => send<Paged<RateImportView>>("GET", importsPath(tariff), { query: { limit: 20 } }),
  });

/** Asked again each second until the sheet is read. */
export const importQuery = (tariff: string, id: string) =>
  queryOptions({
    queryKey: ["tariffs", "imports", tariff, id],
    queryFn: () => send<RateImportView>("GET", importPath(tariff, id)),
    refetchInterval: ({ state }) => (state.data && /queued|running/.test(state.data.status) ? 700 : false),
  });

export const beginImport = (tariff: string, body: object) =>
  send<z.infer<typeof RateImportUpload>>("POST", importsPath(tariff), { body });

export const changeImport = (tariff: string, id: string, body: object) =>
  send<RateImportView>("PATCH", importPath(tariff, id), { body });

export const applyImport = (tariff: string, id: string, confirmPastChange: boolean) =>
  send<RateImportView>("POST", `${importPath(tariff, id)}/apply`, { body: { confirmPastChange } });
