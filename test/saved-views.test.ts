import { describe, expect, it } from "vitest";
import { staffPermissions } from "../functions/auth/access.ts";
import { staff } from "./support/api.ts";
import { aTariff, faultsOf } from "./support/customers.ts";
import { aReseller } from "./support/resellers.ts";

const view = { page: "customers", name: "Blocked in Berlin", query: "company=berlin&status=BLOCKED&sort=-company" };

describe("saved views", () => {
  it("are each person's own", async () => {
    const [ann, bob] = [await staff(), await staff()];
    const saved = await ann("POST", "/saved-views", view);
    expect(saved.status).toBe(201);
    expect((await ann("GET", "/saved-views")).body.items).toContainEqual({
      ...{ ...view, id: saved.body.id },
      ...{ shared: false, mine: true },
    });
    expect((await bob("GET", "/saved-views")).body.items).not.toContainEqual(
      expect.objectContaining({ id: saved.body.id }),
    );
    expect((await bob("DELETE", `/saved-views/${saved.body.id}`)).status).toBe(404);
    expect((await ann("DELETE", `/saved-views/${saved.body.id}`)).status).toBe(204);
    expect((await ann("DELETE", `/saved-views/${saved.body.id}`)).status).toBe(404);
  });

  it("are seen by every colleague when they are shared, and kept by whoever shared them", async () => {
    const seller = staffPermissions.filter((permission) => permission !== "settings:write");
    const [ann, bob, head] = [await staff(seller), await staff(seller), await staff()];
    const shared = { ...view, name: `Shared ${crypto.randomUUID()}`, shared: true };
    const { id } = (await ann("POST", "/saved-views", shared)).body;
    const shownTo = async (caller: typeof ann) => (await caller("GET", "/saved-views")).body.items;
    expect(await shownTo(ann)).toContainEqual({ ...shared, id, mine: true });
    expect(await shownTo(bob)).toContainEqual({ ...shared, id, mine: false });
    const again = await bob("POST", "/saved-views", { ...shared, query: "" });
    expect([again.status, faultsOf(again)]).toEqual([409, ["name"]]);
    expect((await bob("DELETE", `/saved-views/${id}`)).status).toBe(403);
    await ann("POST", "/saved-views", { ...shared, query: "company=x" });
    expect(await shownTo(bob)).toContainEqual({ ...shared, id, query: "company=x", mine: false });
    expect((await head("DELETE", `/saved-views/${id}`)).status).toBe(204);
    expect(await shownTo(ann)).not.toContainEqual(expect.objectContaining({ id }));
  });

  it("of the operator's people and of a reseller's never mix", async () => {
    const office = await staff();
    const reseller = await aReseller(office, await aTariff(office));
    const shared = { ...view, name: `Shared ${crypto.randomUUID()}`, shared: true };
    const ours = (await office("POST", "/saved-views", shared)).body.id;
    const theirs = (await reseller.api("POST", "/saved-views", shared)).body.id;
    const idsFor = async (caller: typeof office) =>
      (await caller("GET", "/saved-views")).body.items.map((one: { id: string }) => one.id);
    expect(await idsFor(reseller.api)).toEqual([theirs]);
    expect(await idsFor(office)).not.toContain(theirs);
    expect((await reseller.api("DELETE", `/saved-views/${ours}`)).status).toBe(404);
    expect((await office("DELETE", `/saved-views/${ours}`)).status).toBe(204);
  });

  it("take the place of an older one of the same name", async () => {
    const ann = await staff();
    const { id } = (await ann("POST", "/saved-views", view)).body;
    await ann("POST", "/saved-views", { ...view, name: "BLOCKED in berlin", query: "" });
    const own = (await ann("GET", "/saved-views")).body.items.filter((one: { shared: boolean }) => !one.shared);
    expect(own).toEqual([{ ...view, id, name: "BLOCKED in berlin", query: "", shared: false, mine: true }]);
  });

  it("are at most fifty", async () => {
    const ann = await staff();
    for (let n = 0; n < 50; n++) await ann("POST", "/saved-views", { ...view, name: `View ${n}` });
    expect((await ann("POST", "/saved-views", view)).status).toBe(409);
    expect((await ann("POST", "/saved-views", { ...view, name: "View 7" })).status).toBe(201);
  });

  it.each([
    { body: { ...view, page: "calls" }, faults: ["page"] },
    { body: { ...view, name: " " }, faults: ["name"] },
    { body: { ...view, name: "x".repeat(61) }, faults: ["name"] },
    { body: { ...view, query: "a b" }, faults: ["query"] },
    { body: {}, faults: ["page", "name", "query"] },
  ])("name what is wrong: $faults", async ({ body, faults }) => {
    const reply = await (await staff())("POST", "/saved-views", body);
    expect([reply.status, faultsOf(reply)]).toEqual([422, faults]);
  });
});
