import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: settings hold for the customers of all tests. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-asked-rerates` }));

import { staffPermissions } from "../../functions/auth/access.ts";
import { kindOf } from "../../functions/exports/kinds/kinds.flow.ts";
import { type Caller, staff } from "../support/api.ts";
import { addRate, anOperator, type Operator } from "../support/charging.ts";
import { aTariff, faultsOf } from "../support/customers.ts";
import { aReseller } from "../support/resellers.ts";
import { createTable } from "../support/table.ts";
import { withFaultAt } from "../support/write-faults.ts";
import { approved, aWorld, lastHour, minutes, reprice, tellOfRerate, tried } from "./world.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(process.env["TABLE_NAME"] ?? "");
  operator = await anOperator();
});

/** Charge before and after, and outcome, of every line of a job's export. */
async function exported(rerate: string) {
  const columns = ["chargeBefore", "chargeAfter", "outcome"];
  const lines: unknown[][] = [];
  const principal = { id: "usr_1", kind: "admin" as const, permissions: staffPermissions };
  for await (const { rows } of kindOf("rerate").pages({ rerate }, { principal, at: Date.now() }, columns))
    lines.push(...rows.map((row) => [...row]));
  return lines;
}

describe("agreeing to a re-rating", () => {
  it("takes somebody else above the four-eyes amount, who signs in", async () => {
    const { admin } = operator;
    const { tariff, account } = await aWorld(operator);
    await minutes(operator, account, 1);
    await reprice(admin, tariff, "60");
    await admin("PATCH", "/settings", { fourEyesAbove: "50" });
    try {
      const [first, second] = [await staff(), await staff()];
      const { id, takesTwo } = await tried(first, { account });
      expect(takesTwo).toBe(true);
      expect((await first("POST", `/rerates/${id}/approve`)).status).toBe(403);
      expect(await operator.balance(account)).toBe("-0.06");
      const done = await approved(second, id);
      expect(done).toMatchObject({ status: "DONE" });
      // Who asked and who agreed are named for whoever may read jobs, and may not read users.
      const reader = await staff(["money:read"]);
      const idOf = async (who: Caller) => (await who("GET", "/session")).body.user.id;
      expect((await reader("GET", `/rerates/${id}`)).body).toMatchObject({
        ...{ by: await idOf(first), byName: "Test Person" },
        ...{ approvedBy: await idOf(second), approvedByName: "Test Person" },
      });
      expect(await operator.balance(account)).toBe("-60");
    } finally {
      await admin("PATCH", "/settings", { fourEyesAbove: null });
    }
  });

  it("is carried out by its run, whichever of the run's writes meets another transaction", async () => {
    for (let step = 0, wasPlayed = true; wasPlayed; step++) {
      const { tariff, account } = await aWorld(operator);
      await minutes(operator, account, 1);
      await reprice(operator.admin, tariff, "0.12");
      const { id } = await tried(operator.admin, { account });
      expect((await operator.admin("POST", `/rerates/${id}/approve`)).status).toBe(202);
      ({ wasPlayed } = await withFaultAt({ step, fault: "meets another transaction" }, () => tellOfRerate(id)));
      expect([step, (await operator.admin("GET", `/rerates/${id}`)).body.status]).toEqual([step, "DONE"]);
      expect(await operator.balance(account)).toBe("-0.12");
    }
  });

  it("is refused when prices have changed since the trial, and nothing is corrected when calls have", async () => {
    const { admin } = operator;
    const { tariff, account } = await aWorld(operator);
    await minutes(operator, account, 1);
    await reprice(admin, tariff, "0.05");
    const stale = await tried(admin, { account });
    await addRate(admin, tariff, "33");
    const refused = await admin("POST", `/rerates/${stale.id}/approve`);
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.body.error.message).toContain(tariff);
    expect((await admin("GET", `/rerates/${stale.id}`)).body).toMatchObject({ status: "OUTDATED" });

    const [one, other] = [await tried(admin, { account }), await tried(admin, { account })];
    await approved(admin, other.id);
    expect(await approved(admin, one.id)).toMatchObject({ status: "OUTDATED", done: 0 });
    expect(await operator.balance(account)).toBe("-0.05");
  });

  it("is no more once it is cancelled, and what is cancelled corrects nothing", async () => {
    const { admin } = operator;
    const { tariff, account } = await aWorld(operator);
    await minutes(operator, account, 1);
    await reprice(admin, tariff, "0.05");
    const { id } = await tried(admin, { account });
    expect((await admin("POST", `/rerates/${id}/cancel`)).body).toMatchObject({ status: "CANCELLED", done: 0 });
    expect((await admin("POST", `/rerates/${id}/cancel`)).status).toBe(409);
    expect((await admin("POST", `/rerates/${id}/approve`)).status).toBe(409);
    await tellOfRerate(id);
    expect(await operator.balance(account)).toBe("-0.06");
  });
});

describe("asking for a re-rating", () => {
  it("names every fault, and is for the operator's people alone", async () => {
    const { admin, tariff } = operator;
    const empty = await admin("POST", "/rerates", {});
    expect(empty.status).toBe(422);
    expect(faultsOf(empty)).toEqual(expect.arrayContaining(["from", "to", "reason"]));
    const wrong = { from: "2026-02-01T00:00:00Z", to: "2026-01-01T00:00:00Z", reason: "x" };
    expect(faultsOf(await admin("POST", "/rerates", { ...wrong, account: "C00000001" }))).toContain("reason");
    expect((await admin("POST", "/rerates", lastHour({}))).status).toBe(422);
    const unknown = lastHour({ tariffId: "trf_none", withTariff: "trf_none", vendor: "ven_none" });
    expect(faultsOf(await admin("POST", "/rerates", unknown)).sort()).toEqual(["tariffId", "vendor", "withTariff"]);
    expect((await admin("POST", "/rerates", lastHour({ account: "C99999999" }))).status).toBe(404);
    expect((await admin("GET", "/rerates/rrt_none")).status).toBe(404);
    const reseller = await aReseller(admin, tariff);
    const asked = lastHour({ tariffId: tariff });
    for (const path of ["/rerates", "/rerates/rrt_x", "/rerates/rrt_x/accounts"])
      expect((await reseller.api("GET", path)).status).toBe(403);
    expect((await reseller.api("POST", "/rerates", asked)).status).toBe(403);
    expect((await (await staff(["money:read"]))("POST", "/rerates", asked)).status).toBe(403);
    const cashier = await staff(["money:read", "money:write"]);
    expect((await cashier("POST", "/rerates", { ...asked, what: "COSTS" })).status).toBe(403);
  });

  it("with another tariff charges customers by it; their calls before and after are exported", async () => {
    const { admin } = operator;
    const { account } = await aWorld(operator);
    const right = await aTariff(admin);
    await addRate(admin, right, "44", { pricePerMinute: "0.01" });
    await minutes(operator, account, 2);
    const { id } = await tried(admin, { account, withTariff: right });
    expect(await exported(id)).toEqual([
      ["0.06", "0.01", "CHANGES"],
      ["0.06", "0.01", "CHANGES"],
    ]);
    await approved(admin, id);
    expect(await exported(id)).toEqual([
      ["0.06", "0.01", "CORRECTED"],
      ["0.06", "0.01", "CORRECTED"],
    ]);
    const [call] = (await operator.calls(account)).items;
    expect(call).toMatchObject({ charge: "0.01", tariffId: right });
    expect(await operator.balance(account)).toBe("-0.02");
  });
});
