import { Refusal } from "./refusal.ts";

/** A form may carry this much beside its file, in bytes. */
const mostFieldBytes = 20_480;

const nameOf = (head: string): string => /[;\s]name="([^"]*)"/i.exec(head)?.[1] ?? "";

/** The pieces up to the delimiter, which may lie across two of them; what follows it is not read. */
async function* upTo(delimiter: Buffer, first: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Buffer> {
  let held = first;
  for (;;) {
    const end = held.indexOf(delimiter);
    if (end >= 0) {
      if (end > 0) yield held.subarray(0, end);
      return;
    }
    const safe = Math.max(0, held.length - delimiter.length);
    if (safe > 0) yield held.subarray(0, safe);
    const piece = await rest.next();
    if (piece.done) throw new Refusal("IncompleteBody", "The form ends in the middle of its file.");
    held = Buffer.concat([held.subarray(safe), piece.value]);
  }
}

export interface Form {
  /** By lower-case name. */
  fields: Map<string, string>;
  /** The bytes of the field `file`, which must be the last that is of interest, as S3 demands. */
  file: AsyncGenerator<Buffer>;
}

/** Reads a `multipart/form-data` body (RFC 7578) as far as its file, in constant memory. */
export async function readForm(contentType: string, body: AsyncIterable<Uint8Array>): Promise<Form> {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined)
    throw new Refusal("MalformedPOSTRequest", "The body is not well-formed multipart/form-data.");
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const pieces = body[Symbol.asyncIterator]();
  const fields = new Map<string, string>();
  // The first delimiter has no line end before it.
  let held: Buffer = Buffer.from("\r\n");
  for (;;) {
    const start = held.indexOf(delimiter);
    const headEnd = start < 0 ? -1 : held.indexOf("\r\n\r\n", start + delimiter.length);
    const valueEnd = headEnd < 0 ? -1 : held.indexOf(delimiter, headEnd + 2);
    const head = headEnd < 0 ? "" : held.subarray(start + delimiter.length, headEnd).toString();
    if (headEnd >= 0 && nameOf(head) === "file")
      return { fields, file: upTo(delimiter, held.subarray(headEnd + 4), pieces) };
    if (valueEnd >= 0) {
      fields.set(nameOf(head).toLowerCase(), held.subarray(headEnd + 4, valueEnd).toString());
      held = held.subarray(valueEnd);
      continue;
    }
    if (held.length > mostFieldBytes) throw new Refusal("MalformedPOSTRequest", "The form's fields are too large.");
    const piece = await pieces.next();
    if (piece.done) throw new Refusal("MalformedPOSTRequest", "POST requires exactly one file upload per request.");
    held = Buffer.concat([held, piece.value]);
  }
}
