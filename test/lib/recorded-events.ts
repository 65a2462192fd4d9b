import { gzipSync } from "node:zlib";
import { expect } from "vitest";
import { ask, batchOf, created, type Office } from "./bundled-office.ts";
import { type Bundles, recorded } from "./bundled-world.ts";

/** What the office set up before the events come. */
export interface Scene {
  bundles: Bundles;
  office: Office;
  tariff: string;
  source: string;
  key: string;
  /** Makes a customer whose calls carry its account code. */
  customer(): Promise<string>;
}

export interface RecordedEvent {
  handler: string;
  of: "http" | "kinesis" | "s3" | "schedule";
  says: string;
  happens(scene: Scene): Promise<void>;
}

let count = 0;
const unique = () => `e${(count++).toString(36)}${crypto.randomUUID().slice(0, 8)}`;

export async function setUp(bundles: Bundles, office: Office): Promise<Scene> {
  const { id: tariff } = await office("POST", "/tariffs", { name: "Recorded", currency: "EUR" });
  const rate = { prefix: "44", destination: "United Kingdom", pricePerMinute: "0.06" };
  const past = { effectiveFrom: "2020-01-01T00:00:00Z", confirmPastChange: true };
  await office("POST", `/tariffs/${tariff}/rates`, { ...rate, ...past });
  const layout = { format: "kamailio-json", customerBy: "account" };
  const { id: source } = await office("POST", "/cdr-sources", { name: "Proxy", switch: "proxy1", ...layout });
  const { secret: key } = await office("POST", "/api-keys", { name: "Proxy", scopes: ["switch"] });
  const terms = {
    customerType: "LIVE",
    currency: "EUR",
    tariffId: tariff,
    billingType: "PREPAID",
    paymentTermDays: 14,
  };
  const limits = { maxCreditLimit: "1000", taxFlag: "NONE", maxCallSessions: 30, callSessionsPerSecond: 5 };
  const person = { name: "Rosa Marin", company: "Acme Voice", phone: "2125550142", password: "Tr0ub4dor&3x" };
  const customer = async () =>
    (await office("POST", "/customers", { ...terms, ...limits, ...person, username: unique() })).account as string;
  return { bundles, office, tariff, source, key, customer };
}

/** A minute to London, ten minutes ago, as Kamailio writes it. */
function callOf(account: string, callId = unique()): string {
  const setup = Date.now() / 1000 - 600;
  const numbers = { account, cli_in: "442079460100", cld_in: "442079460018", duration: "60.000", sip_code: "200" };
  const times = { setup_time: setup, start_time: setup + 2, end_time: setup + 62 };
  const text = Object.fromEntries(Object.entries(times).map(([name, at]) => [name, at.toFixed(3)]));
  return JSON.stringify({ call_id: callId, from_tag: "t1", ...numbers, ...text });
}

/** A record that a producer of the operator's own puts on the stream. */
const produced = (source: string, lines: readonly string[]): string =>
  gzipSync(JSON.stringify({ source, delivery: unique(), lines })).toString("base64");

const balance = async ({ office }: Scene, account: string): Promise<string> =>
  (await office("GET", `/customers/${account}`)).balance;

/** A call of a new customer, charged. */
async function charged(scene: Scene): Promise<string> {
  const account = await scene.customer();
  await scene.bundles.invoke("rate-cdrs", batchOf([produced(scene.source, [callOf(account)])]));
  return account;
}

async function put(url: string, text: string): Promise<void> {
  const reply = await fetch(url, { method: "PUT", body: text });
  if (!reply.ok) throw new Error(await reply.text());
}

/** The event of an object, twice: events come at least once. */
async function told({ bundles }: Scene, handler: string, key: string): Promise<void> {
  await bundles.invoke(handler, created(key));
  await bundles.invoke(handler, created(key));
}

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

const files: RecordedEvent[] = [
  {
    handler: "ingest-file",
    of: "s3",
    says: "reads a CDR file onto the stream",
    happens: async (scene) => {
      const account = await scene.customer();
      const { id, url } = await scene.office("POST", "/cdr-uploads", {
        source: scene.source,
        fileName: "calls.ndjson",
      });
      await put(url, `${callOf(account)}\n${callOf(account)}\n`);
      await told(scene, "ingest-file", `cdr-uploads/${id}`);
      await scene.bundles.invoke("rate-cdrs", batchOf(await scene.bundles.streamed()));
      expect(await balance(scene, account)).toBe("-0.12");
      expect(await scene.office("GET", `/cdr-uploads/${id}`)).toMatchObject({ status: "done", accepted: 2 });
    },
  },
  {
    handler: "import-rates",
    of: "s3",
    says: "compares a rate sheet with what holds",
    happens: async (scene) => {
      const path = `/tariffs/${scene.tariff}/rate-imports`;
      const { id, url } = await scene.office("POST", path, { fileName: "sheet.csv" });
      await put(url, "prefix,destination,pricePerMinute\n33,France,0.0150\n");
      await told(scene, "import-rates", `rate-sheets/${id}`);
      expect(await scene.office("GET", `${path}/${id}`)).toMatchObject({ status: "done" });
    },
  },
  {
    handler: "import-customers",
    of: "s3",
    says: "tries a sheet of customers",
    happens: async (scene) => {
      const { id, url } = await scene.office("POST", "/customer-imports", { kind: "customers", fileName: "c.csv" });
      await put(url, "username,company\nincomplete,Acme\n");
      await told(scene, "import-customers", `customer-sheets/${id}`);
      expect(await scene.office("GET", `/customer-imports/${id}`)).toMatchObject({ phase: "trial", status: "done" });
    },
  },
  {
    handler: "run-bulk-job",
    of: "s3",
    says: "tries one change of many customers",
    happens: async (scene) => {
      const account = await scene.customer();
      const asked = { accounts: [account], change: { tariffId: scene.tariff } };
      const { id } = await scene.office("POST", "/bulk-jobs", asked);
      await told(scene, "run-bulk-job", `bulk-jobs/${id}`);
      expect(await scene.office("GET", `/bulk-jobs/${id}`)).toMatchObject({ status: "done", customers: 1 });
    },
  },
  {
    handler: "run-rerate",
    of: "s3",
    says: "tries calls by other prices",
    happens: async (scene) => {
      const account = await charged(scene);
      const [from, to] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 60_000)].map((at) =>
        at.toISOString(),
      );
      const { id } = await scene.office("POST", "/rerates", { account, from, to, reason: "The rate was wrong." });
      await told(scene, "run-rerate", `rerates/${id}`);
      const job = await scene.office("GET", `/rerates/${id}`);
      expect(job).toMatchObject({ status: "TRIED", totals: [{ looked: 1, changed: 0 }] });
    },
  },
  {
    handler: "run-replay",
    of: "s3",
    says: "reads a day of a source again",
    happens: async (scene) => {
      await charged(scene);
      const day = new Date().toISOString().slice(0, 10);
      const { id } = await scene.office("POST", `/cdr-sources/${scene.source}/replays`, { day });
      await told(scene, "run-replay", `replays/${id}`);
      expect(await scene.office("GET", `/cdr-replays/${id}`)).toMatchObject({ phase: "trial", status: "done" });
    },
  },
  {
    handler: "compare-calls",
    of: "s3",
    says: "compares a customer's own record of its calls with ours",
    happens: async (scene) => {
      const account = await charged(scene);
      const [from, to] = [new Date(Date.now() - 3_600_000), new Date()].map((at) => at.toISOString());
      const asked = { account, from, to, fileName: "theirs.csv" };
      const { id, url } = await scene.office("POST", "/comparisons", asked);
      const at = new Date(Date.now() - 600_000).toISOString().slice(0, 19).replace("T", " ");
      await put(url, `Start time;Called;Duration;Amount\n${at};+442079460018;60;0.06\n`);
      await told(scene, "compare-calls", `comparisons/${id}`);
      expect(await scene.office("GET", `/comparisons/${id}`)).toMatchObject({ status: "done" });
    },
  },
  {
    handler: "run-exports",
    of: "s3",
    says: "writes a list to a file",
    happens: async (scene) => {
      const account = await scene.customer();
      const asked = { kind: "customers", format: "xlsx", filter: { accounts: [account] } };
      const { id } = await scene.office("POST", "/exports", asked);
      await told(scene, "run-exports", `export-requests/${id}`);
      const job = await scene.office("GET", `/exports/${id}`);
      expect(job).toMatchObject({ status: "done", rows: 1 });
      expect((await fetch(job.url)).status).toBe(200);
    },
  },
  {
    handler: "check-ledger",
    of: "s3",
    says: "checks the ledger when it is asked for, and all is well",
    happens: async (scene) => {
      await charged(scene);
      const { id } = await scene.office("POST", "/ledger-checks", {});
      await told(scene, "check-ledger", `ledger-checks/${id}`);
      expect(await scene.office("GET", `/ledger-checks/${id}`)).toMatchObject({ status: "done", findings: [] });
    },
  },
  {
    handler: "run-invoices",
    of: "s3",
    says: "ends a customer's period and issues its invoice once",
    happens: async (scene) => {
      const account = await charged(scene);
      const { id } = await scene.office("POST", "/billing-runs", { account, closeNow: true });
      await told(scene, "run-invoices", `billing-runs/${id}`);
      expect(await scene.office("GET", `/billing-runs/${id}`)).toMatchObject({ status: "done", issued: 1, failed: 0 });
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
  ...files,
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
