import { beforeAll, describe, expect, it } from "vitest";
import { staffPermissions } from "../functions/auth/access.ts";
import { addedSource } from "./intake/world.ts";
import { uniqueIp } from "./support/addresses.ts";
import { type Caller, goodPassword, signInAs, staff } from "./support/api.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "./support/charging.ts";
import { aCustomer } from "./support/customers.ts";

describe("why a call cost what it cost", () => {
  const ip = uniqueIp();
  let operator: Operator;
  let source: string;
  let account: string;
  let portal: Caller;
  let path: string;
  beforeAll(async () => {
    operator = await anOperator();
    const customer = await aCustomer(operator.admin, operator.tariff);
    account = customer.account;
    portal = await signInAs(customer.username, goodPassword);
    const device = { ip, dialPrefix: "", maxCallSessions: 10, callSessionsPerSecond: 2 };
    expect((await operator.admin("POST", `/customers/${account}/ip-devices`, device)).status).toBe(201);
    source = (await addedSource({ name: "Proxy of Oslo", format: "freeswitch-json", customerBy: "ip" })).id;
    expect(await rate(aBatch(source, [aCallOf(null, source, { sourceIp: ip })]))).toEqual([]);
    const [call] = (await operator.calls(account)).items;
    path = `/customers/${account}/calls/${encodeURIComponent(call.id)}`;
  });

  const firstSteps = async (api: Caller) => {
    const { status, body } = await api("GET", path);
    expect(status).toBe(200);
    return body.trace.slice(0, 2) as { step: string; outcome: string; detail: string }[];
  };

  it("names the device by its address, and the source by its name, not by their ids", async () => {
    const [record, device] = await firstSteps(operator.admin);
    expect(record?.detail).toMatch(/^Source Proxy of Oslo, delivery .+, line 1, leg /);
    expect(device).toEqual({ step: "device", outcome: ip, detail: "The device that it came from." });
  });

  it("says nothing of source and delivery to the customer, nor to staff without the intake", async () => {
    const clerk = await staff(staffPermissions.filter((one) => one !== "intake:read"));
    for (const api of [portal, clerk]) {
      const [record, device] = await firstSteps(api);
      expect(record?.detail).toMatch(/^Line 1 of what the switch sent, leg /);
      expect(device?.outcome).toBe(ip);
    }
  });

  it("keeps the device's id where the device is gone", async () => {
    const [device] = (await operator.admin("GET", `/customers/${account}/ip-devices`)).body.items;
    const removed = await operator.admin("DELETE", `/customers/${account}/ip-devices/${device.id}`, undefined, {
      headers: { "if-match": `"${device.version}"` },
    });
    expect(removed.status).toBe(204);
    expect((await firstSteps(operator.admin))[1]?.outcome).toBe(device.id);
  });
});
