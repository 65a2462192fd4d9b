import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { switches } from "../bin/demo/deliver.ts";
import { type ListPage, type OperatorApi, signInAt, until } from "../bin/demo/operator-api.ts";
import { demoTestNumber } from "../bin/demo/set-up.ts";
import { SuspenseReason } from "../functions/cdrs/cdr.ts";
import { differenceClasses } from "../functions/comparisons/difference.ts";
import { decimalOf, nanoOf } from "../functions/money/money.ts";
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
}, 600_000);
afterAll(async () => {
  stack?.child.kill("SIGTERM");
  await stack?.ended;
  rmSync(folder, { recursive: true, force: true });
});

it("the demo has SIP devices that are registered, one that ran out and one that was never seen, and keys of a customer's own", async () => {
  const { items: customers } =
    await office.get<ListPage<{ account: string; username: string }>>("/customers?limit=200");
  const account = customers.find(({ username }) => username === "acmevoice")?.account ?? "";
  const stands = async () => {
    const { items } = await office.get<ListPage<{ login: string; state: string }>>(
      `/customers/${account}/registrations`,
    );
    return items.map(({ login, state }) => [login, state]);
  };
  const wanted = [
    ["acmevoice100", "REGISTERED"],
    ["acmevoice200", "NOT_REGISTERED"],
    ["acmevoice300", "NEVER_SEEN"],
  ];
  expect(await until(stands, (found) => found.length === wanted.length && found[0]?.[1] === "REGISTERED")).toEqual(
    wanted,
  );
  const keys = await until(
    () => office.get<ListPage<{ name: string }>>(`/customers/${account}/api-keys`),
    ({ items }) => items.length > 0,
  );
  expect(keys.items).toMatchObject([{ name: "Bookkeeping" }]);
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

it("the demo has a comparison with calls that differ in every way", async () => {
  const { items } = await office.get<ListPage<{ total: { classes: object } | null }>>("/comparisons");
  expect(Object.keys(items[0]?.total?.classes ?? {}).sort()).toEqual([...differenceClasses].sort());
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
        const calls = await office.get<ListPage<{ source: string; charge: string; takenOver: boolean }>>(
          `/customers/${account}/calls?limit=200`,
        );
        for (const { source, charge, takenOver } of calls.items)
          if (Number(charge) > 0 && !takenOver) charged.add(source);
      }
      return charged.size;
    },
    (found) => found === items.length,
  );
  const waiting = await office.get<Waiting>("/suspense/counts");
  const named = waiting.items.map(({ source }) => items.find(({ id }) => id === source)?.switch);
  expect([...new Set(named)].sort()).toEqual(["kam1", "osips1", "sbc1", "sbc2"]);
});

interface Money {
  periodTo: string;
  opening: string;
  payments: string;
  credits: string;
  creditNotes: string;
  closing: string;
  net: string;
  tax: string;
  rounding: string;
  gross: string;
  lines: { net: string }[];
  taxes: { amount: string; taken: string }[];
}

async function all<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: ListPage<T> = await office.get(
      `${path}?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`,
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

const sumOf = (amounts: readonly string[]): bigint => amounts.reduce((sum, one) => sum + nanoOf(one), 0n);

/** What left the balance with the calls and numbers of an invoice. */
const charged = ({ lines, taxes }: Money): bigint =>
  sumOf([
    ...lines.map(({ net }) => net),
    ...taxes.filter(({ taken }) => taken === "WITH_CALL").map(({ amount }) => amount),
  ]);

interface Statement {
  closing: string;
  totals: Record<string, string>;
  rows: { at: string; activity: string; credit: string; debit: string }[];
}

async function booksOf(account: string) {
  const path = `/customers/${account}`;
  const { balance } = await office.get<{ balance: string }>(path);
  const listed = await all<{ charge: string; setupAt: string; takenOver?: boolean }>(`${path}/calls`);
  // What another system charged is history, and in no balance.
  const calls = listed.filter(({ takenOver }) => !takenOver);
  const statement = await office.get<Statement>(`${path}/statement?from=2020-01-01`);
  return { balance, calls, usage: sumOf(calls.map(({ charge }) => charge)), statement };
}

/**
 * What moved since an invoice's period ended, which is the next one's: for some hours, on the day that a month begins
 * where the customer lives, the draft is of the month before.
 */
function movedSince({ calls, statement }: Awaited<ReturnType<typeof booksOf>>, { periodTo }: Money) {
  const later = statement.rows.filter(({ at, activity }) => at >= periodTo && !["USAGE", "INVOICE"].includes(activity));
  const numbers = later.filter(({ activity }) => activity.startsWith("DID_"));
  const usage = sumOf(calls.filter(({ setupAt }) => setupAt >= periodTo).map(({ charge }) => charge));
  const moved = (rows: Statement["rows"]) =>
    sumOf(rows.map(({ credit }) => credit)) - sumOf(rows.map(({ debit }) => debit));
  return { charged: usage - moved(numbers), balance: moved(later) - usage };
}

it("totals of statement, invoices, calls and balance agree to the last unit for every customer of the demo", async () => {
  const customers = await all<{ account: string; customerType: string; status: string }>("/customers");
  let invoices = 0;
  for (const { account, customerType, status } of customers) {
    // What is being charged at this moment is in one of the three already and in another one not yet.
    const books = await until(
      () => booksOf(account),
      ({ balance, usage, statement }) =>
        balance === statement.closing && usage === sumOf([statement.totals["usage"] ?? ""]),
    );
    const { balance, usage, statement } = books;
    const { credit, debit } = statement.totals;
    expect([sumOf(statement.rows.map((row) => row.credit)), sumOf(statement.rows.map((row) => row.debit))]).toEqual([
      sumOf([credit ?? ""]),
      sumOf([debit ?? ""]),
    ]);
    expect(sumOf([credit ?? ""]) - sumOf([debit ?? ""])).toBe(sumOf([balance]));
    if (customerType !== "LIVE" || status === "CLOSED") continue;
    const listed = await all<{ number: string; takenOver: boolean }>(`/customers/${account}/invoices`);
    const numbers = listed.filter(({ takenOver }) => !takenOver).map(({ number }) => number);
    const issued: Money[] = [];
    for (const number of numbers.reverse()) issued.push(await office.get(`/customers/${account}/invoices/${number}`));
    const draft = await office.get<Money>(`/customers/${account}/invoices/draft`);
    let opening = "0";
    for (const one of [...issued, draft]) {
      expect(one.opening, account).toBe(opening);
      expect(sumOf([one.net, one.tax, one.rounding])).toBe(sumOf([one.gross]));
      expect(sumOf(one.lines.map(({ net }) => net))).toBe(sumOf([one.net]));
      const moved = sumOf([one.opening, one.payments, one.credits, one.creditNotes]) - sumOf([one.gross]);
      expect(moved).toBe(sumOf([one.closing]));
      opening = one.closing;
    }
    // Rent and the like of numbers is booked when it falls due, and stands in the invoice of its period.
    const booked = usage + sumOf([statement.totals["numbers"] ?? ""]);
    const since = movedSince(books, draft);
    expect(sumOf([...issued, draft].map((one) => decimalOf(charged(one)))), account).toBe(booked - since.charged);
    // The tax of the open period is not booked before its invoice is issued.
    const untaxed = sumOf([draft.closing]) + sumOf([draft.gross]) - charged(draft);
    expect(untaxed + since.balance, account).toBe(sumOf([balance]));
    invoices += issued.length;
  }
  expect(invoices).toBeGreaterThanOrEqual(10);
});

it("the demo shows a customer that was taken over: old calls at their charge, an unpaid invoice, what it owed", async () => {
  const customers = await all<{ account: string; username: string; balance: string }>("/customers");
  const taken = customers.find(({ username }) => username === "pampasvoz");
  const path = `/customers/${taken?.account}`;
  expect(taken?.balance).toBe("-112.3625");
  expect(await office.get(`${path}/takeover`)).toMatchObject({ calls: 60, invoices: 1, openInvoices: "84.544" });
  const [payment] = await all<{ reference: string }>(`${path}/payments`);
  expect(payment?.reference).toBe("Opening balance, ov500 10002");
});

it("calls that a switch asked for hold money, and those whose records never came are listed", async () => {
  interface Missing {
    account: string;
    switch: string;
    held: string;
  }
  const { items } = await until(
    () => office.get<ListPage<Missing>>("/missing-cdrs"),
    (page) => page.items.length === 2,
  );
  for (const one of items) expect([one.switch, Number(one.held) > 0]).toEqual(["kam1", true]);
  const customer = await office.get<object>(`/customers/${items[0]?.account}`);
  expect(customer).toMatchObject({ username: "harbourtel", dailySpendCap: "250", prefixCallLimits: ["882=1", "2=4"] });
  expect(await office.get("/settings")).toMatchObject({ testNumbers: [demoTestNumber] });
  const tried = await office.post(`/customers/${items[0]?.account}/simulate`, { cld: demoTestNumber });
  expect(tried).toMatchObject({ verdict: { verdict: "deny", reject: { reason: "TEST_NUMBER" } } });
});
