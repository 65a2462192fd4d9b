import * as XLSX from "@e965/xlsx";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { getMail } from "../functions/mail/mail.store.ts";
import { sendDueMails } from "../functions/mail/send-mails.flow.ts";
import { decimalOf } from "../functions/money/money.ts";
import { makeReceipt } from "../functions/payments/receipt.flow.ts";
import { now } from "../functions/platform/clock.ts";
import { getFile } from "../functions/platform/files.ts";
import { cardLines, changesOf, tooEarly } from "../functions/rate-notices/notice-line.ts";
import { sendNotices } from "../functions/rate-notices/send-notices.flow.ts";
import { inForce, type RateRow } from "../functions/tariffs/rate.ts";
import { exported } from "./exports/world.ts";
import { type Caller, signInAs, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";
import { importOf } from "./support/tariffs.ts";

type Price = Record<"prefix" | "oldPrice" | "newPrice" | "change", string>;

let admin: Caller;
beforeAll(async () => {
  admin = await staff();
});

const inDays = (days: number) => new Date(now() + days * 86_400_000).toISOString();
const rate = (prefix: string, pricePerMinute: string, over: object = {}) => ({
  prefix,
  destination: `to ${prefix}`,
  pricePerMinute,
  ...over,
});
const send = (tariff: string, body: object) => admin("POST", `/tariffs/${tariff}/rates`, body);

/** A tariff with three prices and a customer who wants to know. */
async function aNoticedTariff(scope = "CHANGES") {
  const tariff = await aTariff(admin);
  for (const [prefix, price] of [
    ["44", "0.01"],
    ["447", "0.03"],
    ["49", "0.02"],
  ] as const)
    expect((await send(tariff, rate(prefix, price))).status).toBe(201);
  expect((await admin("PATCH", `/tariffs/${tariff}`, { rateNotices: scope })).body.rateNotices).toBe(scope);
  const { account } = await aCustomer(admin, tariff, { emails: { rates: "rates@example.net" } });
  return { tariff, account };
}

async function told(tariff: string) {
  await sendNotices(now() + 3_600_000);
  const [notice] = (await admin("GET", `/tariffs/${tariff}/rate-notices`)).body.items;
  return (await admin("GET", `/tariffs/${tariff}/rate-notices/${notice.id}`)).body;
}

async function attachmentOf(mail: string, ending: string): Promise<Buffer> {
  const file = (await getMail(mail))?.attachments.find(({ fileName }) => fileName.endsWith(ending));
  return Buffer.from((await getFile({ bucket: "files", key: file?.key ?? "" })) ?? []);
}

async function sheetOf(mail: string): Promise<Record<string, string>[]> {
  return parse(await attachmentOf(mail, ".csv"), { bom: true, columns: true });
}

/** Code, old and new price and kind of change of every line of the workbook, as another reader sees them. */
async function workbookOf(mail: string) {
  const book = XLSX.read(await attachmentOf(mail, ".xlsx"));
  const [name = ""] = book.SheetNames;
  const rows: Record<string, unknown>[] = XLSX.utils.sheet_to_json(book.Sheets[name] ?? {}, { raw: false });
  return rows.map((row) => told4(row));
}

const told4 = (row: Record<string, unknown>) =>
  ["Code", "Old price per minute", "New price per minute", "Change"].map((title) => String(row[title] ?? ""));

describe("a change of a noticed tariff", () => {
  it("is refused where an increase does not wait for the notice, and taken with a reason", async () => {
    const { tariff } = await aNoticedTariff();
    const early = rate("44", "0.02", { effectiveFrom: inDays(6) });
    const refused = await send(tariff, early);
    expect([refused.status, faultsOf(refused)]).toEqual([422, ["noticeOverride"]]);
    expect(faultsOf(await send(tariff, { ...early, noticeOverride: "x" }))).toEqual(["noticeOverride"]);
    expect((await send(tariff, rate("44", "0.02", { effectiveFrom: inDays(8) }))).status).toBe(201);
    expect((await send(tariff, rate("49", "0.01", { effectiveFrom: inDays(0.01) }))).status).toBe(201);
    expect((await send(tariff, rate("33", "0.5"))).status).toBe(201);
    expect((await send(tariff, { ...early, noticeOverride: "The carrier raised it today" })).status).toBe(201);
    expect(await told(tariff)).toMatchObject({ override: "The carrier raised it today", counts: { increase: 1 } });
  });

  it("is written to every customer of the tariff once, however many runs there are; the sheet is the difference", async () => {
    const { tariff, account } = await aNoticedTariff();
    const silent = await aCustomer(admin, tariff);
    const demo = await aCustomer(admin, tariff, {
      customerType: "DEMO",
      maxCallSessions: 1,
      callSessionsPerSecond: 1,
      maxCallMinutes: 2,
    });
    const from = inDays(9);
    expect(
      (await send(tariff, rate("44", "0.02", { effectiveFrom: from, firstIncrement: 30, nextIncrement: 6 }))).status,
    ).toBe(201);
    await Promise.all([sendNotices(now() + 3_600_000), sendNotices(now() + 60_000)]);
    const notice = await told(tariff);
    expect(notice).toMatchObject({
      status: "SENT",
      scope: "CHANGES",
      counts: { new: 0, increase: 1, decrease: 0, closed: 0 },
    });
    const deliveries = new Map(notice.deliveries.map((one: { account: string }) => [one.account, one]));
    expect(deliveries.size).toBe(2);
    expect(deliveries.get(account)).toMatchObject({ to: ["rates@example.net"], status: "QUEUED" });
    expect(deliveries.get(silent.account)).toMatchObject({ status: "NOT_SENT", reason: "NO_ADDRESS" });
    expect(deliveries.has(demo.account)).toBe(false);
    const { mail } = deliveries.get(account) as { mail: string };
    expect(await sheetOf(mail)).toEqual([
      {
        ...{
          Destination: "to 44",
          Code: "44",
          "Old price per minute": "0.01",
          "New price per minute": "0.02",
          Change: "increase",
        },
        ...{ "Connect fee": "0", Increments: "30/6", "Effective from": from, "Rate card": "Standard" },
      },
    ]);
    expect((await getMail(mail))?.subject).toContain(`new rates from ${from.slice(0, 10)}`);
    expect((await admin("POST", `/tariffs/${tariff}/rate-notices/${notice.id}/send`)).body).toEqual({ mails: 0 });
  });

  it("carries the whole difference of an applied sheet, in both files, and can be sent again", async () => {
    const { tariff, account } = await aNoticedTariff();
    const effectiveFrom = inDays(10);
    const lines = ["prefix,destination,pricePerMinute", "44,to 44,0.02", "447,to 447,0.01", "33,to 33,0.5"];
    const sheet = await importOf(admin, tariff, lines.join("\n"), { mode: "FULL", effectiveFrom });
    expect(sheet.findings.counts).toMatchObject({ new: 1, up: 1, down: 1, closed: 1, unchanged: 0 });
    expect((await admin("POST", `${sheet.path}/apply`, {})).status).toBe(200);
    const notice = await told(tariff);
    expect(notice.counts).toEqual({ new: 1, increase: 1, decrease: 1, closed: 1, unchanged: 0 });
    const { mail } = notice.deliveries.find((one: { account: string }) => one.account === account);
    const difference = [
      ["33", "", "0.5", "new"],
      ["44", "0.01", "0.02", "increase"],
      ["447", "0.03", "0.01", "decrease"],
      ["49", "0.02", "", "closed"],
    ];
    expect((await sheetOf(mail)).map(told4)).toEqual(difference);
    expect(await workbookOf(mail)).toEqual(difference);
    await sendDueMails(now() + 3_600_000, { RECEIPT: makeReceipt });
    const path = `/tariffs/${tariff}/rate-notices/${notice.id}`;
    expect((await admin("GET", path)).body.deliveries).toMatchObject([{ mail, status: "SENT", via: "OUTBOX" }]);
    expect((await admin("POST", `${path}/send`)).body).toEqual({ mails: 1 });
    expect((await admin("GET", path)).body.deliveries).toMatchObject([{ mail, status: "QUEUED" }]);
    expect((await getMail(mail))?.log.map(({ event }) => event)).toEqual(["QUEUED", "SENT", "AGAIN"]);
  });

  it("is announced to the customer on its own list of prices, which it can have as CSV, XLSX and PDF", async () => {
    const { tariff } = await aNoticedTariff();
    const username = uniqueName();
    const { account } = await aCustomer(admin, tariff, { username });
    const { account: other } = await aCustomer(admin, tariff);
    expect((await send(tariff, rate("44", "0.02", { effectiveFrom: inDays(8) }))).status).toBe(201);
    const customer = await signInAs(username, "Tr0ub4dor&3x");
    const { items } = (await customer("GET", `/customers/${account}/price-list`)).body;
    const list = items.map(({ prefix, oldPrice, newPrice, change }: Price) => [prefix, oldPrice, newPrice, change]);
    expect(list).toEqual([
      ["44", "0.01", "0.01", "unchanged"],
      ["44", "0.01", "0.02", "increase"],
      ["447", "0.03", "0.03", "unchanged"],
      ["49", "0.02", "0.02", "unchanged"],
    ]);
    const found = async (query: string) =>
      (await customer("GET", `/customers/${account}/price-list?${query}`)).body.items.map(
        ({ prefix, newPrice }: Price) => `${prefix} ${newPrice}`,
      );
    // A whole number finds what a call to it costs; a beginning of one all codes that begin so.
    expect(await found("q=%2B44%207700%20900123")).toEqual(["447 0.03"]);
    expect(await found("q=0044207946")).toEqual(["44 0.01", "44 0.02"]);
    expect(await found("q=44")).toEqual(["44 0.01", "44 0.02", "447 0.03"]);
    expect(await found("only=announced")).toEqual(["44 0.02"]);
    expect(await found("only=announced&q=49")).toEqual([]);
    const asked = { kind: "prices", filter: { account } };
    const { file } = await exported(customer, { ...asked, format: "csv" });
    const rows: Record<string, string>[] = parse(file ?? "", { bom: true, columns: true });
    expect(rows.map(told4)).toEqual(list);
    for (const format of ["xlsx", "pdf"]) {
      const { job } = await exported(customer, { ...asked, format });
      expect([job.status, job.rows]).toEqual(["done", 4]);
    }
    const foreign = await customer("POST", "/exports", { ...asked, format: "csv", filter: { account: other } });
    expect(foreign.status).toBe(404);
    expect((await customer("GET", `/customers/${other}/price-list`)).status).toBe(404);
    expect((await customer("GET", `/tariffs/${tariff}/rate-notices`)).status).toBe(403);
  });

  it("carries the whole list where that is wanted, with what stays as it is", async () => {
    const { tariff, account } = await aNoticedTariff("FULL");
    expect((await send(tariff, rate("49", "0.01"))).status).toBe(201);
    const { deliveries } = await told(tariff);
    const sheet = await sheetOf(deliveries.find((one: { account: string }) => one.account === account).mail);
    expect(sheet.map((row) => [row["Code"], row["Change"], row["New price per minute"]])).toEqual([
      ["44", "unchanged", "0.01"],
      ["447", "unchanged", "0.03"],
      ["49", "decrease", "0.01"],
    ]);
  });

  it("is nobody's news where the tariff has no notices, or nothing changes", async () => {
    const { tariff } = await aNoticedTariff();
    await admin("PATCH", `/tariffs/${tariff}`, { name: "Another name" });
    await admin("PATCH", `/tariffs/${tariff}`, { rateNotices: "OFF" });
    expect((await send(tariff, rate("44", "0.9"))).status).toBe(201);
    expect((await admin("GET", `/tariffs/${tariff}/rate-notices`)).body.items).toEqual([]);
  });

  it("a card of one customer's own is told to that customer alone", async () => {
    const { tariff, account } = await aNoticedTariff();
    const other = await aCustomer(admin, tariff, { emails: { rates: "other@example.net" } });
    const card = (await admin("POST", `/tariffs/${tariff}/cards`, { name: "Own", account })).body;
    const id = card.cards?.find((one: { account: string }) => one.account === account)?.id ?? card.id;
    expect((await send(tariff, rate("81", "0.4", { card: id }))).status).toBe(201);
    const { deliveries } = await told(tariff);
    expect(deliveries.map((one: { account: string }) => one.account)).toEqual([account]);
    const prices = (await admin("GET", `/customers/${account}/price-list`)).body;
    expect(prices.items.map(({ prefix }: { prefix: string }) => prefix)).toEqual(["44", "447", "49", "81"]);
    expect((await admin("GET", `/customers/${other.account}/price-list?q=44&limit=1`)).body).toMatchObject({
      total: 2,
      items: [{ prefix: "44" }],
    });
  });
});

describe("the lines of a notice", () => {
  const terms = { connectFee: 0, firstIncrement: 1, nextIncrement: 1, graceSeconds: 0, freeSeconds: 0 };
  const row = fc.record({
    price: fc.integer({ min: 0, max: 3 }),
    blocked: fc.boolean(),
    from: fc.integer({ min: 0, max: 20 }),
    length: fc.option(fc.integer({ min: 1, max: 10 })),
  });
  const rowsOf = (rows: { price: number; blocked: boolean; from: number; length: number | null }[]): RateRow[] =>
    [...new Map(rows.map((one) => [one.from, one])).values()]
      .sort((a, b) => a.from - b.from)
      .map(({ price, blocked, from, length }) => ({
        ...{ prefix: "44", destination: "UK", terms: { ...terms, pricePerMinute: price, blocked } },
        ...{ fromMs: from, toMs: length === null ? Number.POSITIVE_INFINITY : from + length },
      }));
  const priceAt = (rows: readonly RateRow[], at: number) => {
    const found = inForce(rows, at);
    return !found || found.terms.blocked ? undefined : found.terms.pricePerMinute;
  };

  it("lead from the prices before to the prices after, at every instant", () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 5 }),
        fc.array(row, { maxLength: 5 }),
        fc.integer({ min: 0, max: 20 }),
        (a, b, at) => {
          const [before, after] = [rowsOf(a), rowsOf(b)];
          const lines = changesOf({ before, after }, at);
          for (let instant = at; instant < 40; instant++) {
            const [was, is] = [priceAt(before, instant), priceAt(after, instant)];
            if (was === is) continue;
            const line = lines.findLast(({ fromMs }) => fromMs <= instant);
            expect(line?.newPrice === "blocked" ? null : (line?.newPrice ?? null)).toBe(
              is === undefined ? null : decimalOf(BigInt(is)),
            );
          }
          for (const { kind, fromMs } of lines) {
            const [was, is] = [priceAt(before, fromMs), priceAt(after, fromMs)];
            const expected =
              is === undefined ? "closed" : was === undefined ? "new" : is > was ? "increase" : "decrease";
            expect(kind).toBe(expected);
          }
          expect(changesOf({ before: after, after }, at)).toEqual([]);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it("a call that becomes dearer in any part is no decrease", () => {
    const cheaper = { ...terms, pricePerMinute: 1, blocked: false };
    const was: RateRow = {
      prefix: "1",
      destination: "x",
      terms: { ...cheaper, pricePerMinute: 2 },
      fromMs: 0,
      toMs: Number.POSITIVE_INFINITY,
    };
    const is = (over: object): RateRow => ({ ...was, fromMs: 10, terms: { ...cheaper, ...over } });
    const kindOf = (over: object) => cardLines({ before: [was], after: [was, is(over)] }, 5)[0]?.kind;
    expect(kindOf({})).toBe("decrease");
    for (const over of [{ connectFee: 1 }, { firstIncrement: 60 }, { nextIncrement: 60 }])
      expect(kindOf(over)).toBe("increase");
    expect(kindOf({ blocked: true })).toBe("closed");
    expect(tooEarly([{ kind: "increase", fromMs: 10 }], 0, 10)).toEqual([]);
  });
});
