import { describe, expect, it } from "vitest";
import { staff } from "./support/api.ts";
import { faultsOf } from "./support/customers.ts";

const view = { page: "customers", name: "Blocked in Berlin", query: "company=berlin&status=BLOCKED&sort=-company" };

describe("saved views", () => {
  it("are each person's own", async () => {
    const [ann, bob] = [await staff(), await staff()];
    const saved = await ann("POST", "/saved-views", view);
    expect(saved.status).toBe(201);
    expect((await ann("GET", "/saved-views")).body.items).toEqual([{ ...view, id: saved.body.id }]);
    expect((await bob("GET", "/saved-views")).body.items).toEqual([]);
    expect((await bob("DELETE", `/saved-views/${saved.body.id}`)).status).toBe(404);
    expect((await ann("DELETE", `/saved-views/${saved.body.id}`)).status).toBe(204);
    expect((await ann("GET", "/saved-views")).body.items).toEqual([]);
  });

  it("take the place of an older one of the same name", async () => {
    const ann = await staff();
    const { id } = (await ann("POST", "/saved-views", view)).body;
    await ann("POST", "/saved-views", { ...view, name: "BLOCKED in berlin", query: "" });
    expect((await ann("GET", "/saved-views")).body.items).toEqual([
      { ...view, id, name: "BLOCKED in berlin", query: "" },
    ]);
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
