import { createHash } from "node:crypto";
import { type Operation, readXml, sendEmpty, sendXml } from "./exchange.ts";
import { Refusal } from "./refusal.ts";
import { document, elementsOf, textOf } from "./xml.ts";

export const deleteObject: Operation = async ({ response, store, bucket, key }) => {
  await store.removeObject(bucket, key);
  sendEmpty(response, 204);
};

/** DeleteObjects: up to 1,000 keys in one request. A key that is not there counts as deleted. */
export const deleteObjects: Operation = async ({ request, response, store, bucket, payloadHash }) => {
  const xml = await readXml(request);
  const hashed = /^[0-9a-f]{64}$/.test(payloadHash);
  if (hashed && createHash("sha256").update(xml).digest("hex") !== payloadHash)
    throw new Refusal("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match.");
  const keys = elementsOf(xml, "Object").flatMap((inner) => textOf(inner, "Key") ?? []);
  if (keys.length === 0 || keys.length > 1000) throw new Refusal("MalformedXML", "Between 1 and 1000 keys, please.");
  for (const key of keys) await store.removeObject(bucket, key);
  const quiet = textOf(xml, "Quiet") === "true";
  sendXml(response, 200, document("DeleteResult", quiet ? {} : { Deleted: keys.map((Key) => ({ Key })) }));
};
