import type { IncomingMessage } from "node:http";
import type { Attempt } from "./rights.ts";

const objectArn = (bucket: string, key: string) => `arn:aws:s3:::${bucket}/${key}`;

function objectAction(method: string | undefined, query: URLSearchParams): string {
  if (method === "GET" && query.has("uploadId")) return "s3:ListMultipartUploadParts";
  if (method === "GET" || method === "HEAD") return "s3:GetObject";
  if (method === "DELETE") return query.has("uploadId") ? "s3:AbortMultipartUpload" : "s3:DeleteObject";
  return "s3:PutObject";
}

/** What a request to S3 attempts. Copying reads one object and writes another. */
export function s3Attempts(request: IncomingMessage, bucket: string, key: string, query: URLSearchParams): Attempt[] {
  if (key === "" && request.method === "POST" && query.has("delete"))
    return [{ action: "s3:DeleteObject", resource: objectArn(bucket, "*") }];
  if (key === "") return [{ action: "s3:ListBucket", resource: `arn:aws:s3:::${bucket}` }];
  const own = { action: objectAction(request.method, query), resource: objectArn(bucket, key) };
  const source = request.headers["x-amz-copy-source"];
  if (typeof source !== "string") return [own];
  const [from = "", ...rest] = decodeURIComponent(source).replace(/^\//, "").split("/");
  return [own, { action: "s3:GetObject", resource: objectArn(from, rest.join("/")) }];
}
