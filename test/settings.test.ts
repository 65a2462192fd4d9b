import { beforeAll, describe, expect, it } from "vitest";
import { type Caller, staff } from "./support/api.ts";
import { faultsOf } from "./support/customers.ts";

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

  it("refuse what is out of range, all at once", async () => {
    const wrong = {
      emailMaxLength: 255,
      phoneRule: "ANY",
      sipRealm: "a b",
      priceCeiling: "-1",
      baseCurrency: "EURO",
      timeZone: "Mars",
      rounding: "DOWN",
    };
    const reply = await admin("PATCH", "/settings", wrong);
    expect([reply.status, new Set(faultsOf(reply))]).toEqual([422, new Set(Object.keys(wrong))]);
  });
});
