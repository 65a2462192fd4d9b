import { gzipSync } from "node:zlib";
import { expect } from "vitest";
import { ask, batchOf, throughDoor } from "./bundled-office.ts";
import { recorded } from "./bundled-world.ts";
import { fileEvents } from "./recorded-files.ts";
import { balance, callOf, charged, produced, type RecordedEvent } from "./recorded-scene.ts";

const http: RecordedEvent[] = [
  {
    handler: "admin-api",
    of: "http",
    says: "answers a request, and knows the session by the cookies that stand in a list of their own",
    happens: async ({ bundles, office, customer }) => {
      await customer();
      expect(await ask(bundles, "GET", "/health")).toMatchObject({ statusCode: 200, body: '{"status":"ok"}' });
      expect((await ask(bundles, "GET", "/api/v1/customers")).statusCode).toBe(401);
      expect((await office("GET", "/customers?limit=1")).items).toHaveLength(1);
    },
  },
  {
    handler: "admin-api",
    of: "http",
    says: "goes by the caller's address, which the door vouches for, and by nothing that a caller writes itself",
    happens: async ({ bundles, office }) => {
      const asked = { name: "Script", scopes: ["customers:read"], allowedIps: ["203.0.113.57"] };
      const { secret } = await office("POST", "/api-keys", asked);
      const status = async (more: Record<string, string>) => {
        const headers = { authorization: `Bearer ${secret}`, ...more };
        return (await ask(bundles, "GET", "/api/v1/customers", { headers })).statusCode;
      };
      const allowed = throughDoor(bundles, "203.0.113.57");
      expect(await status(allowed)).toBe(200);
      expect(await status(throughDoor(bundles, "203.0.113.58"))).toBe(403);
      expect(await status({ "x-forwarded-for": allowed["x-forwarded-for"] })).toBe(403);
      expect(await status({ ...allowed, "x-switchbook-door": "somebody else's door, with a mark as long" })).toBe(403);
    },
  },
  {
    handler: "switch-api",
    of: "http",
    says: "takes a compressed delivery that comes in base64, puts it on the stream, and there it is rated",
    happens: async (scene) => {
      const account = await scene.customer();
      const headers = { authorization: `Bearer ${scene.key}`, "content-encoding": "gzip" };
      const sent = { body: gzipSync(`${callOf(account)}\n`), headers };
      const reply = await ask(scene.bundles, "POST", `/switch/v1/cdrs?source=${scene.source}`, sent);
      expect([reply.statusCode, JSON.parse(reply.body).accepted]).toEqual([202, 1]);
      await scene.bundles.invoke("rate-cdrs", batchOf(await scene.bundles.streamed()));
      expect(await balance(scene, account)).toBe("-0.06");
    },
  },
];

const stream: RecordedEvent[] = [
  {
    handler: "rate-cdrs",
    of: "kinesis",
    says: "charges each call of a batch once however often the batch comes, and a record that nobody can read stops none",
    happens: async (scene) => {
      const account = await scene.customer();
      const junk = Buffer.from("no record at all").toString("base64");
      const records = [produced(scene.source, [callOf(account), callOf(account)]), junk];
      for (let times = 0; times < 2; times++)
        expect(await scene.bundles.invoke("rate-cdrs", batchOf(records))).toEqual({ batchItemFailures: [] });
      expect(await balance(scene, account)).toBe("-0.12");
    },
  },
];

const clocked = [
  "retry-suspense",
  "end-demos",
  "mark-customers",
  "sweep-leases",
  "revert-credits",
  "rent-dids",
  "vendor-money",
  "fold-calls",
  "seal-audit",
  "watch-money",
  "send-notices",
  "send-mail",
  "send-webhooks",
  "run-exports",
  "check-ledger",
  "run-invoices",
];

export const recordedEvents: readonly RecordedEvent[] = [
  ...http,
  ...stream,
  ...fileEvents,
  ...clocked.map(
    (handler): RecordedEvent => ({
      ...{ handler, of: "schedule", says: "runs by the clock to its end" },
      happens: async (scene) => {
        await charged(scene);
        expect(await scene.bundles.invoke(handler, recorded("scheduled"))).toBeNull();
      },
    }),
  ),
];
