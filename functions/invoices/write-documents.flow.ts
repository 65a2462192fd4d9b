import { openTableFile } from "../exports/formats/open-file.flow.ts";
import { frozenPeriod } from "../ledger/frozen-period.store.ts";
import { isoInstant } from "../platform/clock.ts";
import { FileSink } from "../platform/file-sink.ts";
import { type FileAddress, putFile } from "../platform/files.ts";
import { log } from "../platform/log.ts";
import { transact } from "../platform/table.ts";
import { isRefusedForNow } from "../platform/write-refused.ts";
import { logoBytes } from "../settings/logo.store.ts";
import { appendixColumns, appendixRow, callColumns, isItemised, mostItemised } from "./call-list.ts";
import { creditNoteFileReady, getCreditNote } from "./credit-note.store.ts";
import type { StoredCreditNote } from "./credit-note.ts";
import { documentFile, type Unwritten, unwrittenDocuments } from "./document-file.store.ts";
import { creditNoteMail, invoiceMail } from "./document-mail.flow.ts";
import type { Appendix } from "./document-pdf.store.ts";
import { callsOfPeriod } from "./fold-period.flow.ts";
import { changeInvoice, getInvoice, invoiceByNumber } from "./invoice.store.ts";
import type { StoredInvoice } from "./invoice.ts";
import { printableCreditNote, printableInvoice } from "./printable.ts";

/** The files of documents. Written after the document stands, and over whatever a run before has left: the bytes are the same. */

const style = { timeZone: "UTC", decimalSeparator: ".", dateFormat: "ISO" } as const;
const rowsAtOnce = 1000;

/** Undefined too where the operator has taken it away since. */
const logoOf = async ({ logo }: Pick<StoredInvoice, "logo">) => (logo ? await logoBytes(logo) : undefined);

/** The CDR file, and of its calls as many as an appendix may have; undefined where there are more. */
async function writeCalls(invoice: StoredInvoice, address: FileAddress): Promise<Appendix | undefined> {
  const { account, period, issuedAt, timeZone, number, itemised, decimals } = invoice;
  const frozen = await frozenPeriod(account, period);
  if (!frozen) throw new Error(`period ${period} of ${account} is not closed`);
  const sink = new FileSink(address, "text/csv; charset=utf-8");
  const head = { title: number, columns: callColumns, style, criteria: [], madeAt: isoInstant(issuedAt) };
  const file = await openTableFile("csv", sink, head);
  const rows: string[][] = [];
  let isWhole = itemised;
  try {
    for await (const calls of callsOfPeriod(account, frozen))
      for (let at = 0; at < calls.length; at += rowsAtOnce) {
        const listed = calls.slice(at, at + rowsAtOnce).map(({ call, late }) => ({ id: call.id, row: call.row, late }));
        await file.write(listed.map((one) => callColumns.map((column) => column.of(one))));
        if (!isWhole) continue;
        rows.push(...listed.filter(isItemised).map((one) => appendixRow(one, timeZone, decimals)));
        isWhole = rows.length <= mostItemised;
      }
    await file.close();
    await sink.close();
  } catch (error) {
    await sink.abort();
    throw error;
  }
  const caption = `Times in ${timeZone}, charges in ${invoice.currency} as they were taken.`;
  return isWhole && rows.length > 0 ? { caption, columns: appendixColumns, rows } : undefined;
}

/** Says that the files are there, and mails them. Lost against a payment that was set against it at this moment, it is said again. */
async function noteReady({ account, period }: StoredInvoice): Promise<void> {
  for (let tries = 0; tries < 10; tries++) {
    const seen = await getInvoice(account, period);
    if (!seen || seen.filesReady) return;
    try {
      return await transact([changeInvoice(seen, { filesReady: true }), ...(await invoiceMail(seen))]);
    } catch (error) {
      if (!isRefusedForNow(error)) throw error;
    }
  }
}

export async function writeInvoiceFiles(invoice: StoredInvoice): Promise<void> {
  if (invoice.filesReady) return;
  const { account, number } = invoice;
  const appendix = await writeCalls(invoice, documentFile(account, number, "csv"));
  // The writer of pages is large and loaded only where it is used.
  const { documentPdf } = await import("./document-pdf.store.ts");
  const bytes = await documentPdf(printableInvoice(invoice), appendix, await logoOf(invoice));
  await putFile(documentFile(account, number, "pdf"), bytes, "application/pdf");
  await noteReady(invoice);
}

async function writeCreditNoteFile(note: StoredCreditNote): Promise<void> {
  if (note.filesReady) return;
  const { documentPdf } = await import("./document-pdf.store.ts");
  const bytes = await documentPdf(printableCreditNote(note), undefined, await logoOf(note));
  await putFile(documentFile(note.account, note.number, "pdf"), bytes, "application/pdf");
  try {
    await transact([creditNoteFileReady(note), ...(await creditNoteMail(note))]);
  } catch (error) {
    // Another run has written the same file and its mail.
    if (!isRefusedForNow(error)) throw error;
  }
}

/** The files of one document. An unknown one is no fault: the event that asks for it comes at least once. */
export async function writeFilesOf(account: string, kind: string, number: string): Promise<void> {
  const invoice = kind === "invoice" ? await invoiceByNumber(account, number) : undefined;
  const note = kind === "credit-note" ? await getCreditNote(account, number) : undefined;
  if (invoice) return writeInvoiceFiles(invoice);
  if (note) return writeCreditNoteFile(note);
  log.warn("a document to be written does not exist", { account, job: number, reason: "UNKNOWN_DOCUMENT" });
}

/**
 * What a run that was killed between a document and its files has left.
 * @returns those that could not be written this time either: one that cannot be holds up no other
 */
export async function writeLeftFiles(workMsLeft: () => number): Promise<Unwritten[]> {
  const left = [
    ...(await unwrittenDocuments("INVOICES")).map((one) => ({ ...one, kind: "invoice" })),
    ...(await unwrittenDocuments("CREDITNOTES")).map((one) => ({ ...one, kind: "credit-note" })),
  ];
  const failed: Unwritten[] = [];
  for (const { account, number, kind } of left) {
    if (workMsLeft() < 30_000) break;
    try {
      await writeFilesOf(account, kind, number);
    } catch (error) {
      log.error("the files of a document could not be written", { account, job: number, error });
      failed.push({ account, number });
    }
  }
  return failed;
}
