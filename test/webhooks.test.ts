import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { hostname } from "node:os";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

/** A table of its own: what is due for anybody is sent here. Receivers of this test stand on this machine. */
vi.hoisted(() =>
  Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-webhooks`, WEBHOOKS_TO_PRIVATE: "1" }),
);

import { openAlerts } from "../functions/alerts/alert.store.ts";
import type { Cause } from "../functions/alerts/alert.ts";
import { settleAlerts } from "../functions/alerts/settle-alerts.flow.ts";
import { now } from "../functions/platform/clock.ts";
import { env } from "../functions/platform/env.ts";
import { keys } from "../functions/platform/keys.ts";
import { addressFault, isPublic, postOutward } from "../functions/platform/outward.ts";
import { get } from "../functions/platform/table.ts";
import { pausesMs } from "../functions/webhooks/delivery.ts";
import { sendDueWebhooks } from "../functions/webhooks/send-webhooks.flow.ts";
import { allWebhooks } from "../functions/webhooks/webhook.store.ts";
import { StoredWebhook } from "../functions/webhooks/webhook.ts";
import { type Caller, staff, uniqueName } from "./support/api.ts";
import { later } from "./support/clock.ts";
import { createTable } from "./support/table.ts";

interface Got {
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

/** A receiver that answers by the path: as many times 500 as it says, a redirect, never, else 204. */
let got: Got[] = [];
const receiver = createServer(async (request, reply) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const path = request.url ?? "";
  got.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString() });
  const fails = Number(/fails=(\d+)/.exec(path)?.[1] ?? 0);
  if (path.startsWith("/silent")) return;
  if (path.startsWith("/moved")) reply.writeHead(302, { location: "/elsewhere" }).end();
  else if (got.filter((one) => one.path === path).length <= fails) reply.writeHead(500).end("not now");
  else reply.writeHead(204).end();
});

let admin: Caller;
let origin = "";
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  admin = await staff();
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});
beforeEach(() => {
  got = [];
});

const key = () => ({ headers: { "idempotency-key": uniqueName() } });
async function aWebhook(path: string, fields: object = {}) {
  const asked = { url: `${origin}${path}`, events: ["alert.opened", "alert.closed", "webhook.test"], ...fields };
  const reply = await admin("POST", "/webhooks", asked, key());
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return reply.body as { id: string; secret: string; version: number };
}
const remove = (id: string) => admin("DELETE", `/webhooks/${id}`);
const deliveriesOf = async (id: string) => (await admin("GET", `/webhooks/${id}/deliveries`)).body.items;
const send = () => sendDueWebhooks(now() + 3_600_000);
const sendIn = (ms: number) => later(ms, send);

/** As a receiver would do it, by nothing but the published rules. */
function isSigned({ headers, body }: Got, secret: string): boolean {
  const content = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const bytes = Buffer.from(secret.slice("whsec_".length), "base64");
  return headers["webhook-signature"] === `v1,${createHmac("sha256", bytes).update(content).digest("base64")}`;
}

const cause = (subject: string): Cause => ({
  ...{ subject, account: null, chain: [], page: "/intake" },
  text: `${subject} is silent.`,
});
/** What is found of silent sources: each alert is told to all webhooks that there are. */
const silent = async (...subjects: string[]) =>
  settleAlerts(
    { kind: "SOURCE_SILENT", causes: subjects.map(cause), isWhole: true },
    await openAlerts("SOURCE_SILENT"),
    { readers: [], endpoints: await allWebhooks() },
    now(),
  );

describe("a webhook", () => {
  it("is posted an alert when it is raised and when it is gone, signed by its secret", async () => {
    const { id, secret } = await aWebhook("/alerts");
    await silent("kam1");
    await silent("kam1");
    await send();
    expect(got).toHaveLength(1);
    const [first] = got as [Got];
    expect(isSigned(first, secret)).toBe(true);
    expect(isSigned({ ...first, body: `${first.body} ` }, secret)).toBe(false);
    expect(Math.abs(Number(first.headers["webhook-timestamp"]) - now() / 1000)).toBeLessThan(120);
    expect(JSON.parse(first.body)).toMatchObject({
      type: "alert.opened",
      data: { kind: "SOURCE_SILENT", text: "kam1 is silent.", closedAt: null },
    });
    await silent();
    await send();
    expect(JSON.parse(got[1]?.body ?? "")).toMatchObject({
      type: "alert.closed",
      data: { closedAt: expect.any(String) },
    });
    await expect
      .poll(async () => (await deliveriesOf(id)).map(({ status }: { status: string }) => status))
      .toEqual(["DELIVERED", "DELIVERED"]);
    await remove(id);
  });

  it("that answers with faults is tried again with growing pauses under the same id, and each try is told", async () => {
    const { id, secret } = await aWebhook("/fails=2");
    await admin("POST", `/webhooks/${id}/test`, undefined, key());
    await send();
    await send();
    expect(got).toHaveLength(1);
    await sendIn(31_000);
    expect(got).toHaveLength(2);
    await sendIn(60_000);
    expect(got).toHaveLength(2);
    await sendIn(160_000);
    expect(got).toHaveLength(3);
    expect(new Set(got.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(got.every((one) => isSigned(one, secret))).toBe(true);
    const [delivery] = await deliveriesOf(id);
    expect(delivery).toMatchObject({ type: "webhook.test", status: "DELIVERED", nextAt: null });
    expect(delivery.tries.map(({ status, fault }: { status: number; fault: string }) => [status, fault])).toEqual([
      [500, "BAD_STATUS"],
      [500, "BAD_STATUS"],
      [204, null],
    ]);
    await remove(id);
  });

  it("is given up after the last try, and can have the event sent again", async () => {
    const { id } = await aWebhook("/fails=10");
    await admin("POST", `/webhooks/${id}/test`, undefined, key());
    let after = 0;
    await send();
    for (const pause of pausesMs) {
      after += pause + 1000;
      await sendIn(after);
    }
    const [failed] = await deliveriesOf(id);
    expect(failed).toMatchObject({ status: "FAILED", nextAt: null });
    expect(failed.tries).toHaveLength(10);
    await sendIn(after * 2);
    expect(got).toHaveLength(10);
    const again = await admin("POST", `/webhooks/${id}/deliveries/${failed.id}/send`, undefined, key());
    expect(again).toMatchObject({ status: 202, body: { status: "QUEUED" } });
    await send();
    expect((await deliveriesOf(id))[0]).toMatchObject({ id: failed.id, status: "DELIVERED" });
    const other = await aWebhook("/other");
    const foreign = await admin("POST", `/webhooks/${other.id}/deliveries/${failed.id}/send`, undefined, key());
    expect(foreign.status).toBe(404);
    await remove(id);
    await remove(other.id);
  });

  it("that redirects is not followed", async () => {
    const { id } = await aWebhook("/moved");
    await admin("POST", `/webhooks/${id}/test`, undefined, key());
    await send();
    expect(got.map(({ path }) => path)).toEqual(["/moved"]);
    expect((await deliveriesOf(id))[0].tries).toMatchObject([{ status: 302, fault: "BAD_STATUS" }]);
    await remove(id);
  });

  it("that does not answer in time, or is not there, is a failed try", async () => {
    expect(await postOutward({ url: `${origin}/silent`, headers: {}, body: "{}" }, 300)).toEqual({ kind: "TIMED_OUT" });
    expect(await postOutward({ url: "http://127.0.0.1:1/", headers: {}, body: "{}" })).toEqual({ kind: "UNREACHABLE" });
  });

  it("is told only what it chose, and nothing while it is inactive", async () => {
    const opened = await aWebhook("/opened", { events: ["alert.opened"] });
    const money = await aWebhook("/money", { alertKinds: ["LOW_BALANCE"] });
    const idle = await aWebhook("/idle", { status: "INACTIVE" });
    await silent("fs1");
    await silent();
    await send();
    expect(got.map(({ path }) => path)).toEqual(["/opened"]);
    expect((await admin("POST", `/webhooks/${idle.id}/test`, undefined, key())).status).toBe(409);
    for (const { id } of [opened, money, idle]) await remove(id);
  });

  it("that is deleted gets nothing of what waited for it", async () => {
    const { id } = await aWebhook("/gone");
    await admin("POST", `/webhooks/${id}/test`, undefined, key());
    await remove(id);
    await send();
    expect(got).toEqual([]);
    expect((await admin("GET", `/webhooks/${id}/deliveries`)).status).toBe(404);
  });

  it("is sent an event once, however many runs look at the same time", async () => {
    const { id } = await aWebhook("/once");
    for (let n = 0; n < 5; n++) await admin("POST", `/webhooks/${id}/test`, undefined, key());
    await Promise.all([send(), send(), send()]);
    expect(got).toHaveLength(5);
    expect(new Set(got.map(({ headers }) => headers["webhook-id"])).size).toBe(5);
    await remove(id);
  });
});

describe("its secret", () => {
  it("is shown once, kept sealed, and another one takes its place at once", async () => {
    const idempotent = key();
    const asked = { url: `${origin}/secret`, events: ["webhook.test"] };
    const { body: made } = await admin("POST", "/webhooks", asked, idempotent);
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect((await admin("POST", "/webhooks", asked, idempotent)).body).toEqual({ ...made, secret: null });
    const { body: shown } = await admin("GET", `/webhooks/${made.id}`);
    expect(JSON.stringify(shown)).not.toContain(made.secret);
    const row = await get(StoredWebhook, keys.webhook(made.id));
    expect(row?.sealed).toMatch(/^v1\./);
    expect(JSON.stringify(row)).not.toContain(made.secret.slice(6));
    const { body: renewed } = await admin("POST", `/webhooks/${made.id}/secret`, undefined, key());
    await admin("POST", `/webhooks/${made.id}/test`, undefined, key());
    await send();
    const [only] = got as [Got];
    expect([isSigned(only, made.secret), isSigned(only, renewed.secret)]).toEqual([false, true]);
    await remove(made.id);
  });

  it("needs the right to change settings, and everything of it stands in the audit log", async () => {
    const looker = await staff(["settings:read", "audit:read"]);
    const { id, version } = await aWebhook("/audited");
    expect((await looker("GET", "/webhooks")).body.items.map((one: { id: string }) => one.id)).toContain(id);
    expect((await looker("POST", "/webhooks", { url: `${origin}/x`, events: ["webhook.test"] }, key())).status).toBe(
      403,
    );
    expect((await looker("DELETE", `/webhooks/${id}`)).status).toBe(403);
    const lost = await admin("PATCH", `/webhooks/${id}`, { description: "x" }, { headers: { "if-match": '"99"' } });
    expect(lost.status).toBe(409);
    const changed = await admin("PATCH", `/webhooks/${id}`, { status: "INACTIVE" });
    expect(changed.body).toMatchObject({ status: "INACTIVE", version: version + 1 });
    await remove(id);
    const { items } = (await looker("GET", "/audit?limit=200")).body;
    const actions = items
      .filter((one: { subject: string }) => one.subject === id)
      .map((one: { action: string }) => one.action);
    expect(actions.sort()).toEqual(["webhook.change", "webhook.create", "webhook.delete"]);
  });
});

describe("an address that leads into networks of our own", () => {
  beforeEach(() => void Object.assign(env, { WEBHOOKS_TO_PRIVATE: "0" }));
  afterEach(() => void Object.assign(env, { WEBHOOKS_TO_PRIVATE: "1" }));

  it.each([
    "http://example.com/hook",
    "https://127.0.0.1/hook",
    "https://0x7f.1/hook",
    "https://[::1]/hook",
    "https://[::ffff:10.0.0.1]/hook",
    "https://169.254.169.254/latest/meta-data",
    "https://10.1.2.3:8443/hook",
    "https://localhost/hook",
    "https://service.internal/hook",
  ])("is refused when it is entered: %s", (url) => {
    expect(addressFault(url)).toEqual(expect.any(String));
  });

  it("is taken where it is public", () => {
    for (const url of ["https://example.com/hook", "https://93.184.216.34/hook", "https://[2606:2800:220:1::1]/hook"])
      expect(addressFault(url)).toBeUndefined();
    expect([isPublic("64:ff9b::a00:1"), isPublic("2002:a00:1::1"), isPublic("100.64.0.1")]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("is not connected to either when only its name leads there", async () => {
    // A name that passes for a public one, and that this machine resolves to itself.
    const post = { url: `https://${hostname()}/hook`, headers: {}, body: "{}" };
    expect(addressFault(post.url)).toBeUndefined();
    expect(await postOutward(post)).toEqual({ kind: "PRIVATE_ADDRESS" });
    expect(await postOutward({ ...post, url: `${origin}/plain` })).toEqual({ kind: "PRIVATE_ADDRESS" });
    expect(got).toEqual([]);
  });

  it("is refused by the API with the field that is wrong", async () => {
    const reply = await admin("POST", "/webhooks", { url: "https://192.168.1.1/x", events: ["webhook.test"] }, key());
    expect(reply).toMatchObject({ status: 422, body: { error: { code: "invalid", fields: [{ path: "url" }] } } });
  });
});
