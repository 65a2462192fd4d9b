import { beforeAll, describe, expect, it } from "vitest";
import { nanoOf } from "../functions/money/money.ts";
import { rateCall } from "../functions/rating/rate-call.ts";
import { loadTariff } from "../functions/tariffs/tariff.store.ts";
import { type Caller, staff } from "./support/api.ts";
import { aCall, someTerms } from "./support/rates.ts";
import { aNewTariff, importOf, readImport, tellOfSheet } from "./support/tariffs.ts";

let api: Caller;
beforeAll(async () => {
  api = await staff();
});

const ratesOf = async (id: string): Promise<string[]> =>
  (await api("GET", `/tariffs/${id}/rates?limit=200`)).body.items.map(
    (one: { prefix: string; pricePerMinute: string; effectiveFrom: string; effectiveTo: string | null }) =>
      `${one.prefix} ${one.pricePerMinute} ${one.effectiveFrom.slice(0, 10)}..${one.effectiveTo?.slice(0, 10) ?? ""}`,
  );

async function chargeBy(tariffId: string, version: number, cld: string): Promise<bigint | string> {
  const outcome = rateCall(aCall(cld, 60), await loadTariff({ tariffId, version }), someTerms());
  return outcome.kind === "rated" ? outcome.charge : outcome.reason;
}

const fullSheet = `prefix,destination,pricePerMinute,connectFee,firstIncrement,nextIncrement,graceSeconds,freeSeconds,blocked,effectiveFrom,effectiveTo
44,United Kingdom,0.0125,0.01,30,6,3,2,no,2026-01-01,2027-01-01
4479,"UK, mobile",0.05,,,,,,,,
4470,UK personal,0.5,,,,,,yes,2026-01-01T12:00:00Z,
`;

describe("a rate sheet", () => {
  it("is compared first, changes nothing until it is applied, and then rates calls", async () => {
    const { id } = await aNewTariff(api);
    const sheet = await importOf(api, id, fullSheet);
    expect(sheet).toMatchObject({
      status: "done",
      failure: null,
      applied: null,
      findings: { rows: 3, rejected: 0, againstVersion: 1 },
    });
    expect(sheet.findings.counts).toEqual({
      new: 3,
      up: 0,
      down: 0,
      changed: 0,
      unchanged: 0,
      closed: 0,
      overlapping: 0,
    });
    expect(await ratesOf(id)).toEqual([]);
    const applied = await api("POST", `${sheet.path}/apply`, {});
    expect(applied.body).toMatchObject({ applied: { version: 2 } });
    const rates = (await api("GET", `/tariffs/${id}/rates`)).body.items;
    expect(rates).toEqual([
      {
        prefix: "44",
        destination: "United Kingdom",
        pricePerMinute: "0.0125",
        connectFee: "0.01",
        firstIncrement: 30,
        nextIncrement: 6,
        graceSeconds: 3,
        freeSeconds: 2,
        blocked: false,
        effectiveFrom: "2026-01-01T00:00:00.000Z",
        effectiveTo: "2027-01-01T00:00:00.000Z",
      },
      {
        prefix: "4470",
        destination: "UK personal",
        pricePerMinute: "0.5",
        connectFee: "0",
        firstIncrement: 1,
        nextIncrement: 1,
        graceSeconds: 0,
        freeSeconds: 0,
        blocked: true,
        effectiveFrom: "2026-01-01T12:00:00.000Z",
        effectiveTo: null,
      },
      {
        prefix: "4479",
        destination: "UK, mobile",
        pricePerMinute: "0.05",
        connectFee: "0",
        firstIncrement: 1,
        nextIncrement: 1,
        graceSeconds: 0,
        freeSeconds: 0,
        blocked: false,
        effectiveFrom: "2000-01-01T00:00:00.000Z",
        effectiveTo: null,
      },
    ]);
    expect(await chargeBy(id, 2, "447911")).toBe(nanoOf("0.05"));
    expect(await chargeBy(id, 2, "447011")).toBe("RATE_BLOCKED");
    expect(await chargeBy(id, 1, "447911")).toBe("NO_RATE");
    const again = await api("POST", `${sheet.path}/apply`, {});
    expect(again.body.applied).toEqual(applied.body.applied);
    expect((await api("GET", `/tariffs/${id}`)).body.version).toBe(2);
  });

  it("tells new, dearer, cheaper, changed, unchanged and closed prices apart", async () => {
    const { id } = await aNewTariff(api);
    const first = await importOf(
      api,
      id,
      "prefix,name,rate\n1,USA,0.01\n44,UK,0.02\n49,Germany,0.03\n33,France,0.04\n39,Italy,0.05\n",
    );
    await api("POST", `${first.path}/apply`, {});
    const second =
      "code;country;price;increments\n1;USA;0,015;1/1\n44;UK;0.01;1/1\n49;Germany;0.03;60/60\n33;France;0.040;1/1\n48;Poland;0.02;1/1\n";
    const sheet = await importOf(api, id, second, { mode: "FULL", effectiveFrom: "2099-01-01T00:00:00Z" });
    expect(sheet.findings.counts).toEqual({
      new: 1,
      up: 1,
      down: 1,
      changed: 1,
      unchanged: 1,
      closed: 1,
      overlapping: 0,
    });
    expect(sheet.samples).toMatchObject({
      up: [{ line: 2, prefix: "1", before: "0.01", after: "0.015", effectiveFrom: "2099-01-01T00:00:00.000Z" }],
      down: [{ prefix: "44", before: "0.02", after: "0.01" }],
      changed: [{ prefix: "49" }],
      closed: [{ line: null, prefix: "39", before: "0.05", after: null }],
    });
    expect(sheet.findings.pastChanges).toBe(0);
    expect((await api("POST", `${sheet.path}/apply`, {})).status).toBe(200);
    expect(await ratesOf(id)).toEqual([
      "1 0.01 2000-01-01..",
      "1 0.015 2099-01-01..",
      "33 0.04 2000-01-01..",
      "39 0.05 2000-01-01..2099-01-01",
      "44 0.02 2000-01-01..",
      "44 0.01 2099-01-01..",
      "48 0.02 2099-01-01..",
      "49 0.03 2000-01-01..",
      "49 0.03 2099-01-01..",
    ]);
  });

  it("changes the past only when that is confirmed", async () => {
    const { id } = await aNewTariff(api);
    await api("POST", `${(await importOf(api, id, "prefix,rate\n44,0.02\n")).path}/apply`, {});
    const sheet = await importOf(api, id, "prefix,rate,effective\n44,0.03,2026-01-01\n");
    expect(sheet.findings.pastChanges).toBe(1);
    expect((await api("POST", `${sheet.path}/apply`, {})).status).toBe(422);
    expect((await api("POST", `${sheet.path}/apply`, { confirmPastChange: true })).status).toBe(200);
  });

  it("is compared again when the tariff moved on, and applied to what it was compared with only", async () => {
    const { id } = await aNewTariff(api);
    const sheet = await importOf(api, id, "prefix,rate\n44,0.02\n");
    await api("POST", `/tariffs/${id}/rates`, { prefix: "44", destination: "UK", pricePerMinute: "0.01" });
    expect((await api("POST", `${sheet.path}/apply`, {})).status).toBe(409);
    expect((await readImport(api, id, sheet.id)).status).toBe("queued");
    expect((await api("POST", `${sheet.path}/apply`, {})).status).toBe(409);
    await tellOfSheet(sheet.id);
    const redone = await readImport(api, id, sheet.id);
    expect(redone.findings).toMatchObject({ againstVersion: 2, counts: { new: 0, up: 1 } });
    expect((await api("POST", `${sheet.path}/apply`, {})).body.applied.version).toBe(3);
  });

  it("is applied once by two people at the same moment", async () => {
    const { id } = await aNewTariff(api);
    const sheet = await importOf(api, id, "prefix,rate\n44,0.02\n");
    await Promise.all([1, 2, 3].map(() => api("POST", `${sheet.path}/apply`, {})));
    expect((await api("GET", `/tariffs/${id}`)).body.version).toBe(2);
    expect((await readImport(api, id, sheet.id)).applied?.version).toBe(2);
  });

  it("may be announced any number of times, also after it was applied", async () => {
    const { id } = await aNewTariff(api);
    const sheet = await importOf(api, id, "prefix,rate\n44,0.02\n");
    await Promise.all([tellOfSheet(sheet.id), tellOfSheet(sheet.id)]);
    expect((await readImport(api, id, sheet.id)).findings.counts).toEqual(sheet.findings.counts);
    await api("POST", `${sheet.path}/apply`, {});
    await tellOfSheet(sheet.id);
    expect((await readImport(api, id, sheet.id)).applied?.version).toBe(2);
    await tellOfSheet("imp_nobody");
  });

  it("with columns by other names is read again with the columns that are chosen, and they are kept", async () => {
    const { id } = await aNewTariff(api);
    const odd = "Ziel,Vorwahl,Tarif\nDeutschland,49,0.01\n";
    const sheet = await importOf(api, id, odd);
    expect(sheet).toMatchObject({
      status: "failed",
      failure: { reason: "COLUMNS" },
      seen: { headers: ["Ziel", "Vorwahl", "Tarif"], headerRow: null },
    });
    expect(sheet.failure?.message).toContain('"Vorwahl"');
    const columns = { prefix: "Vorwahl", pricePerMinute: "tarif", destination: "Ziel" };
    expect((await api("PATCH", sheet.path, { layout: { columns } })).status).toBe(202);
    await tellOfSheet(sheet.id);
    expect(await readImport(api, id, sheet.id)).toMatchObject({
      status: "done",
      findings: { rows: 1, mapping: { prefix: "Vorwahl" } },
    });
    expect((await importOf(api, id, odd)).status).toBe("done");
  });
});

describe("a bad line of a sheet", () => {
  const header = "prefix,destination,rate,connect fee,increments,grace,blocked,effective from,effective to";
  it.each([
    { line: ",x,0.01", reason: "BAD_PREFIX", because: "no prefix" },
    { line: "44x,x,0.01", reason: "BAD_PREFIX", because: "letters" },
    { line: "4.479E+11,x,0.01", reason: "BAD_PREFIX", because: "a spreadsheet shortened it" },
    { line: "123456789012345678901,x,0.01", reason: "BAD_PREFIX", because: "21 digits" },
    { line: "44,x,-0.01", reason: "NEGATIVE", because: "a price below zero" },
    { line: "44,x,0.01,-1", reason: "NEGATIVE", because: "a fee below zero" },
    { line: "44,x,", reason: "BAD_PRICE", because: "an empty price is not 0" },
    { line: "44,x,free", reason: "BAD_PRICE", because: "a word" },
    { line: '44,x,"1,234"', reason: "BAD_PRICE", because: "thousands would become 1.234" },
    { line: "44,x,0.0000000001", reason: "BAD_PRICE", because: "ten decimals" },
    { line: "44,x,1e-3", reason: "BAD_PRICE", because: "an exponent" },
    { line: "44,x,1000.01", reason: "OVER_CEILING", because: "absurd" },
    { line: "44,x,99999999999999999999", reason: "BAD_PRICE", because: "no number of ours" },
    { line: "44,x,0.01,,0/60", reason: "BAD_INCREMENT", because: "no first increment" },
    { line: "44,x,0.01,,30/86401", reason: "BAD_INCREMENT", because: "longer than a day" },
    { line: "44,x,0.01,,,-3", reason: "NEGATIVE", because: "a grace below zero" },
    { line: "44,x,0.01,,,,maybe", reason: "BAD_FLAG", because: "neither yes nor no" },
    { line: "44,x,0.01,,,,,31/12/2026", reason: "BAD_DATE", because: "day and month cannot be told apart" },
    { line: "44,x,0.01,,,,,2026-02-30", reason: "BAD_DATE", because: "no such day" },
    { line: "44,x,0.01,,,,,2026-02-01,2026-02-01", reason: "BAD_PERIOD", because: "it never holds" },
    { line: '44,"x,0.01', reason: "MALFORMED", because: "the quote does not close" },
    { line: `44,${"x".repeat(121)},0.01`, reason: "BAD_NAME", because: "121 characters" },
    { line: "1,again,0.02", reason: "DUPLICATE", because: "line 2 has the same prefix and start" },
  ])("is refused as $reason: $because", async ({ line, reason }) => {
    const { id } = await aNewTariff(api);
    const sheet = await importOf(api, id, `${header}\n1,USA,0.01\n${line}\n2,good,0.01\n`);
    expect(sheet).toMatchObject({ status: "done", findings: { rejected: 1, counts: { new: 2 } } });
    expect(sheet.rejects).toMatchObject([{ line: 3, reason, detail: expect.any(String) }]);
    const file = await fetch(sheet.rejectUrl ?? "").then((reply) => reply.text());
    expect(file.split("\n")[1]?.startsWith(`3,${reason},`)).toBe(true);
    expect(file.split("\n")).toHaveLength(3);
  });

  it("of another encoding is refused, the others land", async () => {
    const { id } = await aNewTariff(api);
    const latin1 = Buffer.from("prefix,name,rate\n225,C\u00f4te d'Ivoire,0.1\n44,UK,0.1\n", "latin1");
    const sheet = await importOf(api, id, latin1);
    expect(sheet).toMatchObject({ findings: { counts: { new: 1 } }, rejects: [{ line: 2, reason: "ENCODING" }] });
  });

  it("that overlaps an earlier period is listed, and the later start wins", async () => {
    const { id } = await aNewTariff(api);
    const sheet = await importOf(api, id, "prefix,rate,from,to\n44,0.01,2026-01-01,2026-12-01\n44,0.02,2026-06-01,\n");
    expect(sheet).toMatchObject({
      findings: { rejected: 0, counts: { new: 2, overlapping: 1 } },
      samples: { overlapping: [{ line: 3 }] },
    });
    await api("POST", `${sheet.path}/apply`, {});
    expect(await chargeBy(id, 2, "4420")).toBe(nanoOf("0.02"));
  });

  it("cannot run as a formula in the reject file", async () => {
    const { id } = await aNewTariff(api);
    const sheet = await importOf(api, id, "prefix,rate\n=cmd|x,0.01\n");
    expect(await fetch(sheet.rejectUrl ?? "").then((reply) => reply.text())).toContain(`,"'=cmd|x,0.01"`);
  });
});
