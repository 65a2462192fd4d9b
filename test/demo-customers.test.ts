import type { Context } from "aws-lambda";
import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: what is set here holds for nobody else's test. */
vi.hoisted(() => {
  process.env["TABLE_NAME"] = `${process.env["TABLE_NAME"]}-demos`;
});

import { editCustomer } from "../functions/customers/change-customer.flow.ts";
import { getCustomer } from "../functions/customers/customer.store.ts";
import { handler } from "../functions/handlers/end-demos.ts";
import { now } from "../functions/platform/clock.ts";
import { env } from "../functions/platform/env.ts";
import { pdfText } from "./exports/pdf-text.ts";
import { exported } from "./exports/world.ts";
import { type Caller, goodPassword, signInAs, uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "./support/charging.ts";
import { later } from "./support/clock.ts";
import { aCustomer, customerBody, demoFields, faultsOf } from "./support/customers.ts";
import { tableOf } from "./support/document.ts";
import { createTable } from "./support/table.ts";

const dayMs = 86_400_000;
const { heads, rows, cells } = tableOf("docs/customer-statuses.md", "Demo customers");

const office = { id: "usr_test", kind: "admin", permissions: [] } as const;

let operator: Operator;
let admin: Caller;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
  admin = operator.admin;
});

const vat = { taxFlag: "VAT", taxes: [{ name: "VAT", percent: "20" }], taxNumber: "DE123456789" };

/** The function as its schedule starts it, so many milliseconds from now. */
const endDemosIn = (ms: number): Promise<void> =>
  later(ms, () =>
    handler({}, { awsRequestId: crypto.randomUUID(), getRemainingTimeInMillis: () => 60_000 } as Context),
  );

interface Subject {
  account: string;
  path: string;
  username: string;
  code: string;
  portal: Caller;
}

async function aSubject(column: string): Promise<Subject> {
  const code = uniqueName();
  const type = column === "Live" ? { maxCallSessions: 2, callSessionsPerSecond: 1, maxCallMinutes: 2 } : demoFields;
  const fields = { ...type, ...vat, switchAccounts: [code] };
  const { account, username } = await aCustomer(admin, operator.tariff, fields);
  const subject = { account, path: `/customers/${account}`, username, code };
  const portal = await signInAs(username, goodPassword);
  if (column === "Demo that is over") await endDemosIn(15 * dayMs);
  return { ...subject, portal };
}

const takes = async ({ path }: Subject, field: string, value: number): Promise<boolean> => {
  const reply = await admin("PATCH", path, { [field]: value });
  expect([200, 422]).toContain(reply.status);
  expect(faultsOf(reply)).toEqual(reply.status === 200 ? [] : [field]);
  return reply.status === 200;
};

const books = async ({ path }: Subject, kind: string): Promise<boolean> => {
  const headers = { "idempotency-key": uniqueName() };
  const reply = await admin("POST", `${path}/payments`, { kind, amount: "1" }, { headers });
  expect(faultsOf(reply)).toEqual(reply.status === 201 ? [] : ["kind"]);
  return reply.status === 201;
};

/** Both of the kinds, or neither. */
const booksBoth = async (one: Subject, kinds: readonly string[]): Promise<boolean> => {
  const booked = [await books(one, kinds[0] ?? ""), await books(one, kinds[1] ?? "")];
  expect(new Set(booked).size).toBe(1);
  return booked[0] === true;
};

async function isTaxed({ account, code }: Subject): Promise<boolean> {
  const before = Number(await operator.balance(account));
  expect(await rate(aBatch(operator.source, [aCallOf(code, operator.source)]))).toEqual([]);
  const cost = (before - Number(await operator.balance(account))).toFixed(3);
  expect(["0.060", "0.072"]).toContain(cost);
  return cost === "0.072";
}

async function saysDemo({ account }: Subject): Promise<boolean> {
  const { file } = await exported(admin, { kind: "payments", format: "pdf", filter: { account } });
  return /^DEMO$/m.test(pdfText(file ?? Buffer.alloc(0)));
}

const probes: Record<string, (subject: Subject) => Promise<boolean>> = {
  "May have more than 2 calls at once": (one) => takes(one, "maxCallSessions", 3),
  "May have more than 1 call a second": (one) => takes(one, "callSessionsPerSecond", 2),
  "May have calls of more than 2 minutes": (one) => takes(one, "maxCallMinutes", 3),
  "Begins with play money, as an entry of its statement": async ({ path, account }) => {
    const { items } = (await admin("GET", `${path}/payments`)).body;
    const [first] = items;
    expect(await operator.balance(account)).toBe(first ? "1" : "0");
    if (first) expect(first).toMatchObject({ kind: "CREDIT_ADD", amount: "1", method: "DEMO" });
    return items.length === 1;
  },
  "Takes payments and refunds": (one) => booksBoth(one, ["PAYMENT", "REFUND"]),
  "Takes credits and debits": (one) => booksBoth(one, ["CREDIT_ADD", "CREDIT_REDUCE"]),
  "Its calls carry tax": isTaxed,
  "Its PDF files say DEMO on every page": saysDemo,
  "Signs in to the portal": ({ username }) =>
    signInAs(username, goodPassword).then(
      () => true,
      () => false,
    ),
  "A portal session from before goes on": async ({ portal }) => (await portal("GET", "/session")).status === 200,
  "Can be made live": async ({ path }) => (await admin("POST", `${path}/promote`)).status === 200,
};

it("is told for every kind of customer and everything that is tried", () => {
  expect(heads).toEqual(["Live", "Demo", "Demo that is over"]);
  expect(rows.map(([what]) => what)).toEqual(Object.keys(probes));
});

it.each(cells)("$what, $of: $said", async ({ what, of, said }) => {
  const holds = await probes[what]?.(await aSubject(of));
  expect(holds === true ? "yes" : holds === false ? "no" : "untried").toBe(said);
});

describe("a demo", () => {
  it("is blocked by itself when its days are over, once and not before, with a line in the audit", async () => {
    const { account, demoUntil } = await aCustomer(admin, operator.tariff, demoFields);
    const left = Date.parse(demoUntil) - Date.now();
    expect(Math.abs(left - 14 * dayMs)).toBeLessThan(60_000);
    await endDemosIn(left - 60_000);
    expect(await getCustomer(account)).toMatchObject({ status: "ACTIVE", version: 1 });
    await endDemosIn(left + 1000);
    await endDemosIn(left + 2000);
    expect(await getCustomer(account)).toMatchObject({ status: "BLOCKED", version: 2, demoUntil });
    const [line] = (await admin("GET", `/audit?account=${account}`)).body.items;
    expect(line).toMatchObject({
      ...{ action: "customer.demo-end", actor: "system" },
      ...{ before: { status: "ACTIVE" }, after: { status: "BLOCKED" } },
    });
    const { body } = await admin("GET", `/customers?account=${account}&status=BLOCKED`);
    expect(body.items).toHaveLength(1);
  });

  it("that is let in again has its days anew; one that staff had blocked before its end has not", async () => {
    const [over, blocked] = [await aSubject("Demo that is over"), await aSubject("Demo")];
    const before = (await getCustomer(blocked.account))?.demoUntil;
    // As the clock of the flow stood then; a person's session would be over by that time.
    await later(15 * dayMs, async () => {
      const seen = await getCustomer(over.account);
      if (seen) await editCustomer(seen, { status: "ACTIVE" }, office, now());
    });
    expect(Date.parse((await getCustomer(over.account))?.demoUntil ?? "") - Date.now()).toBeGreaterThan(28 * dayMs);
    expect(await signInAs(over.username, goodPassword)).toBeInstanceOf(Function);
    await admin("PATCH", blocked.path, { status: "BLOCKED" });
    await admin("PATCH", blocked.path, { status: "ACTIVE" });
    expect((await getCustomer(blocked.account))?.demoUntil).toBe(before);
    await endDemosIn(15 * dayMs);
    expect((await getCustomer(blocked.account))?.status).toBe("BLOCKED");
    expect((await getCustomer(over.account))?.status).toBe("ACTIVE");
  });

  it("that was made live is not blocked, and keeps its limits", async () => {
    const { account, path } = await aSubject("Demo");
    await admin("POST", `${path}/promote`);
    await endDemosIn(400 * dayMs);
    expect(await getCustomer(account)).toMatchObject({ status: "ACTIVE", demoUntil: null, maxCallSessions: 2 });
  });

  it("begins with as much play money and ends after as many days as the settings say", async () => {
    await admin("PATCH", "/settings", { demoDays: 3, demoCredit: "2.5" });
    const one = await aCustomer(admin, operator.tariff, demoFields);
    expect([one.balance, Math.round((Date.parse(one.demoUntil) - Date.now()) / dayMs)]).toEqual(["2.5", 3]);
    await admin("PATCH", "/settings", { demoCredit: "0" });
    const poor = await aCustomer(admin, operator.tariff, demoFields);
    expect([poor.balance, (await admin("GET", `/customers/${poor.account}/payments`)).body.items]).toEqual(["0", []]);
    const wrong = await admin("PATCH", "/settings", { demoDays: 0, demoCredit: "100001" });
    expect([wrong.status, faultsOf(wrong).toSorted()]).toEqual([422, ["demoCredit", "demoDays"]]);
  });

  it("of which nothing more is said has calls of two minutes, and names every limit that it breaks", async () => {
    expect((await aCustomer(admin, operator.tariff, demoFields)).maxCallMinutes).toBe(2);
    expect((await aCustomer(admin, operator.tariff)).maxCallMinutes).toBe(120);
    const body = { ...customerBody(operator.tariff), customerType: "DEMO", maxCallMinutes: 3 };
    const refused = await admin("POST", "/customers", body);
    expect([refused.status, faultsOf(refused)]).toEqual([
      422,
      ["maxCallSessions", "callSessionsPerSecond", "maxCallMinutes"],
    ]);
  });
});
