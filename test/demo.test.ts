import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { switches } from "../bin/demo/deliver.ts";
import { type ListPage, type OperatorApi, signInAt, until } from "../bin/demo/operator-api.ts";
import { SuspenseReason } from "../functions/cdrs/cdr.ts";
import { freePort } from "../local/free-port.ts";
import { start, untilHealthy, untilSaid } from "./support/local-stack.ts";

const password = "Demo-test-4711!";
const folder = mkdtempSync(join(tmpdir(), "switchbook-demo-"));
let stack: ReturnType<typeof start>;
let office: OperatorApi;

beforeAll(async () => {
  const port = await freePort();
  const demo = { SWITCHBOOK_DEMO: "1", SWITCHBOOK_DEMO_TRAFFIC: "0" };
  stack = start({ PORT: String(port), SWITCHBOOK_DATA: folder, SWITCHBOOK_ADMIN_PASSWORD: password, ...demo });
  await untilHealthy(port, stack);
  await untilSaid("The demo is there", stack);
  office = await signInAt(`http://127.0.0.1:${port}`, { username: "admin", password });
}, 300_000);
afterAll(async () => {
  stack?.child.kill("SIGTERM");
  await stack?.ended;
  rmSync(folder, { recursive: true, force: true });
});

interface Waiting {
  items: { reason: SuspenseReason; source: string; count: number }[];
}

it("the demo has a waiting record of every reason", async () => {
  const wanted = [...SuspenseReason.options].sort();
  const reasons = ({ items }: Waiting) => [...new Set(items.map(({ reason }) => reason))].sort();
  const counts = await until(
    () => office.get<Waiting>("/suspense/counts"),
    (found) => reasons(found).length >= wanted.length,
  );
  expect(reasons(counts)).toEqual(wanted);
  const { items } = await office.get<ListPage<{ reason: string }>>("/suspense?limit=200");
  expect([...new Set(items.map(({ reason }) => reason))].sort()).toEqual(wanted);
});

it("every switch of the demo has calls that were charged, and only the proxies and the border controllers have records that wait", async () => {
  interface Source {
    id: string;
    switch: string;
    format: string;
  }
  const { items } = await office.get<ListPage<Source>>("/cdr-sources?limit=200");
  expect(items.map((source) => source.switch).sort()).toEqual(switches.map(({ via }) => via).sort());
  expect(new Set(items.map(({ format }) => format)).size).toBeGreaterThanOrEqual(5);
  const { items: customers } = await office.get<ListPage<{ account: string }>>("/customers?limit=200");
  const charged = new Set<string>();
  await until(
    async () => {
      for (const { account } of customers) {
        const calls = await office.get<ListPage<{ source: string; charge: string }>>(
          `/customers/${account}/calls?limit=200`,
        );
        for (const { source, charge } of calls.items) if (Number(charge) > 0) charged.add(source);
      }
      return charged.size;
    },
    (found) => found === items.length,
  );
  const waiting = await office.get<Waiting>("/suspense/counts");
  const named = waiting.items.map(({ source }) => items.find(({ id }) => id === source)?.switch);
  expect([...new Set(named)].sort()).toEqual(["kam1", "osips1", "sbc1", "sbc2"]);
});
