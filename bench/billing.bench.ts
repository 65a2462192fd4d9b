import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../local/free-port.ts";
import { startS3 } from "../local/s3/server.ts";
import { aCdr, rated } from "../test/sim/calls.ts";
import { Random } from "../test/sim/random.ts";
import { freshTable } from "./fresh-table.ts";
import { talkMs } from "./model.ts";
import type { Row } from "./row.ts";

/** A billing run: customers with a month of calls, from the closed period to number, ledger, PDF and CDR file. */

const dayMs = 86_400_000;
const callsEach = 40;
const accountOf = (n: number): string => `C${String(n + 1).padStart(8, "0")}`;
const terms = JSON.stringify({
  ...{ billingDecimals: 4, billingType: "POSTPAID", taxFlag: "VAT", taxMode: "EXCLUSIVE" },
  taxes: [{ name: "VAT", percent: "19" }],
});

async function aStore() {
  const credentials = { accessKeyId: "local", secretAccessKey: "localsecret" };
  const folder = await mkdtemp(join(tmpdir(), "switchbook-bench-"));
  const s3 = await startS3({ port: await freePort(), folder, credentials, durable: false });
  Object.assign(process.env, { AWS_ENDPOINT_URL_S3: s3.url });
  for (const bucket of ["switchbook-uploads", "switchbook-files"]) s3.store.createBucket(bucket);
  return async () => {
    await s3.close();
    await rm(folder, { recursive: true, force: true });
  };
}

async function fill(size: number, random: Random): Promise<void> {
  const { addCustomer } = await import("../functions/customers/customer.store.ts");
  const { openBalance } = await import("../functions/ledger/ledger.store.ts");
  const { postCalls } = await import("../functions/ledger/post-calls.flow.ts");
  const { now } = await import("../functions/platform/clock.ts");
  const { transact } = await import("../functions/platform/table.ts");
  const { operator } = await import("../functions/auth/access.ts");
  const { listedCustomers } = await import("../test/support/listings.ts");
  for (let at = 0; at < size; at += 50) {
    const lines = Array.from({ length: Math.min(50, size - at) }, (_, n) => ({
      ...{ company: `Harbour ${(at + n).toString(36)}`, name: "Ann Lee", status: "ACTIVE" as const },
    }));
    const customers = listedCustomers(operator, lines).map((customer, n) => ({
      ...customer,
      ...{ account: accountOf(at + n), reseller: null, resellers: [], billingType: "POSTPAID" as const },
      ...{ taxFlag: "VAT" as const, taxes: [{ name: "VAT", percent: "19" }] },
    }));
    for (const customer of customers) await transact([...addCustomer(customer), openBalance(customer, now())]);
    const calls = customers.flatMap(({ account }, c) =>
      Array.from({ length: callsEach }, (_, n) => {
        const [setupMs, billableMs] = [now() + random.int(0, 5 * dayMs), talkMs(random)];
        const times = { setupMs, answeredMs: setupMs + 4000, endedMs: setupMs + 4000 + billableMs, billableMs };
        const cdr = aCdr({ callId: `${at + c}-${n}`, ...times });
        const call = rated({ chain: [account], cdr, authorizationId: null }, "fill", c * callsEach + n + 1);
        return { ...call, row: { ...call.row, terms } };
      }),
    );
    await postCalls(calls, { deadline: now() + 600_000 });
  }
}

export const row: Row = async ({ quick }) => {
  const size = quick ? 200 : 10_000;
  const engine = await freshTable();
  const closeStore = await aStore();
  const { replaceClock } = await import("../functions/platform/clock.ts");
  let clockMs = Date.UTC(2026, 9, 2);
  const restoreClock = replaceClock(() => clockMs);
  await fill(size, new Random(11));
  const { runBilling } = await import("../functions/invoices/billing-run.flow.ts");
  const { addRun, getRun, newRun } = await import("../functions/invoices/billing-run.store.ts");
  const { balancesOf } = await import("../functions/ledger/ledger.store.ts");
  const { invoicesOf } = await import("../functions/invoices/invoice.store.ts");
  const { write } = await import("../functions/platform/table.ts");
  const { consumed } = await import("../test/support/listings.ts");
  clockMs = Date.UTC(2026, 10, 1, 6);
  const run = newRun({ closeNow: false }, "system", clockMs);
  await write(addRun(run));
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  const began = performance.now();
  const { units } = await consumed(() => runBilling(run.id, () => 24 * 3_600_000));
  const seconds = (performance.now() - began) / 1000;
  clearInterval(watch);
  const done = await getRun(run.id);
  const differences = done?.issued === size ? [] : [`${done?.issued} of ${size} invoices were issued`];
  for (const n of [0, size >> 1, size - 1]) {
    const account = accountOf(n);
    const [invoice] = (await invoicesOf(account, 1, undefined)).invoices;
    const balance = (await balancesOf([account])).get(account)?.balance;
    if (invoice?.body.account.closing !== balance)
      differences.push(
        `${account}: the invoice closes with ${invoice?.body.account.closing}, the balance is ${balance}`,
      );
  }
  restoreClock();
  await engine.stop();
  await closeStore();
  return {
    lines: [
      { series: { name: "customers invoiced", unit: "customers/s", samples: [size / seconds] } },
      {
        series: {
          name: "peak memory, with the object store that is in the process",
          unit: "MB",
          samples: [peak / 1e6],
        },
      },
      { series: { name: "capacity units, reads and writes", unit: "an invoice", samples: [units / size] } },
    ],
    notes: [
      `${size.toLocaleString("en")} customers with ${callsEach} calls of one month, four invoiced at a time, one sample, by ${engine.name}.`,
      "With PDF of every call, CDR file, ledger line, audit line and the run's own reading; one process.",
    ],
    differences,
  };
};
