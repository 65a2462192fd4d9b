import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Refusal } from "./refusal.ts";

/**
 * AWS Signature Version 4 as S3 checks it ("Authenticating requests", S3 API reference): in the Authorization header
 * or pre-signed in the query. The path is encoded once, unlike with the other services.
 */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  /** Further key ids with the same secret. */
  knows?(accessKeyId: string): boolean;
}

/** Clocks may differ by this much, in milliseconds. */
const skewMs = 15 * 60_000;
/** A pre-signed URL lives a week at most, in seconds. */
const longestSeconds = 7 * 24 * 3600;

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/** Percent-encoding of RFC 3986: only unreserved characters stay. */
export const encodeRfc3986 = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const encodePath = (path: string): string => path.split("/").map(encodeRfc3986).join("/");

/** `scope` is `date/region/service/aws4_request`. */
export function signature(secret: string, scope: string, text: string): string {
  const key = scope.split("/").reduce<string | Buffer>((parent, part) => hmac(parent, part), `AWS4${secret}`);
  return hmac(key, text).toString("hex");
}

/** Of ASCII text. */
const byteOrder = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

const same = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));

/** `20261013T000000Z` as epoch milliseconds; NaN when it is not of that form. */
export const amzDate = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));

export interface Signed {
  /** Decoded path, `/bucket/key`. */
  path: string;
  query: URLSearchParams;
}

interface Claim {
  credential: string;
  date: string;
  signedHeaders: string[];
  signature: string;
  payloadHash: string;
}

function canonicalRequest(request: IncomingMessage, { path, query }: Signed, claim: Claim): string {
  const canonicalQuery = [...query]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => [encodeRfc3986(name), encodeRfc3986(value)] as const)
    .sort((one, other) => byteOrder(one[0], other[0]) || byteOrder(one[1], other[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  const headers = claim.signedHeaders.map((name) => {
    const value = request.headers[name];
    return `${name}:${String(value ?? "")
      .trim()
      .replace(/\s+/g, " ")}\n`;
  });
  return [
    request.method,
    encodePath(path),
    canonicalQuery,
    headers.join(""),
    claim.signedHeaders.join(";"),
    claim.payloadHash,
  ].join("\n");
}

function fromHeader(request: IncomingMessage, authorization: string): Claim {
  const part = (name: string) => new RegExp(`${name}=([^,\\s]+)`).exec(authorization)?.[1] ?? "";
  const payloadHash = request.headers["x-amz-content-sha256"];
  if (typeof payloadHash !== "string")
    throw new Refusal("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
  const claim: Claim = {
    credential: part("Credential"),
    date: String(request.headers["x-amz-date"] ?? ""),
    signedHeaders: part("SignedHeaders").split(";"),
    signature: part("Signature"),
    payloadHash,
  };
  if (!(Math.abs(Date.now() - amzDate(claim.date)) <= skewMs))
    throw new Refusal(
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.",
    );
  return claim;
}

function fromQuery(request: IncomingMessage, query: URLSearchParams): Claim {
  const part = (name: string) => query.get(`X-Amz-${name}`) ?? "";
  const date = part("Date");
  const seconds = Number(part("Expires") || "NaN");
  if (!(seconds >= 1 && seconds <= longestSeconds))
    throw new Refusal("AuthorizationQueryParametersError", "X-Amz-Expires must be between 1 and 604800 seconds");
  const age = Date.now() - amzDate(date);
  if (Number.isNaN(age) || age < -skewMs) throw new Refusal("AccessDenied", "Request is not yet valid");
  if (age > seconds * 1000) throw new Refusal("AccessDenied", "Request has expired");
  return {
    credential: part("Credential"),
    date,
    signedHeaders: part("SignedHeaders").split(";"),
    signature: part("Signature"),
    payloadHash: String(request.headers["x-amz-content-sha256"] ?? (part("Content-Sha256") || "UNSIGNED-PAYLOAD")),
  };
}

/** Throws unless the credential is ours; gives the scope behind the key id. */
export function scopeOf(credential: string, ours: Credentials): string {
  const [keyId, ...scope] = credential.split("/");
  if (keyId !== ours.accessKeyId && !ours.knows?.(keyId ?? ""))
    throw new Refusal("InvalidAccessKeyId", "The AWS access key Id you provided does not exist in our records.");
  if (scope.length !== 4 || scope[2] !== "s3" || scope[3] !== "aws4_request")
    throw new Refusal("AccessDenied", "The credential's scope is not that of S3.");
  return scope.join("/");
}

/**
 * Checks who asks. Every `x-amz-*` header of the request and `host` must be signed, as S3 demands.
 * @returns the payload hash that the signature vouches for; the body still has to match it.
 */
export function checkSignature(request: IncomingMessage, signed: Signed, ours: Credentials): string {
  const { authorization } = request.headers;
  const presigned = signed.query.has("X-Amz-Signature");
  if (!authorization && !presigned) throw new Refusal("AccessDenied", "Access Denied");
  const claim = authorization ? fromHeader(request, authorization) : fromQuery(request, signed.query);
  const scope = scopeOf(claim.credential, ours);
  const unsigned = Object.keys(request.headers).filter(
    (name) => (name.startsWith("x-amz-") || name === "host") && !claim.signedHeaders.includes(name),
  );
  if (unsigned.length > 0)
    throw new Refusal("AccessDenied", `There were headers present in the request which were not signed: ${unsigned}`);
  const text = ["AWS4-HMAC-SHA256", claim.date, scope, sha256(canonicalRequest(request, signed, claim))].join("\n");
  if (!scope.startsWith(claim.date.slice(0, 8)) || !same(signature(ours.secretAccessKey, scope, text), claim.signature))
    throw new Refusal(
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided.",
    );
  return claim.payloadHash;
}

/** The key id that a checked request was signed with. */
export function signerOf(request: IncomingMessage, query: URLSearchParams): string {
  const inHeader = /Credential=([^/,\s]+)/.exec(request.headers.authorization ?? "")?.[1];
  return inHeader ?? query.get("X-Amz-Credential")?.split("/")[0] ?? "";
}

/** The signature of a form's policy: over its base64 text ("Calculating a signature", POST uploads). */
export function checkPolicySignature(fields: ReadonlyMap<string, string>, ours: Credentials): void {
  const scope = scopeOf(fields.get("x-amz-credential") ?? "", ours);
  if (!same(signature(ours.secretAccessKey, scope, fields.get("policy") ?? ""), fields.get("x-amz-signature") ?? ""))
    throw new Refusal("SignatureDoesNotMatch", "The signature of the policy does not match.");
}
