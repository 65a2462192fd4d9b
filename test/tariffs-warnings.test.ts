import { beforeAll, describe, expect, it } from "vitest";
import { staffPermissions } from "../functions/auth/access.ts";
import { type Caller, staff } from "./support/api.ts";
import { aNewTariff, importOf } from "./support/tariffs.ts";

let api: Caller;
beforeAll(async () => {
  api = await staff();
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

async function tariffWith(rates: string, fields: object = {}): Promise<string> {
  const { id } = await aNewTariff(api, fields);
  await api("POST", `${(await importOf(api, id, `prefix,rate\n${rates}\n`)).path}/apply`, {});
  return id;
}

describe("the notice of a dearer price", () => {
  it("is as long as the settings say: the same sheet is warned of or not", async () => {
    const sheet = `prefix,rate,from\n44,0.03,${inDays(5)}\n`;
    const notice = async () => {
      const id = await tariffWith("44,0.02");
      return (await importOf(api, id, sheet)).findings.warnings["SHORT_NOTICE"];
    };
    expect((await api("GET", "/settings")).body).toMatchObject({ rateNoticeDays: 7 });
    expect(await notice()).toBe(1);
    await api("PATCH", "/settings", { rateNoticeDays: 3 });
    expect(await notice()).toBe(0);
    await api("PATCH", "/settings", { rateNoticeDays: 7 });
    expect((await api("PATCH", "/settings", { rateNoticeDays: 91 })).status).toBe(422);
  });

  it.each([
    { row: "44,0.03,0", days: 6, warned: "44 0.03 against 0.02 of 44", because: "dearer too early" },
    { row: "44,0.03,0", days: 8, warned: undefined, because: "dearer in time" },
    { row: "44,0.01,0", days: 1, warned: undefined, because: "cheaper at any time" },
    {
      row: "4479,0.03,0",
      days: 1,
      warned: "4479 0.03 against 0.02 of 44",
      because: "its numbers cost that of 44 until now",
    },
    { row: "49,0.03,0", days: 1, warned: undefined, because: "nobody could call there" },
    { row: "44,0.02,0.1", days: 1, warned: "44 0.02 against 0.02 of 44", because: "the fee rises" },
    { row: "44,blocked,0", days: 1, warned: undefined, because: "no call is dearer" },
  ])("of $row in $days days: $because", async ({ row, days, warned }) => {
    const id = await tariffWith("44,0.02");
    const sheet = await importOf(api, id, `prefix,rate,connect fee,from\n${row},${inDays(days)}\n`);
    const lines = sheet.warned.map(
      (one) => `${one["prefix"]} ${one["price"]} against ${one["against"]} of ${one["againstPrefix"]}`,
    );
    expect(lines).toEqual(warned === undefined ? [] : [warned]);
    expect((await api("POST", `${sheet.path}/apply`, {})).status).toBe(200);
  });
});

describe("a price below cost", () => {
  it("is warned of by the dearest of its numbers that no other row prices", async () => {
    const cost = await tariffWith("44,0.02\n4479,0.05\n4470,0.5\n49,0.01");
    const { id } = await aNewTariff(api);
    const sheet = await importOf(api, id, "prefix,rate\n44,0.03\n4470,0.6\n49,0.009\n33,0.001\n", { costTariff: cost });
    expect(sheet.findings.warnings).toEqual({ SHORT_NOTICE: 0, BELOW_COST: 2 });
    expect(sheet.warned).toMatchObject([
      { kind: "BELOW_COST", prefix: "44", price: "0.03", against: "0.05", againstPrefix: "4479" },
      { kind: "BELOW_COST", prefix: "49", price: "0.009", against: "0.01", againstPrefix: "49" },
    ]);
  });

  it("is compared with another tariff of the same currency only", async () => {
    const { id } = await aNewTariff(api);
    const dollars = await aNewTariff(api, { currency: "USD" });
    for (const costTariff of [id, dollars.id, "trf_nobody"]) {
      const reply = await api("POST", `/tariffs/${id}/rate-imports`, { fileName: "x.csv", costTariff });
      expect([reply.status, reply.body.error?.fields]).toMatchObject([422, [{ path: "costTariff" }]]);
    }
  });
});

describe("what a vendor bills", () => {
  it("is compared with by whoever may see vendors, and told to nobody else through an import", async () => {
    const cost = await tariffWith("44,0.02", { kind: "COST" });
    const { id } = await aNewTariff(api);
    const clerk = await staff(staffPermissions.filter((one) => one !== "vendors:read"));
    const body = { fileName: "x.csv", costTariff: cost };
    const refused = await clerk("POST", `/tariffs/${id}/rate-imports`, body);
    expect([refused.status, refused.body.error?.fields]).toMatchObject([422, [{ path: "costTariff" }]]);
    const sheet = await importOf(api, id, "prefix,rate\n44,0.01\n", { costTariff: cost });
    expect(sheet.warned).toMatchObject([{ kind: "BELOW_COST", against: "0.02" }]);
    const seen = (await clerk("GET", sheet.path)).body;
    expect(seen).toMatchObject({ costTariff: null, warned: [], findings: { warnings: { BELOW_COST: 0 } } });
    expect((await clerk("PATCH", sheet.path, { costTariff: cost })).status).toBe(422);
  });
});

describe("how a tariff's sheets are written", () => {
  it("is kept for its next sheet, and not for another tariff's", async () => {
    const { id } = await aNewTariff(api);
    const sheet = "Vorwahl;Preis\n49;1,234\n";
    const layout = { columns: { prefix: "Vorwahl", pricePerMinute: "Preis" }, decimal: "COMMA" };
    expect((await importOf(api, id, sheet, { layout })).findings.counts["new"]).toBe(1);
    expect((await importOf(api, id, sheet)).findings.counts["new"]).toBe(1);
    expect((await importOf(api, (await aNewTariff(api)).id, sheet)).failure?.reason).toBe("COLUMNS");
  });

  it("names worksheets and first lines where the columns are not found", async () => {
    const { id } = await aNewTariff(api);
    const sheet = await importOf(api, id, "Liste\nVorwahl;Preis\n49;0,1\n");
    expect(sheet).toMatchObject({
      status: "failed",
      seen: {
        headerRow: null,
        preview: [{ line: 1, cells: ["Liste"] }, { line: 2, cells: ["Vorwahl", "Preis"] }, { line: 3 }],
      },
    });
  });
});
