import type { IncomingMessage, ServerResponse } from "node:http";
import type { BucketStore } from "./bucket-store.ts";
import type { Credentials } from "./signature.ts";

/** One request whose sender is known, as the operations see it. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  store: BucketStore;
  bucket: string;
  /** Empty for operations on the bucket. */
  key: string;
  query: URLSearchParams;
  payloadHash: string;
}

export type Operation = (exchange: Exchange) => Promise<void>;

export interface Responder {
  store: BucketStore;
  credentials: Credentials;
  permit?: Permit;
}

/** Whether the holder of a key may do what a request asks for; without one every known key may do everything. */
export type Permit = (accessKeyId: string, asked: { request: IncomingMessage } & S3Address) => boolean;

export interface S3Address {
  bucket: string;
  key: string;
  query: URLSearchParams;
}

/** The body as it comes in. A reader that stops early leaves the connection open for the answer. */
export const bodyOf = (request: IncomingMessage): AsyncIterable<Buffer> => request.iterator({ destroyOnReturn: false });

export function sendXml(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { "content-type": "application/xml", "content-length": Buffer.byteLength(xml) });
  response.end(xml);
}

export function sendEmpty(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...headers, ...(status === 204 || status === 304 ? {} : { "content-length": "0" }) });
  response.end();
}

/** A small XML body: S3 allows 1 MB for these two requests. */
export async function readXml(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of bodyOf(request)) {
    size += piece.length;
    if (size > 1_048_576) break;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}
