import { downloadUrl } from "../platform/files.ts";
import { Problem } from "../platform/problem.ts";
import { documentFile } from "./document-file.store.ts";

interface Document {
  account: string;
  number: string;
  filesReady: boolean;
  /** Issued by another system, which has its paper. */
  isTakenOver?: boolean;
}

/**
 * Where a document's file is fetched, for some minutes.
 * @param name what the file is called when it is kept, without its type
 * @throws Problem not_found without a document; conflict while the file is being written
 */
export function documentUrl(document: Document | undefined, type: "pdf" | "csv", name: string): Promise<string> {
  if (!document) throw new Problem("not_found", "There is no such document.");
  const { account, number, filesReady, isTakenOver } = document;
  if (isTakenOver) throw new Problem("not_found", "This invoice was issued by the former system, which has its file.");
  if (!filesReady) throw new Problem("conflict", "The file is being written. Please try again in a moment.");
  return downloadUrl(documentFile(account, number, type), `${name}.${type}`);
}
