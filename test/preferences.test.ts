import { describe, expect, it } from "vitest";
import { getCustomer } from "../functions/customers/customer.store.ts";
import { goodPassword, signInAs, staff } from "./support/api.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";

const liked = { density: "COMPACT", customers: { order: ["status", "account"], hidden: ["tags"], pinned: 1 } };

describe("how somebody likes lists", () => {
  it("begins with what everybody sees, is kept for them alone, and is there wherever they sign in", async () => {
    const [ann, bob] = [await staff(), await staff()];
    expect((await ann("GET", "/preferences")).body).toEqual({ density: "NORMAL", customers: null });
    expect((await ann("PUT", "/preferences", liked)).body).toEqual(liked);
    expect((await ann("GET", "/preferences")).body).toEqual(liked);
    expect((await bob("GET", "/preferences")).body.density).toBe("NORMAL");
  });

  it("is a matter of taste: a customer has its own, and nothing of the customer changes", async () => {
    const office = await staff();
    const customer = await aCustomer(office, await aTariff(office));
    const portal = await signInAs(customer.username, goodPassword);
    expect((await portal("PUT", "/preferences", liked)).status).toBe(200);
    expect((await portal("GET", "/preferences")).body).toEqual(liked);
    expect((await getCustomer(customer.account))?.version).toBe(1);
  });

  it.each([
    { body: {}, faults: ["density", "customers"] },
    { body: { ...liked, density: "TINY" }, faults: ["density"] },
    { body: { ...liked, customers: { order: ["a b"], hidden: [], pinned: 0 } }, faults: ["customers.order.0"] },
    { body: { ...liked, customers: { order: [], hidden: Array(61).fill("x") } }, faults: ["customers.hidden"] },
    { body: { ...liked, customers: { order: [], hidden: [], pinned: -1 } }, faults: ["customers.pinned"] },
    { body: { ...liked, colour: "red" }, faults: ["colour"] },
  ])("names what is wrong: $faults", async ({ body, faults }) => {
    const reply = await (await staff())("PUT", "/preferences", body);
    expect([reply.status, faultsOf(reply)]).toEqual([422, faults]);
  });
});
