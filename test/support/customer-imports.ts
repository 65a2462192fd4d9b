import type { Context } from "aws-lambda";
import { handler } from "../../functions/handlers/import-customers.ts";
import { type Caller, uniqueName } from "./api.ts";

/** What EventBridge tells when a sheet has arrived or is to be gone on with, once more for each call. */
export const tellOfSheet = (id: string, msLeft = 900_000): Promise<void> =>
  handler(
    { detail: { object: { key: `customer-sheets/${id}` } } } as Parameters<typeof handler>[0],
    { awsRequestId: crypto.randomUUID(), getRemainingTimeInMillis: () => msLeft } as Context,
  );

export interface RowView {
  line: number;
  outcome: string;
  reason: string | null;
  name: string;
  label: string;
  account: string | null;
  faults: { path: string; message: string }[];
  note: string | null;
  balance: string | null;
}

/** Begins an import and sends the sheet as a browser would; nothing is read yet. */
export async function sheetSent(api: Caller, sheet: string | Uint8Array, settings: object = {}) {
  const begun = await api("POST", "/customer-imports", { kind: "customers", fileName: "customers.csv", ...settings });
  if (begun.status !== 201) throw new Error(JSON.stringify(begun.body));
  const { id, url } = begun.body as { id: string; url: string };
  const sent = await fetch(url, { method: "PUT", body: sheet as BodyInit });
  if (!sent.ok) throw new Error(await sent.text());
  return { id, url };
}

export const readImport = async (api: Caller, id: string) => (await api("GET", `/customer-imports/${id}`)).body;

/** Every row of an import, in the order of the sheet. */
export async function rowsOf(api: Caller, id: string, query = ""): Promise<RowView[]> {
  const rows: RowView[] = [];
  for (let cursor = ""; ; ) {
    const page = await api("GET", `/customer-imports/${id}/rows?limit=200${query}${cursor}`);
    if (page.status !== 200) throw new Error(JSON.stringify(page.body));
    rows.push(...page.body.items);
    if (page.body.nextCursor === null) return rows;
    cursor = `&cursor=${encodeURIComponent(page.body.nextCursor)}`;
  }
}

/** Sends a sheet and has it tried. */
export async function triedSheet(api: Caller, sheet: string | Uint8Array, settings: object = {}) {
  const { id, url } = await sheetSent(api, sheet, settings);
  await tellOfSheet(id);
  return { id, url, job: await readImport(api, id), rows: await rowsOf(api, id) };
}

/** Has what was tried made. */
export async function madeSheet(api: Caller, id: string) {
  const asked = await api("POST", `/customer-imports/${id}/apply`);
  if (asked.status !== 202) throw new Error(JSON.stringify(asked.body));
  await tellOfSheet(id);
  return { job: await readImport(api, id), rows: await rowsOf(api, id) };
}

/** A sheet of these rows, each by the names of the columns. */
export function csvOf(rows: readonly Record<string, string>[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [names, ...rows.map((row) => names.map((name) => row[name] ?? ""))]
    .map((cells) => cells.map(cell).join(","))
    .join("\n");
}

/** A row with the mandatory columns of the form, all right. */
export const sheetRow = (tariff: string, more: Record<string, string> = {}): Record<string, string> => ({
  username: uniqueName(),
  "customer type": "live",
  currency: "EUR",
  tariff,
  "billing type": "Prepaid",
  "payment term": "14",
  "max credit limit": "1000",
  "tax flag": "none",
  "max call sessions": "30",
  cps: "5",
  name: "Rosa Marin",
  company: "Acme Voice",
  phone: "2125550142",
  ...more,
});
