import { beforeAll, describe, expect, it } from "vitest";
import { defaultSettings, Settings } from "../functions/settings/settings.ts";
import { type Caller, staff } from "./support/api.ts";
import { faultsOf } from "./support/customers.ts";
import { tableOf } from "./support/document.ts";

let admin: Caller;
beforeAll(async () => {
  admin = await staff();
});

describe("the settings", () => {
  it("have a value from the start and are changed one by one, with an audit line", async () => {
    const before = (await admin("GET", "/settings")).body;
    expect(before).toMatchObject({ emailMaxLength: 30, phoneRule: "TEN_DIGITS", rounding: "HALF_UP" });
    const reply = await admin(
      "PATCH",
      "/settings",
      { companyName: "Acme Telecom" },
      { headers: { "if-match": `"${before.version}"` } },
    );
    expect(reply.body).toEqual({ ...before, companyName: "Acme Telecom", version: before.version + 1 });
    const entries = (await admin("GET", "/audit?limit=200")).body.items;
    expect(entries).toContainEqual(
      expect.objectContaining({
        action: "settings.change",
        after: { companyName: "Acme Telecom" },
        before: { companyName: before.companyName },
      }),
    );
    const late = await admin(
      "PATCH",
      "/settings",
      { companyName: "B" },
      { headers: { "if-match": `"${before.version}"` } },
    );
    expect(late.status).toBe(409);
  });

  it("have a name, a help and a default each, and all of them stand in the docs with it", () => {
    const { version: _version, logo: _logo, ...shape } = Settings.shape;
    for (const [name, schema] of Object.entries(shape))
      expect([name, schema.meta()?.title ?? "", schema.meta()?.description ?? ""]).toEqual([
        name,
        expect.stringMatching(/^[A-Z].{3,}/),
        expect.stringMatching(/^[A-Z0-9{].{10,}\.$/),
      ]);
    const word = (value: unknown) =>
      value === null || (Array.isArray(value) && value.length === 0)
        ? "none"
        : value === ""
          ? "empty"
          : `\`${String(value)}\``;
    const { version: _none, ...defaults } = defaultSettings;
    const { rows } = tableOf("docs/settings.md", "What each decides");
    expect(Object.fromEntries(rows.map(([name, usual]) => [name, usual]))).toEqual(
      Object.fromEntries(Object.entries(defaults).map(([name, value]) => [`\`${name}\``, word(value)])),
    );
  });

  it("refuse a text where an amount is asked for, as any other wrong value", async () => {
    const reply = await admin("PATCH", "/settings", { demoCredit: "twenty" });
    expect([reply.status, faultsOf(reply)]).toEqual([422, ["demoCredit"]]);
  });

  it("refuse what is out of range, all at once", async () => {
    const wrong = {
      emailMaxLength: 255,
      phoneRule: "ANY",
      sipRealm: "a b",
      priceCeiling: "-1",
      baseCurrency: "EURO",
      timeZone: "Mars",
      rounding: "DOWN",
      dailySpendCap: "much",
      maxPricePerMinute: "-1",
      invoiceNumbers: "1",
      invoicePaper: "A5",
      // No setting at all.
      logoPath: "/var/www/index.php",
    };
    const reply = await admin("PATCH", "/settings", wrong);
    expect([reply.status, new Set(faultsOf(reply))]).toEqual([422, new Set(Object.keys(wrong))]);
  });
});
