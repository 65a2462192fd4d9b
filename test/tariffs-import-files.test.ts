import { gzipSync, zstdCompressSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { nanoOf } from "../functions/money/money.ts";
import { rateCall } from "../functions/rating/rate-call.ts";
import { loadTariff } from "../functions/tariffs/tariff.store.ts";
import { type Caller, staff } from "./support/api.ts";
import { aCall, someTerms } from "./support/rates.ts";
import { aNewTariff, importOf } from "./support/tariffs.ts";

let api: Caller;
beforeAll(async () => {
  api = await staff();
});

describe("a file that is no sheet", () => {
  it.each([
    { name: "nothing", body: Buffer.alloc(0), reason: "EMPTY" },
    { name: "a ZIP that is cut off", body: Buffer.from("504b0304aaaa", "hex"), reason: "UNREADABLE" },
    { name: "a broken gzip", body: gzipSync("prefix,rate\n44,1\n").subarray(0, 20), reason: "UNREADABLE" },
    { name: "one endless line", body: Buffer.alloc(2_000_000, "x"), reason: "UNREADABLE" },
    { name: "no header", body: Buffer.from("44,0.01\n"), reason: "COLUMNS" },
    {
      name: "a million lines packed small",
      body: zstdCompressSync(`prefix,rate\n${"44,0.01\n".repeat(1_000_001)}`),
      reason: "TOO_LARGE",
    },
  ])("such as $name fails as $reason and cannot be applied", async ({ body, reason }) => {
    const { id } = await aNewTariff(api);
    const sheet = await importOf(api, id, body);
    expect(sheet).toMatchObject({ status: "failed", failure: { reason, message: expect.any(String) } });
    expect((await api("POST", `${sheet.path}/apply`, {})).status).toBe(409);
  });

  it.each([gzipSync, zstdCompressSync])("but packed with %o is read", async (pack) => {
    const { id } = await aNewTariff(api);
    const sheet = await importOf(api, id, pack("\ufeffprefix\trate\r\n+44 79\t0.01\r\n"));
    expect(sheet.findings.counts["new"]).toBe(1);
  });
});

describe("a sheet of 300,000 rows", () => {
  it("is read, compared, applied and rated from", async () => {
    const { id } = await aNewTariff(api);
    const lines = Array.from({ length: 300_000 }, (_, i) => {
      const bad = i % 10_000 === 9_999;
      return `${200_000 + i},"Land ${i % 3_000}, mobile",${bad ? "-" : ""}0.${String((i * 7919) % 100_000).padStart(5, "0")},30/6,2026-01-01`;
    });
    const before = process.memoryUsage().rss;
    const sheet = await importOf(
      api,
      id,
      `code,destination,rate,billing increment,effective date\n${lines.join("\n")}\n`,
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(900_000_000);
    expect(sheet).toMatchObject({
      status: "done",
      findings: { rows: 300_000, rejected: 30, counts: { new: 299_970 } },
    });
    const applied = await api("POST", `${sheet.path}/apply`, {});
    expect(applied.body.applied.version).toBe(2);
    expect((await api("GET", `/tariffs/${id}`)).body.cards[0].rates).toBe(299_970);
    const outcome = rateCall(aCall("2000015555", 45), await loadTariff({ tariffId: id, version: 2 }), someTerms());
    expect(outcome).toMatchObject({
      prefix: "200001",
      billedSeconds: 48,
      charge: nanoOf("0.0634"),
      destination: "Land 1, mobile",
    });
    const page = (await api("GET", `/tariffs/${id}/rates?prefix=4999&limit=2`)).body.items;
    expect(page.map((one: { prefix: string }) => one.prefix)).toEqual(["499900", "499901"]);
  });
});
