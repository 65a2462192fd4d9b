import { Problem } from "../platform/problem.ts";

/** Lambda takes 6 MB an event, and base64 makes four of three. */
export const maxBodyBytes = 4 * 1024 * 1024;

const tooLarge = () =>
  new Problem("too_large", `The body may hold ${maxBodyBytes} bytes. Send fewer records, or upload a file.`);

/**
 * The bytes of a body, whatever it calls itself. One that says that it is too large is refused before it is read, one
 * that does not say is read no further than the limit.
 * @throws Problem too_large
 */
export async function boundedBody(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBodyBytes) throw tooLarge();
  if (!request.body) return new Uint8Array(0);
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of request.body as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>) {
    length += piece.length;
    if (length > maxBodyBytes) throw tooLarge();
    pieces.push(piece);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    body.set(piece, at);
    at += piece.length;
  }
  return body;
}
