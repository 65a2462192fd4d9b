import { beforeAll, describe, expect, it } from "vitest";
import { type Caller, goodPassword, signInAs, staff, uniqueName } from "./support/api.ts";
import { csvOf, readImport, sheetRow, sheetSent, tellOfSheet, triedSheet } from "./support/customer-imports.ts";
import { aTariff, faultsOf } from "./support/customers.ts";

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
