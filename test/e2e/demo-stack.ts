import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { type ListPage, signInAt, until } from "../../bin/demo/operator-api.ts";
import { freePort } from "../../local/free-port.ts";
import { launchBrowser } from "../support/browser.ts";
import { start, untilHealthy, untilSaid } from "../support/local-stack.ts";

export const password = "Pages-test-4711!";

/** The demo's customer with the most to see, one of its charged calls, and a tariff whose sheet was imported. */
export interface Known {
  account: string;
  call: string;
  tariff: string;
  sheet: string;
  /** The source with running numbers, some of which are missing. */
  source: string;
  /** The latest day of which it has records. */
  sourceDay: string;
  /** An import of customers that was applied. */
  customerSheet: string;
  /** A comparison of the customer's calls with its own file. */
  comparison: string;
}

async function findKnown(origin: string): Promise<Known> {
  const api = await signInAt(origin, { username: "admin", password });
  type Customer = { account: string; username: string; tariffId: string };
  const { items } = await api.get<ListPage<Customer>>("/customers?limit=200");
  const customer = items.find(({ username }) => username === "acmevoice");
  const { account, tariffId: tariff } = customer ?? { account: "", tariffId: "" };
  // The demo is there when its last file is; what the files hold is charged a little later.
  const charged = ({ charge }: { charge: string }) => Number(charge) > 0;
  const calls = await until(
    () => api.get<ListPage<{ id: string; charge: string }>>(`/customers/${account}/calls?limit=50`),
    ({ items: found }) => found.some(charged),
  );
  await until(
    () => api.get<ListPage<{ status: string }>>("/cdr-uploads"),
    ({ items: files }) => files.every(({ status }) => status === "done"),
  );
  const sheets = await api.get<ListPage<{ id: string }>>(`/tariffs/${tariff}/rate-imports`);
  const imports = await api.get<ListPage<{ id: string }>>("/customer-imports");
  const comparisons = await until(
    () => api.get<ListPage<{ id: string; status: string }>>("/comparisons"),
    ({ items: found }) => found.some(({ status }) => status === "done"),
  );
  const sources = await api.get<ListPage<{ id: string; switch: string }>>("/cdr-sources?limit=200");
  const source = sources.items.find((one) => one.switch === "vos1")?.id ?? "";
  const days = await api.get<{ items: { day: string }[] }>(`/cdr-sources/${source}/days`);
  return {
    ...{ account, tariff, source },
    sourceDay: days.items[0]?.day ?? "",
    call: calls.items.find(charged)?.id ?? "",
    sheet: sheets.items[0]?.id ?? "",
    customerSheet: imports.items[0]?.id ?? "",
    comparison: comparisons.items[0]?.id ?? "",
  };
}

export interface Demo extends Running {
  known: Known;
}

interface Running {
  origin: string;
  browser: Browser;
  /** Of its data. */
  folder: string;
}

type Stack = ReturnType<typeof start>;

/** A stack on that data folder, once it answers. */
async function startedOn(folder: string, env: Record<string, string>): Promise<{ origin: string; stack: Stack }> {
  const port = await freePort();
  const own = { PORT: String(port), SWITCHBOOK_DATA: folder, SWITCHBOOK_ADMIN_PASSWORD: password };
  const stack = start({ ...own, ...env });
  await untilHealthy(port, stack);
  return { origin: `http://127.0.0.1:${port}`, stack };
}

async function ended(stack: Stack | undefined): Promise<void> {
  stack?.child.kill("SIGTERM");
  await stack?.ended;
}

/** A stack and a browser for the tests of one file; both are ended with it. `prepare` fills its data folder first. */
function stackOfThisFile<T>(
  env: Record<string, string>,
  prepare: (folder: string) => Promise<void>,
  ready: (running: Running, stack: Stack) => Promise<T>,
): () => T {
  const folder = mkdtempSync(join(tmpdir(), "switchbook-pages-"));
  let stack: Stack | undefined;
  let browser: Browser | undefined;
  let made: { value: T } | undefined;
  beforeAll(async () => {
    await prepare(folder);
    const started = await startedOn(folder, env);
    stack = started.stack;
    browser = await launchBrowser();
    made = { value: await ready({ origin: started.origin, browser, folder }, stack) };
  }, 600_000);
  afterAll(async () => {
    await browser?.close();
    await ended(stack);
    rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    if (!made) throw new Error("the stack is not there yet");
    return made.value;
  };
}

/** With nothing in it but the admin. */
export const emptyStackOfThisFile = (): (() => Running) =>
  stackOfThisFile(
    { SWITCHBOOK_DEMO: "0" },
    async () => undefined,
    async (running) => running,
  );

const withDemo = { SWITCHBOOK_DEMO: "1", SWITCHBOOK_DEMO_TRAFFIC: "0" };

/** Sets the demo up in that data folder, waits until all its calls are charged, and leaves it as a stopped stack does. */
async function makeDemo(folder: string): Promise<void> {
  const { origin, stack } = await startedOn(folder, withDemo);
  await untilSaid("The demo is there", stack);
  await findKnown(origin);
  await ended(stack);
}

/** A copy of the demo's data. It is made once a run, by the file that asks first; the others wait for it. */
async function copyDemo(folder: string): Promise<void> {
  const shared = join(process.env["SWITCHBOOK_TEST_FOLDER"] ?? tmpdir(), "demo");
  const [made, failed] = [join(shared, "made"), join(shared, "failed")];
  const first = mkdirSync(shared, { recursive: true }) !== undefined;
  if (first)
    await makeDemo(join(shared, "data")).then(
      () => writeFileSync(made, ""),
      (error: Error) => writeFileSync(failed, String(error.stack)),
    );
  while (!existsSync(made)) {
    if (existsSync(failed)) throw new Error(`The demo was not made:\n${readFileSync(failed, "utf8")}`);
    await pause(100);
  }
  cpSync(join(shared, "data"), folder, { recursive: true });
}

/** With the demo, and with what else the file sets. */
export const demoOfThisFile = (env: Record<string, string> = {}): (() => Demo) =>
  stackOfThisFile({ ...withDemo, ...env }, copyDemo, async (running, stack) => {
    await untilSaid("The demo was there already", stack);
    return { ...running, known: await findKnown(running.origin) };
  });
