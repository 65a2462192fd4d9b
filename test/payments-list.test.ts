import { beforeAll, describe, expect, it } from "vitest";
import { type Caller, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff } from "./support/customers.ts";

/** The list of everybody's payments, which is the office's. */

interface Listed {
  id: string;
  at: string;
  kind: string;
  account: string;
}

let admin: Caller;
let account: string;
let other: string;
/** Stands in every reference of this file's payments, and in nobody else's. */
const mark = uniqueName();
const booked: Listed[] = [];

async function book(of: string, body: object): Promise<void> {
  const asked = { amount: "10", reference: `Ref ${mark.toUpperCase()}`, ...body };
  const reply = await admin("POST", `/customers/${of}/payments`, asked, {
    headers: { "idempotency-key": uniqueName() },
  });
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  booked.unshift({ ...reply.body, account: of });
}

beforeAll(async () => {
  admin = await staff();
  const tariff = await aTariff(admin);
  account = (await aCustomer(admin, tariff)).account;
  other = (await aCustomer(admin, tariff)).account;
  for (const kind of ["PAYMENT", "CREDIT_ADD", "PAYMENT", "REFUND"]) await book(account, { kind });
  await book(other, { kind: "PAYMENT", reference: "", note: `By hand, ${mark}` });
  await book(other, { kind: "PAYMENT", reference: "", method: `CASH_${mark}` });
});

/** All pages of an answer, at most `limit` each. */
async function listed(filters: Record<string, string>, limit = 200): Promise<Listed[]> {
  const found: Listed[] = [];
  let cursor: string | null = "";
  do {
    const query = new URLSearchParams({ ...filters, limit: String(limit), ...(cursor ? { cursor } : {}) });
    const reply = await admin("GET", `/payments?${query}`);
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    expect(reply.body.items.length).toBeLessThanOrEqual(limit);
    found.push(...reply.body.items);
    cursor = reply.body.nextCursor;
  } while (cursor);
  return found;
}
const idsOf = (payments: readonly Listed[]) => payments.map(({ id }) => id);
const dayOf = (at: string, days: number) => new Date(Date.parse(at) + days * 86_400_000).toISOString().slice(0, 10);

describe("the list of all payments", () => {
  it.each([1, 2, 200])(
    "finds a text in reference, note and method in any case, newest first, %i at a time",
    async (limit) => {
      expect(idsOf(await listed({ text: mark }, limit))).toEqual(idsOf(booked));
    },
  );

  it("is narrowed to a kind, to an account, and to both", async () => {
    const refunds = booked.filter(({ kind }) => kind === "REFUND");
    expect(idsOf(await listed({ text: mark, kind: "REFUND" }))).toEqual(idsOf(refunds));
    const its = booked.filter((one) => one.account === account);
    expect(idsOf(await listed({ account }))).toEqual(idsOf(its));
    expect(idsOf(await listed({ account }, 3))).toEqual(idsOf(its));
    const paid = its.filter(({ kind }) => kind === "PAYMENT");
    expect(idsOf(await listed({ account, kind: "PAYMENT" }))).toEqual(idsOf(paid));
  });

  it.each(["all of them", "one account"])("is narrowed to days, both included, of %s", async (whose) => {
    const its = booked.filter((one) => whose === "all of them" || one.account === account);
    const asked = { text: mark, ...(whose === "all of them" ? {} : { account }) };
    const [newest, oldest] = [its[0]?.at ?? "", its.at(-1)?.at ?? ""];
    expect(idsOf(await listed({ ...asked, from: dayOf(oldest, 0), to: dayOf(newest, 0) }))).toEqual(idsOf(its));
    expect(await listed({ ...asked, from: dayOf(newest, 1) })).toEqual([]);
    expect(await listed({ ...asked, to: dayOf(oldest, -1) })).toEqual([]);
  });

  it("says in words what an export of it is narrowed to", async () => {
    const filter = { kind: "REFUND", text: mark, from: "2026-10-01" };
    const { criteria } = (await admin("POST", "/exports/preview", { kind: "payments", filter })).body;
    const contains = `reference, note or method contains ${mark}`;
    expect(criteria.toSorted()).toEqual(["booked from 2026-10-01", "kind is REFUND", contains]);
  });

  it("takes empty filters as none, and names every one that is none", async () => {
    const empty = "kind=&account=&from=&to=&text=";
    expect((await admin("GET", `/payments?limit=1&${empty}`)).body.items.length).toBe(1);
    const wrong = await admin("GET", "/payments?kind=GIFT&account=1&from=yesterday&to=2026-02-30");
    expect(wrong.status).toBe(422);
    expect(JSON.stringify(wrong.body)).toMatch(/kind.*account.*from.*to/s);
  });
});
