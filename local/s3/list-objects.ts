import { type Exchange, type Operation, sendXml } from "./exchange.ts";
import type { StoredObject } from "./object-index.ts";
import { Refusal } from "./refusal.ts";
import { encodeRfc3986 } from "./signature.ts";
import { document } from "./xml.ts";

interface Page {
  objects: StoredObject[];
  commonPrefixes: string[];
  /** Where the next page starts; undefined on the last. */
  next?: string;
}

/** Greater than every key that starts with `prefix`. */
const behindAll = (prefix: string): string => `${prefix}\u{10ffff}`;

function pageOf(
  { store, bucket }: Exchange,
  asked: { prefix: string; delimiter: string; after: string; most: number },
) {
  const page: Page = { objects: [], commonPrefixes: [] };
  let { after } = asked;
  for (;;) {
    const object = store.index.next(bucket, after, asked.prefix);
    if (!object?.key.startsWith(asked.prefix)) return page;
    if (page.objects.length + page.commonPrefixes.length >= asked.most) return { ...page, next: after };
    const end = asked.delimiter ? object.key.indexOf(asked.delimiter, asked.prefix.length) : -1;
    if (end < 0) {
      page.objects.push(object);
      after = object.key;
    } else {
      const common = object.key.slice(0, end + asked.delimiter.length);
      page.commonPrefixes.push(common);
      after = behindAll(common);
    }
  }
}

/** ListObjectsV2. The continuation token is the last place seen, in base64. */
export const listObjects: Operation = async (exchange) => {
  const { response, bucket, query } = exchange;
  const token = query.get("continuation-token");
  const most = Math.min(Number(query.get("max-keys") ?? 1000), 1000);
  if (!(most >= 0)) throw new Refusal("InvalidArgument", "max-keys is not a number.");
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const after = token ? Buffer.from(token, "base64url").toString() : (query.get("start-after") ?? "");
  const page = most === 0 ? { objects: [], commonPrefixes: [] } : pageOf(exchange, { prefix, delimiter, after, most });
  const encoded = query.get("encoding-type") === "url";
  const name = (key: string) => (encoded ? encodeRfc3986(key).replaceAll("%2F", "/") : key);
  const xml = document("ListBucketResult", {
    Name: bucket,
    Prefix: name(prefix),
    Delimiter: delimiter ? name(delimiter) : undefined,
    EncodingType: encoded ? "url" : undefined,
    MaxKeys: most,
    KeyCount: page.objects.length + page.commonPrefixes.length,
    IsTruncated: page.next !== undefined,
    ContinuationToken: token ?? undefined,
    NextContinuationToken: page.next === undefined ? undefined : Buffer.from(page.next).toString("base64url"),
    Contents: page.objects.map((object) => ({
      Key: name(object.key),
      LastModified: new Date(object.modifiedMs).toISOString(),
      ETag: object.etag,
      Size: object.size,
      StorageClass: "STANDARD",
    })),
    CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: name(common) })),
  });
  sendXml(response, 200, xml);
};
