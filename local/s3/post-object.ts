import type { IncomingMessage, ServerResponse } from "node:http";
import { bodyOf, type Responder, sendEmpty, sendXml } from "./exchange.ts";
import { readForm } from "./form-data.ts";
import type { StoredObject } from "./object-index.ts";
import { receiveBody } from "./receive.ts";
import { Refusal } from "./refusal.ts";
import { checkPolicySignature } from "./signature.ts";
import { document } from "./xml.ts";

interface Limits {
  least: number;
  most: number;
}

const unconditioned = /^(policy|x-amz-signature|file|x-ignore-.*)$/;

/** Checks the fields against the policy's conditions ("Creating an HTML form", S3 API reference); gives the size limits. */
export function limitsOf(policy: string, fields: ReadonlyMap<string, string>, now: number): Limits {
  const parsed = JSON.parse(policy) as { expiration?: string; conditions?: unknown[] };
  if (!(Date.parse(parsed.expiration ?? "") > now))
    throw new Refusal("AccessDenied", "Invalid according to Policy: Policy expired.");
  const covered = new Set<string>();
  const limits = { least: 0, most: 5 * 1024 ** 3 };
  const demand = (kind: string, field: string, value: string) => {
    covered.add(field.toLowerCase());
    const given = fields.get(field.toLowerCase()) ?? "";
    const holds = kind === "eq" ? given === value : given.startsWith(value);
    if (!holds) throw new Refusal("AccessDenied", `Invalid according to Policy: Policy Condition failed: ${field}`);
  };
  for (const condition of parsed.conditions ?? []) {
    if (!Array.isArray(condition)) {
      for (const [field, value] of Object.entries(condition as object)) demand("eq", field, String(value));
    } else if (condition[0] === "content-length-range") {
      Object.assign(limits, { least: Number(condition[1]), most: Number(condition[2]) });
    } else demand(String(condition[0]).toLowerCase(), String(condition[1]).replace(/^\$/, ""), String(condition[2]));
  }
  const extra = [...fields.keys()].find((name) => !covered.has(name) && !unconditioned.test(name));
  if (extra !== undefined)
    throw new Refusal("AccessDenied", `Invalid according to Policy: Extra input fields: ${extra}`);
  return limits;
}

function policyText(fields: ReadonlyMap<string, string>): string {
  const policy = Buffer.from(fields.get("policy") ?? "", "base64").toString();
  if (policy === "") throw new Refusal("AccessDenied", "Access Denied");
  return policy;
}

/** A browser's form upload with a signed policy. */
export async function postObject(
  { store, credentials }: Responder,
  bucket: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { fields, file } = await readForm(String(request.headers["content-type"]), bodyOf(request));
  // A condition may speak of the bucket, which is in the address and not in the form.
  const policy = policyText(fields);
  checkPolicySignature(fields, credentials);
  const limits = limitsOf(policy, new Map([...fields, ["bucket", bucket]]), Date.now());
  const key = fields.get("key") ?? "";
  if (key === "") throw new Refusal("InvalidArgument", "The form has no key.");
  const expected = { payloadHash: "UNSIGNED-PAYLOAD", checksums: new Map<string, string>(), mostBytes: limits.most };
  const body = await receiveBody(store, file, expected);
  const object: StoredObject = {
    bucket,
    key,
    body: body.file,
    size: body.size,
    etag: `"${body.md5}"`,
    modifiedMs: Date.now(),
    headers: { "content-type": fields.get("content-type") ?? "binary/octet-stream" },
  };
  if (body.size < limits.least) {
    await store.discard(body.file);
    throw new Refusal("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size.");
  }
  await store.putObject(object, "POST Object");
  request.resume();
  const location = `http://${request.headers.host}/${bucket}/${key}`;
  if (fields.get("success_action_status") !== "201") return sendEmpty(response, 204, { etag: object.etag, location });
  sendXml(response, 201, document("PostResponse", { Location: location, Bucket: bucket, Key: key, ETag: object.etag }));
}
