import { beforeAll, describe, expect, it } from "vitest";
import { uniqueNet } from "./support/addresses.ts";
import { type Caller, goodPassword, signInAs, staff, uniqueName } from "./support/api.ts";
import { csvOf, readImport, sheetRow, sheetSent, tellOfSheet, triedSheet } from "./support/customer-imports.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";
import { aReseller, itsCustomer } from "./support/resellers.ts";

let admin: Caller;
let tariff = "";
beforeAll(async () => {
  admin = await staff();
  tariff = await aTariff(admin);
});

const aRow = (more: Record<string, string> = {}) => sheetRow(tariff, more);

describe("an import of customers", () => {
  it("stops where whoever began it may no longer do it", async () => {
    const username = uniqueName();
    const user = await admin("POST", "/users", {
      username,
      password: goodPassword,
      name: "Once",
      permissions: ["customers:read", "customers:write"],
    });
    const clerk = await signInAs(username, goodPassword);
    const { id, rows } = await triedSheet(clerk, csvOf([aRow({ balance: "3" }), aRow()]));
    expect(rows.map(({ faults }) => faults.map(({ path }) => path))).toEqual([["openingBalance"], []]);
    expect((await clerk("POST", "/customer-imports", { kind: "ip-devices", fileName: "x" })).status).toBe(403);
    await clerk("POST", `/customer-imports/${id}/apply`);
    await admin("PATCH", `/users/${user.body.id}`, { permissions: ["customers:read"] });
    await tellOfSheet(id);
    expect(await readImport(admin, id)).toMatchObject({ status: "failed", failure: { reason: "NO_LONGER_ALLOWED" } });
  });

  it.each([
    { body: {}, faults: ["fileName", "kind"] },
    { body: { kind: "vendors", fileName: "x" }, faults: ["kind"] },
    { body: { kind: "ip-devices", fileName: "x", mode: "ADD_AND_CHANGE" }, faults: ["mode"] },
    {
      body: { kind: "ip-devices", fileName: "x", layout: { columns: { company: "A" } } },
      faults: ["layout.columns.company"],
    },
    {
      body: { kind: "customers", fileName: "x", layout: { constants: { password: "Same-4-All" } } },
      faults: ["layout.constants.password"],
    },
  ])("names what is wrong: $faults", async ({ body, faults }) => {
    const reply = await admin("POST", "/customer-imports", body);
    expect([reply.status, faultsOf(reply).sort()]).toEqual([422, faults]);
  });

  it("gives a device no tariff that its customer's seller does not sell", async () => {
    const reseller = await aReseller(admin, tariff);
    const [own, below] = [await aCustomer(admin, tariff), await itsCustomer(reseller)];
    const billed = await admin("POST", "/tariffs", { name: uniqueName(), currency: "EUR", kind: "COST" });
    const costs: string = billed.body.id;
    const asked = [
      [own.username, tariff],
      [own.username, costs],
      [own.username, reseller.tariff],
      [below.username, tariff],
      [below.username, reseller.tariff],
    ] as const;
    const devices = {
      "ip-devices": (n: number) => ({ ip: `${uniqueNet()}.${n}` }),
      "sip-devices": (n: number) => ({ "sip login": uniqueName(), extension: `10${n}` }),
    };
    for (const [kind, deviceOf] of Object.entries(devices)) {
      const rows = asked.map(([username, id], n) => {
        return { "customer login": username, tariff: id, "max call sessions": "1", cps: "1", ...deviceOf(n) } as Record<
          string,
          string
        >;
      });
      const tried = await triedSheet(admin, csvOf(rows), { kind });
      expect(
        tried.rows.map(({ faults }) => faults.map(({ path }) => path)),
        kind,
      ).toEqual([[], ["tariffId"], ["tariffId"], ["tariffId"], []]);
    }
  });

  it("is nobody else's, and needs the permission", async () => {
    const { id } = await sheetSent(admin, csvOf([aRow()]));
    const reader = await staff(["customers:read"]);
    for (const [method, path] of [
      ["GET", `/customer-imports/${id}`],
      ["GET", `/customer-imports/${id}/rows`],
      ["POST", `/customer-imports/${id}/apply`],
      ["POST", `/customer-imports/${id}/cancel`],
      ["GET", "/customer-imports"],
    ] as const)
      expect((await reader(method, path)).status).toBe(403);
    expect((await admin("GET", "/customer-imports/cim_00000000000000000000000000")).status).toBe(404);
    expect((await admin("POST", `/customer-imports/${id}/apply`)).status).toBe(409);
  });
});
