import { neutralised } from "../exports/cell.ts";
import { fileFacts, putFile } from "../platform/files.ts";
import type { Reject } from "./sheet-refusal.ts";

export const sheetFile = (importId: string) => ({ bucket: "uploads", key: `rate-sheets/${importId}` }) as const;
export const rejectFile = (importId: string) => ({ bucket: "files", key: `rejects/${importId}.csv` }) as const;

export const sheetFacts = (importId: string) => fileFacts(sheetFile(importId));

const cell = (text: string): string => {
  const safe = neutralised(text);
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};

/** Writes all rejected lines with their reasons, for the sender of the sheet. */
export async function putRejects(importId: string, rejects: readonly Reject[]): Promise<void> {
  const lines = rejects.map(({ line, reason, detail, raw }) => [String(line), reason, detail, raw].map(cell).join(","));
  await putFile(rejectFile(importId), `line,reason,detail,content\n${lines.join("\n")}\n`, "text/csv; charset=utf-8");
}
