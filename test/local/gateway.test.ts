import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { afterAll, expect, test } from "vitest";
import { freePort } from "../../local/free-port.ts";
import { openFrontDoor } from "../../local/gateway/front-door.ts";
import { openHttpApi } from "../../local/gateway/http-api.ts";
import { openS3 } from "../../local/s3/server.ts";

const folder = await mkdtemp(join(tmpdir(), "switchbook-door-"));
await mkdir(join(folder, "dist", "assets"), { recursive: true });
await writeFile(join(folder, "dist", "index.html"), "<!doctype html>the page");
await writeFile(join(folder, "dist", "portal.html"), "<!doctype html>the portal");
await writeFile(join(folder, "dist", "assets", "app-1a2b.js"), "1");
await writeFile(join(folder, "dist", ".secret"), "x");
await writeFile(join(folder, "outside.txt"), "x");

const held = Promise.withResolvers<unknown>();
const replies: Record<string, (event: APIGatewayProxyEventV2) => unknown> = {
  "/api/event": (event) => ({ statusCode: 200, body: JSON.stringify(event) }),
  "/api/cookies": () => ({ statusCode: 201, headers: { "X-A": "1" }, cookies: ["a=1; HttpOnly", "b=2"], body: "ok" }),
  "/api/binary": () => ({
    statusCode: 200,
    body: Buffer.from([0, 255, 128]).toString("base64"),
    isBase64Encoded: true,
  }),
  "/api/bare": () => ({ plain: true }),
  "/api/throws": () => {
    throw new Error("no");
  },
  "/api/slow": () => new Promise(() => undefined),
  "/api/held": () => held.promise,
  "/api/large": () => ({ statusCode: 200, body: "x".repeat(6_291_556) }),
  "/api/nothing": () => ({ statusCode: 204 }),
};
let invocations = 0;
const invoke = async (event: unknown) => {
  invocations++;
  const given = event as APIGatewayProxyEventV2;
  return replies[given.rawPath]?.(given) ?? { statusCode: 404, body: "none" };
};

const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const credentials = { accessKeyId: "local", secretAccessKey: "localsecret" };
const s3 = openS3({ folder: join(folder, "s3"), credentials, durable: false });
s3.store.createBucket("switchbook-uploads");
const api = openHttpApi({
  routes: [
    { routeKey: "ANY /api/{proxy+}", functionName: "admin-api" },
    { routeKey: "GET /api/fixed", functionName: "other" },
  ],
  functions: new Map([
    ["admin-api", { name: "admin-api", invoke }],
    ["other", { name: "other", invoke: async () => "fixed" }],
  ]),
  timeoutMs: 200,
  mostAtOnce: 8,
  report: () => undefined,
});
const state = { ready: false, parts: { api: "starting" } };
const door = await openFrontDoor({
  port,
  s3,
  site: join(folder, "dist"),
  api: () => api,
  health: () => state,
  signIns: () => [{ username: "admin", password: "secret" }],
  samples: () => [
    { name: "a.csv", url: "/local/samples/a.csv", source: "src_1", description: "A file", text: "1,2\n" },
  ],
  report: () => undefined,
});
afterAll(async () => {
  await door.close();
  await s3.store.close();
});

async function eventOf(path: string, init: RequestInit = {}) {
  const reply = await fetch(`${url}${path}`, init);
  return JSON.parse(await reply.text()) as APIGatewayProxyEventV2;
}

test("a request becomes an API Gateway event of format 2.0", async () => {
  const event = await eventOf("/api/event?a=1&b=%C3%A9&a=2", {
    method: "POST",
    headers: { cookie: "s=1; t=2", "content-type": "application/json", "X-Twice": "one" },
    body: '{"é":1}',
  });
  expect(event).toMatchObject({
    version: "2.0",
    routeKey: "ANY /api/{proxy+}",
    rawPath: "/api/event",
    rawQueryString: "a=1&b=%C3%A9&a=2",
    cookies: ["s=1", "t=2"],
    queryStringParameters: { a: "1,2", b: "é" },
    pathParameters: { proxy: "event" },
    body: '{"é":1}',
    isBase64Encoded: false,
    requestContext: { http: { method: "POST", path: "/api/event", sourceIp: "127.0.0.1" }, stage: "$default" },
  });
  expect(event.headers).toMatchObject({ "x-twice": "one", "x-forwarded-for": "127.0.0.1" });
  expect(event.headers["cookie"]).toBeUndefined();
});

test.each([
  { type: "application/octet-stream", bytes: [1, 2], base64: true, because: "it is binary" },
  { type: "application/x-www-form-urlencoded", bytes: [97], base64: true, because: "forms come in base64" },
  { type: "text/csv", bytes: [0xe9, 10], base64: true, because: "Latin-1 would be damaged as text" },
  { type: "text/csv; charset=utf-8", bytes: [97, 10], base64: false, because: "it is text" },
])("a body of $type comes in base64: $base64, because $because", async ({ type, bytes, base64 }) => {
  const body = new Uint8Array(bytes);
  const event = await eventOf("/api/event", { method: "POST", headers: { "content-type": type }, body });
  expect(event.isBase64Encoded).toBe(base64);
  expect([...Buffer.from(event.body ?? "", base64 ? "base64" : "utf8")]).toEqual(bytes);
});

test("several cookies stay several, and headers and status are the function's", async () => {
  const reply = await fetch(`${url}/api/cookies`);
  expect(reply.status).toBe(201);
  expect(reply.headers.getSetCookie()).toEqual(["a=1; HttpOnly", "b=2"]);
  expect(reply.headers.get("x-a")).toBe("1");
});

test("binary replies, bare values and empty replies come through", async () => {
  expect([...new Uint8Array(await (await fetch(`${url}/api/binary`)).arrayBuffer())]).toEqual([0, 255, 128]);
  expect(await (await fetch(`${url}/api/bare`)).json()).toEqual({ plain: true });
  expect((await fetch(`${url}/api/nothing`)).status).toBe(204);
});

test("a fixed route wins over a greedy one, and only for its method", async () => {
  expect(await (await fetch(`${url}/api/fixed`)).text()).toBe("fixed");
  expect((await fetch(`${url}/api/fixed`, { method: "POST" })).status).toBe(404);
});

test.each([
  { path: "/api/throws", status: 500, because: "the function threw" },
  { path: "/api/slow", status: 503, because: "it did not answer in time" },
  { path: "/api/large", status: 500, because: "its reply is over 6 MB" },
  { path: "/switch/v1/unknown", status: 404, because: "no route is for it" },
])("$path answers $status, because $because", async ({ path, status }) => {
  expect((await fetch(`${url}${path}`)).status).toBe(status);
});

test("a body over 10 MB is refused with 413 before it is read whole", async () => {
  const before = invocations;
  const socket = connect(port, "127.0.0.1");
  socket.write(`POST /api/event HTTP/1.1\r\nHost: x\r\nContent-Length: ${10 * 1024 * 1024 + 1}\r\n\r\nfirst bytes`);
  const reply = await new Promise<string>((got) => socket.once("data", (data) => got(data.toString())));
  socket.destroy();
  expect(reply).toMatch(/^HTTP\/1.1 413 /);
  expect(invocations).toBe(before);
});

test("a body of unannounced length is cut off at 10 MB with 413", async () => {
  const socket = connect(port, "127.0.0.1");
  const answer = new Promise<string>((got) => socket.once("data", (data) => got(data.toString())));
  socket.write("POST /api/event HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  const chunk = Buffer.concat([Buffer.from("100000\r\n"), Buffer.alloc(1024 * 1024), Buffer.from("\r\n")]);
  for (let sent = 0; sent < 11; sent++) socket.write(chunk);
  expect(await answer).toMatch(/^HTTP\/1.1 413 /);
  socket.destroy();
});

test("a body that makes the event larger than 6 MB is refused with 413", async () => {
  const body = new Uint8Array(5 * 1024 * 1024);
  expect((await fetch(`${url}/api/event`, { method: "POST", body })).status).toBe(413);
});

test("beyond so many at work at once a request hears so at once, until one of them has ended, given up or not", async () => {
  const before = invocations;
  const replies = await Promise.all(Array.from({ length: 12 }, () => fetch(`${url}/api/held`)));
  const refused = replies.filter(({ headers }) => headers.get("retry-after") === "1");
  expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 503));
  expect(refused).toHaveLength(12 - (invocations - before));
  expect(refused.length).toBeGreaterThanOrEqual(4);
  const late = await fetch(`${url}/api/event`, { method: "POST", body: "x".repeat(100_000) });
  expect([late.status, late.headers.get("retry-after")]).toEqual([503, "1"]);
  held.resolve({ plain: true });
  expect((await fetch(`${url}/api/bare`)).status).toBe(200);
});

test("page addresses give one of two documents, and hashed files may be kept for ever", async () => {
  for (const path of ["/portal", "/portal/", "/portal/invoices/2026-000001"])
    expect(await (await fetch(`${url}${path}`)).text()).toBe("<!doctype html>the portal");
  expect(await (await fetch(`${url}/portals`)).text()).toBe("<!doctype html>the page");
  const page = await fetch(`${url}/customers/0001`);
  expect([page.status, await page.text(), page.headers.get("cache-control")]).toEqual([
    200,
    "<!doctype html>the page",
    "no-cache",
  ]);
  expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
  const asset = await fetch(`${url}/assets/app-1a2b.js`);
  expect(asset.headers.get("content-type")).toContain("javascript");
  expect(asset.headers.get("cache-control")).toContain("immutable");
});

test("files of the page come compressed to whoever takes that, and as they are to others", async () => {
  const asked = async (taken: string) => {
    const { headers } = await fetch(`${url}/assets/app-1a2b.js`, { headers: { "accept-encoding": taken } });
    return headers.get("content-encoding");
  };
  expect([await asked("gzip, br"), await asked("gzip"), await asked("identity")]).toEqual(["br", "gzip", null]);
  const page = await fetch(`${url}/customers`, { headers: { "accept-encoding": "br" } });
  expect(await page.text()).toBe("<!doctype html>the page");
});

test.each(["/assets/none.js", "/.secret", "/..%2foutside.txt", "/%zz", "/assets/..%2f..%2foutside.txt"])(
  "%s is not served",
  async (path) => {
    expect((await fetch(`${url}${path}`)).status).toBe(404);
  },
);

test("health is 503 until every part is ready, and names the parts", async () => {
  const starting = await fetch(`${url}/health`);
  expect([starting.status, await starting.json()]).toEqual([503, { status: "starting", parts: { api: "starting" } }]);
  state.ready = true;
  expect((await fetch(`${url}/health`)).status).toBe(200);
});

test("sample files are listed without their text, each one's text is at its address, others are not there", async () => {
  const listed = await (await fetch(`${url}/local/samples`)).json();
  expect(listed).toEqual([{ name: "a.csv", url: "/local/samples/a.csv", source: "src_1", description: "A file" }]);
  expect(await (await fetch(`${url}/local/samples/a.csv`)).text()).toBe("1,2\n");
  expect((await fetch(`${url}/local/samples/b.csv`)).status).toBe(404);
});

test("the machine's sign-ins are told to this machine only, not to a foreign host name pointed at it", async () => {
  expect(await (await fetch(`${url}/local/sign-ins`)).json()).toEqual([{ username: "admin", password: "secret" }]);
  const socket = connect(port, "127.0.0.1");
  socket.write("GET /local/sign-ins HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
  const reply = await new Promise<string>((got) => socket.once("data", (data) => got(data.toString())));
  expect(reply).not.toContain("secret");
});

test("pre-signed URLs work on the same port as the page", async () => {
  const client = new S3Client({ endpoint: url, credentials, requestChecksumCalculation: "WHEN_REQUIRED" });
  const place = { Bucket: "switchbook-uploads", Key: "cdr-uploads/u 1" };
  const put = await fetch(await getSignedUrl(client, new PutObjectCommand(place)), { method: "PUT", body: "a,b" });
  expect(put.status).toBe(200);
  const got = await fetch(await getSignedUrl(client, new GetObjectCommand(place)));
  expect(await got.text()).toBe("a,b");
});
