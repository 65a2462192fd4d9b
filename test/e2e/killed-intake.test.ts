import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { type ListPage, type OperatorApi, signInAt, until } from "../../bin/demo/operator-api.ts";
import { decimalOf } from "../../functions/money/money.ts";
import { freePort } from "../../local/free-port.ts";
import { Random } from "../sim/random.ts";
import { launchBrowser, screenshot } from "../support/browser.ts";
import { callIdsOf } from "../support/call-file.ts";
import { start, untilHealthy } from "../support/local-stack.ts";
import { signIn, visit } from "../support/visitor.ts";

const password = "Killed-e2e-4711!";
const folder = mkdtempSync(join(tmpdir(), "switchbook-e2e-killed-"));
const random = new Random(20_261_124);
const calls = 20_000;
const customers = 8;
let stack: ReturnType<typeof start>;
let browser: Browser;

afterAll(async () => {
  await browser?.close();
  stack?.child.kill("SIGTERM");
  await stack?.ended;
  rmSync(folder, { recursive: true, force: true });
});

const addressOf = (n: number) => `203.0.113.${10 + n}`;

/** Customers at 0.06 a minute by 30/6, each known by its address; their accounts in that order. */
async function setUp(api: OperatorApi): Promise<string[]> {
  const tariff = await api.post<{ id: string }>("/tariffs", { name: "Killed", currency: "USD" });
  const terms = { pricePerMinute: "0.06", connectFee: "0", graceSeconds: 0, freeSeconds: 0, blocked: false };
  const rate = { prefix: "44", destination: "United Kingdom", firstIncrement: 30, nextIncrement: 6, ...terms };
  await api.post(`/tariffs/${tariff.id}/rates`, rate);
  const accounts: string[] = [];
  for (let n = 0; n < customers; n++) {
    const { account } = await api.post<{ account: string }>("/customers", {
      ...{ customerType: "LIVE", username: `killed${n}`, password: "Killed-Pass-7", currency: "USD" },
      ...{ tariffId: tariff.id, billingType: "POSTPAID", paymentTermDays: 14, maxCreditLimit: "0", taxFlag: "NONE" },
      ...{ maxCallSessions: 10, callSessionsPerSecond: 2, name: "Ada Byron", company: `Killed ${n}` },
      ...{ phone: "2079460018", timeZone: "UTC" },
    });
    const limits = { maxCallSessions: 10, callSessionsPerSecond: 2 };
    await api.post(`/customers/${account}/ip-devices`, { ip: addressOf(n), dialPrefix: "", ...limits });
    accounts.push(account);
  }
  await api.post("/cdr-sources", { name: "Proxy", switch: "proxy1", format: "kamailio-json", customerBy: "ip" });
  return accounts;
}

interface Made {
  callId: string;
  customer: number;
  seconds: number;
}

const made: Made[] = Array.from({ length: calls }, (_, n) => ({
  callId: `killed-${n}`,
  customer: random.int(0, customers - 1),
  seconds: random.int(1, 300),
}));

const secondsText = (ms: number) => (ms / 1000).toFixed(3);

/** One file with every call, and every twentieth of them a second time. */
function file(): Buffer {
  const from = Date.now() - 6 * 3_600_000;
  const lines = made.map(({ callId, customer, seconds }, n) => {
    const setup = from + n * 1000;
    return JSON.stringify({
      ...{ call_id: callId, from_tag: "t1", src_ip: addressOf(customer), cli_in: "442079460100", sip_code: "200" },
      ...{ cld_in: "442079460018", duration: secondsText(seconds * 1000), setup_time: secondsText(setup) },
      ...{ start_time: secondsText(setup + 2000), end_time: secondsText(setup + 2000 + seconds * 1000) },
    });
  });
  return Buffer.from(`${[...lines, ...lines.filter((_, n) => n % 20 === 0)].join("\n")}\n`);
}

/** What an account owes, in thousandths: 30/6 bills full steps, and a billed second costs a thousandth. */
const owed = (customer: number): number =>
  made
    .filter((call) => call.customer === customer)
    .reduce((sum, { seconds }) => sum + 30 + 6 * Math.ceil(Math.max(0, seconds - 30) / 6), 0);

interface Upload {
  status: string;
  lines: number;
  accepted: number;
  duplicates: number;
  parked: number;
}

const newestUpload = async (api: OperatorApi) => (await api.get<ListPage<Upload>>("/cdr-uploads")).items[0];

/** Kills the stack when some calls of the file are charged and others are not. */
async function killHalfway(api: OperatorApi): Promise<void> {
  for (;;) {
    const upload = await newestUpload(api);
    if (upload?.status === "done") throw new Error("the file was read before the stack could be killed");
    if (upload && upload.accepted > 0) break;
    await pause(10);
  }
  stack.child.kill("SIGKILL");
  await stack.ended;
}

async function seeFileDone(page: Page): Promise<void> {
  const row = page.getByRole("table", { name: "Uploaded files" }).getByRole("row").filter({ hasText: "big.ndjson" });
  await row.getByText("Done").waitFor({ timeout: 240_000 });
  const counts = await row.locator("td.end").allTextContents();
  expect(counts).toEqual(["21,000", "20,000", "1,000", "0"]);
}

test("a stack killed while it takes in 20,000 calls has each of them once after its start, and the balances to the last digit", {
  timeout: 600_000,
}, async () => {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const settings = { PORT: String(port), SWITCHBOOK_DATA: folder, SWITCHBOOK_ADMIN_PASSWORD: password };
  stack = start(settings);
  await untilHealthy(port, stack);
  const before = await signInAt(origin, { username: "admin", password });
  const accounts = await setUp(before);
  browser = await launchBrowser();
  const visitor = await visit(browser, origin, 1280);
  const { page } = visitor;
  await signIn(visitor, password, "/intake");
  await page.locator("input[type=file]").setInputFiles({ name: "big.ndjson", mimeType: "text/plain", buffer: file() });
  await page.getByText("big.ndjson is here and is being read.").waitFor();
  await killHalfway(before);

  stack = start(settings);
  await untilHealthy(port, stack);
  const after = await signInAt(origin, { username: "admin", password });
  await until(
    () => newestUpload(after),
    (upload) => upload?.status === "done",
  );
  // The session outlives the kill.
  await page.goto(`${origin}/intake`);
  await seeFileDone(page);
  await screenshot(page, "killed-intake");
  for (const [n, account] of accounts.entries()) {
    const { balance } = await after.get<{ balance: string }>(`/customers/${account}`);
    expect(balance).toBe(decimalOf(-1_000_000n * BigInt(owed(n))));
    const wanted = made.filter(({ customer }) => customer === n).map(({ callId }) => callId);
    const charged: string[] = [];
    for await (const id of callIdsOf(after, account)) charged.push(id);
    expect(charged.sort()).toEqual(wanted.sort());
  }
  await page.context().close();
});
