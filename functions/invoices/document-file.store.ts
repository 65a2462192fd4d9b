import * as z from "zod";
import type { FileAddress } from "../platform/files.ts";
import { keys } from "../platform/keys.ts";
import { queryAll } from "../platform/table.ts";

/** Where a document's file lies: its name follows from the document, so that it is written over, never beside. */
export const documentFile = (account: string, number: string, type: "pdf" | "csv"): FileAddress => ({
  bucket: "files",
  key: `invoices/${account}/${number}.${type}`,
});

const Unwritten = z.object({ account: z.string(), number: z.string() });
/** A document whose files are not there yet. What else is stored of it is not read with it. */
export type Unwritten = z.infer<typeof Unwritten>;

/** At most 500; one of the last moment may be missing. */
export const unwrittenDocuments = (kind: "INVOICES" | "CREDITNOTES"): Promise<Unwritten[]> =>
  queryAll(Unwritten, { index: "gsi2", pk: keys.unwrittenDocuments(kind).pk, limit: 500 });
