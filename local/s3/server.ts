import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { openStore, type StoreOptions } from "./bucket-store.ts";
import { allowOrigin } from "./cors.ts";
import { deleteObject, deleteObjects } from "./delete-objects.ts";
import { type Operation, type Permit, type Responder, sendEmpty, sendXml } from "./exchange.ts";
import { getObject } from "./get-object.ts";
import { listObjects } from "./list-objects.ts";
import { abortUpload, completeUpload, createUpload, listParts, uploadPart } from "./multipart.ts";
import { postObject } from "./post-object.ts";
import { copyObject, putObject } from "./put-object.ts";
import { Refusal } from "./refusal.ts";
import { type Credentials, checkSignature, signerOf } from "./signature.ts";
import { document } from "./xml.ts";

const headBucket: Operation = async ({ response }) =>
  sendEmpty(response, 200, { "x-amz-bucket-region": "eu-central-1" });

/** Which operation a signed request asks for; undefined for those that are not offered. */
function operationOf(request: IncomingMessage, key: string, query: URLSearchParams): Operation | undefined {
  const { method } = request;
  const upload = query.has("uploadId");
  if (key === "") {
    if (method === "HEAD") return headBucket;
    if (method === "GET" && query.get("list-type") === "2") return listObjects;
    return method === "POST" && query.has("delete") ? deleteObjects : undefined;
  }
  if (method === "GET" && upload) return listParts;
  if (method === "GET" || method === "HEAD") return upload ? undefined : getObject;
  if (method === "PUT" && upload) return request.headers["x-amz-copy-source"] ? undefined : uploadPart;
  if (method === "PUT") return request.headers["x-amz-copy-source"] ? copyObject : putObject;
  if (method === "POST") return query.has("uploads") ? createUpload : upload ? completeUpload : undefined;
  if (method === "DELETE") return upload ? abortUpload : deleteObject;
  return undefined;
}

function decodedPath(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch (cause) {
    throw new Refusal("InvalidRequest", "Couldn't parse the specified URI.", cause);
  }
}

function addressOf(request: IncomingMessage) {
  const mark = (request.url ?? "/").indexOf("?");
  const raw = mark < 0 ? String(request.url) : String(request.url).slice(0, mark);
  const query = new URLSearchParams(
    mark < 0
      ? ""
      : String(request.url)
          .slice(mark + 1)
          .replaceAll("+", "%2B"),
  );
  const path = decodedPath(raw);
  const slash = path.indexOf("/", 1);
  return {
    path,
    query,
    bucket: slash < 0 ? path.slice(1) : path.slice(1, slash),
    key: slash < 0 ? "" : path.slice(slash + 1),
  };
}

async function answer(responder: Responder, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { path, query, bucket, key } = addressOf(request);
  const { store } = responder;
  if (!store.hasBucket(bucket)) throw new Refusal("NoSuchBucket", "The specified bucket does not exist");
  const allowed = allowOrigin(request, response, store.corsOf(bucket));
  if (request.method === "OPTIONS") {
    if (allowed) return sendEmpty(response, 200);
    throw new Refusal("AccessDenied", "CORSResponse: This CORS request is not allowed.");
  }
  const form = request.method === "POST" && request.headers["content-type"]?.startsWith("multipart/form-data");
  if (key === "" && form) return postObject(responder, bucket, request, response);
  const payloadHash = checkSignature(request, { path, query }, responder.credentials);
  if (responder.permit?.(signerOf(request, query), { request, bucket, key, query }) === false)
    throw new Refusal("AccessDenied", "Access Denied");
  const operation = operationOf(request, key, query);
  if (!operation) throw new Refusal("NotImplemented", "This stand-in does not offer the operation.");
  await operation({ request, response, store, bucket, key, query, payloadHash });
}

function refuse(request: IncomingMessage, response: ServerResponse, thrown: unknown): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  const known = thrown instanceof Refusal;
  if (!known) console.error("S3:", thrown);
  const refusal = known ? thrown : new Refusal("InternalError", "We encountered an internal error.");
  // The sender may still be writing its body; taking it lets the answer through.
  request.resume();
  if (request.method === "HEAD") sendEmpty(response, refusal.status);
  else sendXml(response, refusal.status, errorDocument(refusal));
}

/** Unlike the other documents, errors carry no namespace. */
const errorDocument = ({ code, message }: Refusal): string =>
  document("Error", { Code: code, Message: message }).replace(/ xmlns="[^"]*"/, "");

export interface S3Options extends StoreOptions {
  credentials: Credentials;
  permit?: Permit;
}

/** Our stand-in for S3, path-style, over a folder. `handle` answers one request and never throws. */
export function openS3(options: S3Options) {
  const store = openStore(options);
  const { credentials, permit } = options;
  const responder: Responder = { store, credentials, ...(permit ? { permit } : {}) };
  return {
    store,
    async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
      response.setHeader("x-amz-request-id", crypto.randomUUID());
      await answer(responder, request, response).catch((thrown: unknown) => refuse(request, response, thrown));
    },
  };
}
export type S3 = ReturnType<typeof openS3>;

/** The same on a port of its own, bound to this machine. */
export async function startS3(options: S3Options & { port: number }) {
  const s3 = openS3(options);
  const server = createServer((request, response) => void s3.handle(request, response));
  await new Promise<void>((ready, failed) => {
    server.once("error", failed);
    server.listen(options.port, "127.0.0.1", ready);
  });
  return {
    ...s3,
    url: `http://127.0.0.1:${options.port}`,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await s3.store.close();
    },
  };
}
