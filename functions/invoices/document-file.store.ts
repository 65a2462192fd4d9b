import type { FileAddress } from "../platform/files.ts";

/** Where a document's file lies: its name follows from the document, so that it is written over, never beside. */
export const documentFile = (account: string, number: string, type: "pdf" | "csv"): FileAddress => ({
  bucket: "files",
  key: `invoices/${account}/${number}.${type}`,
});
