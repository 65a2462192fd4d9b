import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { expect, test } from "vitest";
import { signature } from "../../local/s3/signature.ts";

const Bucket = "switchbook-uploads";
const client = new S3Client({});
const signer = new S3Client({ requestChecksumCalculation: "WHEN_REQUIRED" });
const endpoint = process.env["AWS_ENDPOINT_URL_S3"];
let used = 0;
const freshKey = () => `s3-test/${process.pid}/${++used}`;

async function read(Key: string): Promise<Buffer> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}
const codeOf = async (reply: Response) => /<Code>(.*)<\/Code>/.exec(await reply.text())?.[1];
const put = (Key: string, Body: string | Buffer, more = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));

test("a body comes back byte for byte with its type, metadata and MD5 etag", async () => {
  const Key = freshKey();
  const body = randomBytes(100_000);
  const stored = await put(Key, body, { ContentType: "text/csv", Metadata: { source: "sw1" } });
  const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
  expect(await read(Key)).toEqual(body);
  expect(head).toMatchObject({ ContentLength: 100_000, ContentType: "text/csv", Metadata: { source: "sw1" } });
  expect(head.ETag).toBe(stored.ETag);
});

test("a streamed upload is stored without its chunk framing", async () => {
  const Key = freshKey();
  const body = randomBytes(3_000_000);
  await client.send(
    new PutObjectCommand({
      Bucket,
      Key,
      Body: Readable.from([body.subarray(0, 7), body.subarray(7)]),
      ContentLength: body.length,
    }),
  );
  expect(await read(Key)).toEqual(body);
});

test("a multipart upload of 17 MB is joined in order and carries the etag of its parts", async () => {
  const Key = freshKey();
  const body = randomBytes(17 * 1024 * 1024);
  const { ETag } = await new Upload({ client, params: { Bucket, Key, Body: body } }).done();
  expect(ETag).toMatch(/^"[0-9a-f]{32}-4"$/);
  expect((await read(Key)).equals(body)).toBe(true);
});

test("the parts of an upload are listed page by page, the last put of each, and are gone with it", async () => {
  const Key = freshKey();
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const part = (PartNumber: number, Body: string) =>
    client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
  await part(3, "three");
  await part(1, "one");
  await part(1, "one again");
  const first = await client.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 1 }));
  expect(first).toMatchObject({ IsTruncated: true, NextPartNumberMarker: "1" });
  expect(first.Parts).toMatchObject([{ PartNumber: 1, Size: 9 }]);
  const PartNumberMarker = first.NextPartNumberMarker;
  const second = await client.send(new ListPartsCommand({ Bucket, Key, UploadId, PartNumberMarker }));
  expect(second).toMatchObject({ IsTruncated: false, Parts: [{ PartNumber: 3, Size: 5 }] });
  await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  const asked = client.send(new ListPartsCommand({ Bucket, Key, UploadId }));
  await expect(asked).rejects.toMatchObject({ name: "NoSuchUpload" });
});

test.each([
  { range: "bytes=2-4", text: "cde", because: "both ends count" },
  { range: "bytes=7-", text: "hij", because: "an open end runs to the last byte" },
  { range: "bytes=-2", text: "ij", because: "a suffix counts from the end" },
  { range: "bytes=8-100", text: "ij", because: "an end behind the last byte is cut" },
])("a range $range of ten letters is $text: $because", async ({ range, text }) => {
  const Key = freshKey();
  await put(Key, "abcdefghij");
  const reply = await client.send(new GetObjectCommand({ Bucket, Key, Range: range }));
  expect(await reply.Body?.transformToString()).toBe(text);
});

test("a range behind the end is refused with 416", async () => {
  const Key = freshKey();
  await put(Key, "abc");
  await expect(client.send(new GetObjectCommand({ Bucket, Key, Range: "bytes=3-5" }))).rejects.toMatchObject({
    name: "InvalidRange",
  });
});

test("a pre-signed PUT and GET work without credentials, and the GET takes its overrides", async () => {
  const Key = freshKey();
  const url = await getSignedUrl(signer, new PutObjectCommand({ Bucket, Key }), { expiresIn: 60 });
  expect((await fetch(url, { method: "PUT", body: "a,b\n" })).status).toBe(200);
  const ResponseContentDisposition = 'attachment; filename="r.csv"';
  const link = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key, ResponseContentDisposition }));
  const reply = await fetch(link);
  expect(reply.headers.get("content-disposition")).toBe(ResponseContentDisposition);
  expect(await reply.text()).toBe("a,b\n");
});

test("a pre-signed PUT made with the SDK's default checksum is refused for a real body, as AWS refuses it", async () => {
  const Key = freshKey();
  const url = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key }), { expiresIn: 60 });
  const reply = await fetch(url, { method: "PUT", body: "real data" });
  expect([reply.status, await codeOf(reply)]).toEqual([400, "BadDigest"]);
  await expect(read(Key)).rejects.toMatchObject({ name: "NoSuchKey" });
});

test.each([
  { change: (url: string) => url.replace(/(Signature=)./, "$1z"), code: "SignatureDoesNotMatch", because: "signature" },
  {
    change: (url: string) => url.replace("Expires=60", "Expires=600"),
    code: "SignatureDoesNotMatch",
    because: "expiry",
  },
  { change: (url: string) => url.replace("?", "x?"), code: "SignatureDoesNotMatch", because: "key" },
  { change: (url: string) => url.split("?")[0] ?? "", code: "AccessDenied", because: "no signature at all" },
])("a pre-signed URL with another $because is refused with 403", async ({ change, code }) => {
  const Key = freshKey();
  await put(Key, "secret");
  const url = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key }), { expiresIn: 60 });
  const reply = await fetch(change(url));
  expect([reply.status, await codeOf(reply)]).toEqual([403, code]);
});

test("a pre-signed URL ends with its time", async () => {
  const Key = freshKey();
  await put(Key, "secret");
  const signingDate = new Date(Date.now() - 61_000);
  const url = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key }), { expiresIn: 60, signingDate });
  const reply = await fetch(url);
  expect([reply.status, await codeOf(reply)]).toEqual([403, "AccessDenied"]);
});

test.each([
  { headers: { "content-type": "text/html" }, body: "12345", because: "another content type than was signed" },
  { headers: { "content-type": "text/csv" }, body: "123456", because: "another length than was signed" },
  { headers: { "content-type": "text/csv", "x-amz-meta-a": "1" }, body: "12345", because: "an unsigned x-amz header" },
])("a pre-signed PUT is refused with 403 for $because", async ({ headers, body }) => {
  const command = new PutObjectCommand({ Bucket, Key: freshKey(), ContentType: "text/csv", ContentLength: 5 });
  const signableHeaders = new Set(["content-type", "content-length"]);
  const url = await getSignedUrl(signer, command, { expiresIn: 60, signableHeaders });
  const good = await fetch(url, { method: "PUT", body: "12345", headers: { "content-type": "text/csv" } });
  expect(good.status).toBe(200);
  expect((await fetch(url, { method: "PUT", body, headers: headers as Record<string, string> })).status).toBe(403);
});

test("a request signed with another secret or with a foreign key id is refused", async () => {
  for (const credentials of [
    { accessKeyId: "local", secretAccessKey: "other" },
    { accessKeyId: "stranger", secretAccessKey: "localsecret" },
  ]) {
    const stranger = new S3Client({ credentials });
    const attempt = stranger.send(new PutObjectCommand({ Bucket, Key: freshKey(), Body: "x" }));
    await expect(attempt).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  }
});

test("a checksum that does not match the body is refused and nothing is stored", async () => {
  const Key = freshKey();
  for (const wrong of [
    { ChecksumCRC32: "AAAAAA==" },
    { ChecksumCRC32C: "AAAAAA==" },
    { ContentMD5: "1B2M2Y8AsgTpgAmY7PhCfg==" },
  ])
    await expect(put(Key, "data", wrong)).rejects.toMatchObject({ name: "BadDigest" });
  await expect(read(Key)).rejects.toMatchObject({ name: "NoSuchKey" });
});

test.each(["CRC32", "CRC32C", "SHA1", "SHA256"] as const)(
  "a %s checksum in the trailer is checked",
  async (algorithm) => {
    const Key = freshKey();
    const Body = Readable.from([Buffer.from("123456789")]);
    await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength: 9, ChecksumAlgorithm: algorithm }));
    expect((await read(Key)).toString()).toBe("123456789");
  },
);

test("If-None-Match * lets the first of ten writers win and no other", async () => {
  const Key = freshKey();
  const writers = Array.from({ length: 10 }, (_, writer) => put(Key, `writer ${writer}`, { IfNoneMatch: "*" }));
  const outcomes = await Promise.allSettled(writers);
  const lost = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(lost).toHaveLength(9);
  for (const one of lost) expect(one.reason).toMatchObject({ name: "PreconditionFailed" });
  const winner = outcomes.findIndex((outcome) => outcome.status === "fulfilled");
  expect((await read(Key)).toString()).toBe(`writer ${winner}`);
});

test("a list is in UTF-8 order, page by page, with common prefixes", async () => {
  const Prefix = `${freshKey()}/`;
  const names = ["a/1", "a/2", "b", "c d&é", "z/\u{ffff}", "z/\u{1f600}"];
  for (const name of names.toReversed()) await put(Prefix + name, "x");
  const seen: string[] = [];
  for (let ContinuationToken: string | undefined, more = true; more; ) {
    const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 4, ContinuationToken }));
    seen.push(...(page.Contents ?? []).map((object) => (object.Key ?? "").slice(Prefix.length)));
    ContinuationToken = page.NextContinuationToken;
    more = page.IsTruncated === true;
  }
  expect(seen).toEqual(names);
  const grouped = await client.send(new ListObjectsV2Command({ Bucket, Prefix, Delimiter: "/" }));
  expect(grouped.CommonPrefixes).toEqual([{ Prefix: `${Prefix}a/` }, { Prefix: `${Prefix}z/` }]);
  expect(grouped.KeyCount).toBe(4);
});

test("a copy is independent of its source, and deleting is idempotent", async () => {
  const [Key, copy] = [freshKey(), `${freshKey()} with space+plus`];
  await put(Key, "one", { ContentType: "text/csv" });
  await client.send(new CopyObjectCommand({ Bucket, Key: copy, CopySource: encodeURI(`/${Bucket}/${Key}`) }));
  await put(Key, "two");
  expect((await read(copy)).toString()).toBe("one");
  await client.send(new DeleteObjectCommand({ Bucket, Key }));
  await client.send(new DeleteObjectCommand({ Bucket, Key }));
  const gone = await client.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: copy }, { Key: "never & there" }] } }),
  );
  expect(gone.Deleted).toHaveLength(2);
  await expect(read(copy)).rejects.toMatchObject({ name: "NoSuchKey" });
});

test("a browser's preflight and PUT are allowed where the bucket allows them, and nowhere else", async () => {
  const headers = {
    origin: "http://localhost:5173",
    "access-control-request-method": "PUT",
    "access-control-request-headers": "content-type",
  };
  const allowed = await fetch(`${endpoint}/${Bucket}/x`, { method: "OPTIONS", headers });
  expect([allowed.status, allowed.headers.get("access-control-allow-origin")]).toEqual([200, "*"]);
  const refused = await fetch(`${endpoint}/switchbook-files/x`, { method: "OPTIONS", headers });
  expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([403, null]);
});

/** A signed form as a browser gets it: 3 to 8 bytes under one prefix. */
function signedForm(key: string, body: string, expiresInMs = 60_000): FormData {
  const date = `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  const scope = `${date.slice(0, 8)}/eu-central-1/s3/aws4_request`;
  const fields = { bucket: Bucket, "x-amz-credential": `local/${scope}`, "x-amz-date": date };
  const expiration = new Date(Date.now() + expiresInMs).toISOString();
  const conditions = [fields, ["starts-with", "$key", "s3-test/"], ["content-length-range", 3, 8]];
  const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString("base64");
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, key, policy })) form.append(name, value);
  form.append("x-amz-signature", signature("localsecret", scope, policy));
  form.append("file", new Blob([body]), "calls.csv");
  return form;
}

test.each([
  { body: "12345678", status: 204, because: "a size within the range is taken" },
  { body: "123456789", status: 400, because: "one byte too many is EntityTooLarge" },
  { body: "12", status: 400, because: "one byte too few is EntityTooSmall" },
  { body: "1234", folder: "elsewhere", status: 403, because: "the key must start as the policy says" },
  { body: "1234", expiresInMs: -1, status: 403, because: "the policy's time is over" },
  { body: "1234", extra: "acl", status: 403, because: "a field that the policy does not name is refused" },
  { body: "1234", tamper: true, status: 403, because: "the policy is signed" },
])("a form upload of '$body' gives $status: $because", async ({ body, status, folder, expiresInMs, extra, tamper }) => {
  const key = freshKey().replace("s3-test", folder ?? "s3-test");
  const form = signedForm(key, body, expiresInMs);
  if (extra) form.set(extra, "x");
  if (tamper) form.set("policy", Buffer.from(`${atob(String(form.get("policy")))} `).toString("base64"));
  const file = form.get("file") as Blob;
  form.delete("file");
  form.append("file", file, "calls.csv");
  const reply = await fetch(`${endpoint}/${Bucket}`, { method: "POST", body: form });
  expect(reply.status).toBe(status);
  if (status === 204) expect((await read(key)).toString()).toBe(body);
  else await expect(read(key)).rejects.toMatchObject({ name: "NoSuchKey" });
});

test("what does not exist or is not offered says so in S3's words", async () => {
  await expect(client.send(new GetObjectCommand({ Bucket: "no-such-bucket", Key: "x" }))).rejects.toMatchObject({
    name: "NoSuchBucket",
  });
  await expect(client.send(new HeadObjectCommand({ Bucket, Key: freshKey() }))).rejects.toMatchObject({
    name: "NotFound",
  });
  const malformed = await fetch(`${endpoint}/${Bucket}/%zz`);
  expect([malformed.status, await codeOf(malformed)]).toEqual([400, "InvalidRequest"]);
});
