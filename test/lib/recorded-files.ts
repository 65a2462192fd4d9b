import { expect } from "vitest";
import { batchOf, created } from "./bundled-office.ts";
import { balance, callOf, charged, type RecordedEvent, type Scene } from "./recorded-scene.ts";

async function put(url: string, text: string): Promise<void> {
  const reply = await fetch(url, { method: "PUT", body: text });
  if (!reply.ok) throw new Error(await reply.text());
}

/** The event of an object, twice: events come at least once. */
async function told({ bundles }: Scene, handler: string, key: string): Promise<void> {
  await bundles.invoke(handler, created(key));
  await bundles.invoke(handler, created(key));
}

/** Each of them is told of twice: events come at least once. */
export const fileEvents: readonly RecordedEvent[] = [
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
