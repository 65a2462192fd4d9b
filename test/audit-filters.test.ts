import { beforeAll, describe, expect, it } from "vitest";
import { isoDay, now } from "../functions/platform/clock.ts";
import { type Caller, goodPassword, signInAs, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";

interface Entry {
  id: string;
  actor: string;
  action: string;
  subject: string;
  account: string | null;
}

let admin: Caller;
let clerk: Caller;
let clerkId = "";
let account = "";
const word = `Zephyr ${uniqueName()}`;
const today = isoDay(now());

beforeAll(async () => {
  admin = await staff();
  const username = uniqueName();
  const permissions = ["customers:read", "customers:write", "devices:read", "devices:write", "tariffs:read"];
  const made = await admin("POST", "/users", { username, password: goodPassword, name: "Clerk", permissions });
  clerkId = made.body.id;
  clerk = await signInAs(username, goodPassword);
  ({ account } = await aCustomer(admin, await aTariff(admin), { company: word }));
  for (let n = 1; n <= 5; n++)
    await clerk("POST", `/customers/${account}/ip-devices`, {
      ip: `192.0.2.${100 + n}`,
      description: n === 3 ? "The odd one" : "",
      maxCallSessions: 1,
      callSessionsPerSecond: 1,
    });
  await clerk("PATCH", `/customers/${account}`, { tags: ["north"] });
});

/** All entries that fit, page by page. */
async function entries(query: string, limit = 200): Promise<Entry[]> {
  const found: Entry[] = [];
  for (let cursor = ""; ; ) {
    const page = await admin("GET", `/audit?limit=${limit}&${query}${cursor}`);
    expect(page.status).toBe(200);
    found.push(...page.body.items);
    if (page.body.nextCursor === null) return found;
    cursor = `&cursor=${encodeURIComponent(page.body.nextCursor)}`;
  }
}

const actionsOf = (found: readonly Entry[]) => found.map(({ action }) => action);

describe("the audit log", () => {
  it("is filtered by who, to what, what was done and what it says, together with day and customer", async () => {
    const devices = Array.from({ length: 5 }, () => "ip-device.create");
    expect(actionsOf(await entries(`actor=${clerkId}`))).toEqual(["customer.change", ...devices]);
    expect(actionsOf(await entries(`account=${account}`))).toEqual(["customer.change", ...devices, "customer.create"]);
    expect(actionsOf(await entries(`account=${account}&kind=customer`))).toEqual([
      "customer.change",
      "customer.create",
    ]);
    expect(actionsOf(await entries(`account=${account}&action=create`))).toEqual([...devices, "customer.create"]);
    expect(actionsOf(await entries(`account=${account}&action=customer.change`))).toEqual(["customer.change"]);
    expect(actionsOf(await entries(`text=${encodeURIComponent(word.toUpperCase())}`))).toEqual(["customer.create"]);
    expect(actionsOf(await entries(`actor=${clerkId}&text=the%20odd`))).toEqual(["ip-device.create"]);
    expect(await entries(`account=${account}&day=2001-01-31`)).toEqual([]);
    expect(await entries(`account=${account}&day=${today}`)).toHaveLength(7);
    expect(await entries(`actor=nobody&day=${today}`)).toEqual([]);
  });

  it.each([1, 2, 3, 4])("gives every entry that fits once over pages of %i", async (limit) => {
    for (const query of [`actor=${clerkId}&kind=ip-device`, `account=${account}&kind=ip-device`]) {
      const found = await entries(query, limit);
      expect(new Set(found.map(({ id }) => id)).size).toBe(5);
      expect(found).toHaveLength(5);
    }
  });

  it.each([
    { query: "kind=Customer", fault: "kind" },
    { query: "action=..", fault: "action" },
    { query: `text=${"x".repeat(101)}`, fault: "text" },
    { query: "day=2026-02-30", fault: "day" },
  ])("refuses $query and says why", async ({ query, fault }) => {
    const reply = await admin("GET", `/audit?${query}`);
    expect([reply.status, faultsOf(reply)]).toEqual([422, [fault]]);
  });
});
