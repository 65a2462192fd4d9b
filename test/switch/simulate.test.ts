import { beforeAll, describe, expect, it } from "vitest";
import { staff } from "../support/api.ts";
import { faultsOf } from "../support/customers.ts";
import { aSwitchboard, type Switchboard } from "./switchboard.ts";

let board: Switchboard;
beforeAll(async () => {
  board = await aSwitchboard();
});

describe("a call that is tried", () => {
  it("is decided as the switch's is, with every step and the price, and nothing is held", async () => {
    const { account, ip, device } = await board.caller({ maxCallMinutes: 60 }, { pay: "1" });
    const call = { cli: "442079460100", cld: "442079460018" };
    const reply = await board.admin("POST", `/customers/${account}/simulate`, { ...call, durationSeconds: 90 });
    expect(reply.status).toBe(200);
    expect(reply.body.device).toEqual({ id: device, name: ip });
    expect(reply.body.charge).toMatchObject({ durationSeconds: 90, billedSeconds: 90, amount: "0.09" });
    const steps = reply.body.trace.map(({ step }: { step: string }) => step);
    for (const step of ["customer", "destination translation", "rate", "dialing route", "money", "turn 1", "verdict"])
      expect(steps).toContain(step);
    expect(await board.money(account)).toMatchObject({ reserved: "0", sessions: 0 });
    const heard = await board.ask({ source_ip: ip, ...call });
    const { authorization_id, ...rest } = heard as { authorization_id: string };
    expect(reply.body.verdict).toMatchObject(rest);
    expect(authorization_id).not.toBe(reply.body.verdict.authorization_id);
  });

  it("is decided at any instant: before its rate began there is none", async () => {
    const { account } = await board.caller({}, { pay: "1" });
    const body = { cld: "442079460018", at: "2019-12-31T23:59:59.000Z" };
    const reply = await board.admin("POST", `/customers/${account}/simulate`, body);
    expect(reply.body.verdict).toMatchObject({ verdict: "deny", reject: { reason: "NO_RATE", sip_code: 404 } });
    expect(reply.body.charge).toBeNull();
  });

  it("needs a number and a device of the customer, and the right to read routes", async () => {
    const { account } = await board.caller();
    const path = `/customers/${account}/simulate`;
    expect(faultsOf(await board.admin("POST", path, { cld: "", at: "soon" }))).toEqual(["cld", "at"]);
    expect((await board.admin("POST", path, { cld: "44", device: "dev_other" })).status).toBe(404);
    const clerk = await staff(["customers:read"]);
    expect((await clerk("POST", path, { cld: "44" })).status).toBe(403);
    expect((await board.admin("POST", "/customers/C00000000/simulate", { cld: "44" })).status).toBe(404);
  });

  it("is decided by a configuration that is not saved, and that stays unsaved; every wrong part of it is named", async () => {
    const { account } = await board.caller({}, { pay: "1" });
    const path = `/customers/${account}/simulate`;
    const call = { cli: "442079460100", cld: "02079460018" };
    expect((await board.admin("POST", path, call)).body.verdict).toMatchObject({ reject: { reason: "NO_RATE" } });
    const unsaved = { destinationRules: "0|%=>44%", sourceRules: "%=>441282550000", customer: { maxCallMinutes: 1 } };
    const tried = (await board.admin("POST", path, { ...call, unsaved })).body.verdict;
    expect(tried).toMatchObject({ verdict: "allow", cld: "442079460018", cli: "441282550000", max_duration_s: 60 });
    const brakes = { ...unsaved, customer: { maxPricePerMinute: "0.01" } };
    const braked = (await board.admin("POST", path, { ...call, unsaved: brakes })).body.verdict;
    expect(braked).toMatchObject({ reject: { reason: "PRICE_TOO_HIGH" } });
    const nowhere = { ...unsaved, dialingRoutes: [] };
    expect((await board.admin("POST", path, { ...call, unsaved: nowhere })).body.verdict.reject.reason).toBe(
      "NO_ROUTE",
    );
    expect((await board.admin("POST", path, call)).body.verdict).toMatchObject({ reject: { reason: "NO_RATE" } });
    const wrong = { destinationRules: "44=>=>", cliRules: "44%", customer: { maxCallMinutes: 0, tariffId: "x" } };
    expect(faultsOf(await board.admin("POST", path, { ...call, unsaved: wrong })).sort()).toEqual(
      [
        "unsaved.cliRules",
        "unsaved.customer.maxCallMinutes",
        "unsaved.customer.tariffId",
        "unsaved.destinationRules",
      ].sort(),
    );
  });
});
