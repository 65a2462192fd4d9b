import { beforeAll, describe, expect, it } from "vitest";
import { uniqueName } from "../support/api.ts";
import { faultsOf } from "../support/customers.ts";
import { aSwitchboard, type Switchboard } from "./switchboard.ts";

let board: Switchboard;
beforeAll(async () => {
  board = await aSwitchboard();
});

/** A caller by a route of two gateways that fail over on 503 and on cause 34. */
async function aCallerByTwo(failover: object = {}) {
  const { id, names } = await board.twoGateways({ failoverSipCodes: [503], failoverCauses: [34] });
  expect((await board.admin("PATCH", `/routes/${id}`, failover)).status).toBe(200);
  const { account, ip } = await board.caller({}, { pay: "10" });
  const [own] = (await board.admin("GET", `/customers/${account}/dialing-routes`)).body.items;
  const moved = await board.admin("PATCH", `/customers/${account}/dialing-routes/${own.id}`, { routeId: id });
  expect(moved.status).toBe(200);
  const offered = async () => {
    const verdict = await board.ask({ source_ip: ip });
    return verdict.verdict === "allow" ? verdict.routes : [];
  };
  return { id, names, offered };
}

describe("after which answers the next gateway is tried", () => {
  it("says each gateway for itself while its route says nothing", async () => {
    const { names, offered } = await aCallerByTwo();
    const codes = { failover_sip_codes: [503], failover_causes: [34] };
    expect(await offered()).toMatchObject(names.map((id) => ({ id, ...codes })));
  });

  it("says the route for all of its gateways where it has lists of its own, until they are taken away", async () => {
    const lists = { failoverSipCodes: [500, 404], failoverCauses: [3] };
    const { id, names, offered } = await aCallerByTwo(lists);
    const codes = { failover_sip_codes: [404, 500], failover_causes: [3] };
    expect((await board.admin("GET", `/routes/${id}`)).body).toMatchObject({ ...lists, failoverSipCodes: [404, 500] });
    expect(await offered()).toMatchObject(names.map((name) => ({ id: name, ...codes })));
    await board.admin("PATCH", `/routes/${id}`, { failoverSipCodes: null, failoverCauses: null });
    expect(await offered()).toMatchObject(names.map((name) => ({ id: name, failover_sip_codes: [503] })));
  });

  it("is never what the called party itself said", async () => {
    const body = { name: uniqueName(), failoverSipCodes: [486, 603, 200], failoverCauses: [16, 17] };
    const reply = await board.admin("POST", "/routes", body);
    expect(reply.status).toBe(422);
    expect(new Set(faultsOf(reply).map((path) => path.split(".")[0]))).toEqual(
      new Set(["failoverSipCodes", "failoverCauses"]),
    );
  });
});
