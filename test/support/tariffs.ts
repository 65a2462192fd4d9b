import type { Context } from "aws-lambda";
import { handler } from "../../functions/handlers/import-rates.ts";
import type { Caller } from "./api.ts";

export interface CardView {
  id: string;
  name: string;
  order: number;
  rates: number;
  windows: unknown[];
}

export interface TariffView {
  id: string;
  version: number;
  priceCeiling: string | null;
  cards: CardView[];
}

/** A new tariff in euros, with one empty card. */
export async function aNewTariff(api: Caller, fields: object = {}): Promise<TariffView> {
  const reply = await api("POST", "/tariffs", { name: "Standard", currency: "EUR", ...fields });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return reply.body as unknown as TariffView;
}

/** What EventBridge tells when a sheet has arrived, once more for each call. */
export const tellOfSheet = (importId: string): Promise<void> =>
  handler(
    { detail: { object: { key: `rate-sheets/${importId}` } } } as Parameters<typeof handler>[0],
    { awsRequestId: crypto.randomUUID(), getRemainingTimeInMillis: () => 900_000 } as Context,
  );

/** Begins an import, sends the sheet as a browser would and has it read; the import as the API shows it then. */
export async function importOf(api: Caller, tariffId: string, sheet: string | Uint8Array, settings: object = {}) {
  const begun = await api("POST", `/tariffs/${tariffId}/rate-imports`, { fileName: "sheet.csv", ...settings });
  if (begun.status !== 201) throw new Error(JSON.stringify(begun.body));
  const { id, url } = begun.body as unknown as { id: string; url: string };
  const sent = await fetch(url, { method: "PUT", body: sheet as BodyInit });
  if (!sent.ok) throw new Error(await sent.text());
  await tellOfSheet(id);
  return { id, path: `/tariffs/${tariffId}/rate-imports/${id}`, ...(await readImport(api, tariffId, id)) };
}

interface ImportView {
  status: string;
  failure: { reason: string; message: string } | null;
  seen: { sheets: string[]; sheet: string | null; headerRow: number | null; headers: string[] } | null;
  findings: {
    rows: number;
    rates: number;
    warnings: Record<string, number>;
    rejected: number;
    pastChanges: number;
    againstVersion: number;
    counts: Record<string, number>;
    mapping: Record<string, string>;
  };
  samples: Record<
    string,
    {
      line: number | null;
      prefix: string;
      before: string | null;
      after: string | null;
      effectiveFrom: string;
      effectiveTo: string | null;
    }[]
  >;
  warned: Record<string, unknown>[];
  rejects: { line: number; reason: string; detail: string }[];
  rejectUrl: string | null;
  applied: { version: number } | null;
}

export async function readImport(api: Caller, tariffId: string, importId: string): Promise<ImportView> {
  const reply = await api("GET", `/tariffs/${tariffId}/rate-imports/${importId}`);
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return reply.body as unknown as ImportView;
}
