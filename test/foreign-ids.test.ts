import { beforeAll, describe, expect, it } from "vitest";
import { apiDocument } from "../bin/openapi-document.ts";
import { selfEditTabs } from "../functions/customers/customer-fields.ts";
import { app } from "../functions/handlers/admin-api.ts";
import { uniqueIp } from "./support/addresses.ts";
import { type Caller, goodPassword, signInAs } from "./support/api.ts";
import { anOperator } from "./support/charging.ts";
import { aCustomer } from "./support/customers.ts";
import { bill, call, invoiced } from "./support/invoicing.ts";

/**
 * What the access matrix does not try: the id of a thing that is really there and is another customer's, below one's own
 * account. Every operation of the document with such an id is tried, by a customer to whom every tab is opened.
 */

let admin: Caller;
let me: Caller;
let mine = "";
let theirs = "";
/** Ids of the other's things by the part of the path that names their kind. */
const ids: Record<string, string> = {};
let operations: { method: string; path: string; needs: string }[] = [];

const limits = { maxCallSessions: 1, callSessionsPerSecond: 1 };

const made = async (path: string, body: object, call = {}): Promise<string> => {
  const reply = await admin("POST", path, body, call);
  expect([path, reply.status]).toEqual([path, 201]);
  return reply.body.id;
};

beforeAll(async () => {
  const operator = await anOperator();
  admin = operator.admin;
  const opened = { selfEdit: [...selfEditTabs] };
  const one = await aCustomer(admin, operator.tariff, opened);
  mine = one.account;
  me = await signInAs(one.username, goodPassword);
  const other = await aCustomer(admin, operator.tariff, { ...opened, email: "theirs@mail.example" });
  theirs = other.account;
  const at = `/customers/${theirs}`;
  ids["ip-devices"] = await made(`${at}/ip-devices`, { ip: uniqueIp(), dialPrefix: "", ...limits });
  ids["sip-devices"] = await made(`${at}/sip-devices`, {
    login: `x${crypto.randomUUID().slice(0, 12)}`,
    extension: "101",
    ...limits,
  });
  const route = await made("/routes", { name: `Route ${crypto.randomUUID()}` });
  ids["dialing-routes"] = await made(`${at}/dialing-routes`, { routeId: route, pattern: "44%" });
  ids["translation-rules"] = await made(`${at}/translation-rules/source`, { action: "ALLOW", rule: "44|%=>0044%" });
  ids["cli-rules"] = await made(`${at}/cli-rules`, { action: "ALLOW", rule: "44%=>4420" });
  const keyed = { headers: { "idempotency-key": "theirs" } };
  ids["payments"] = await made(`${at}/payments`, { kind: "PAYMENT", amount: "5", method: "CASH" }, keyed);
  await call(operator, theirs, [60]);
  ids["calls"] = (await operator.calls(theirs)).items[0].id;
  await bill(theirs, true);
  ids["invoices"] = (await invoiced(theirs))[0]?.number ?? "";
  await admin("POST", `${at}/invitations`, {});
  ids["mails"] = (await admin("GET", `${at}/mails`)).body.items[0].id;
  const { paths } = await apiDocument([app]);
  operations = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([method, of]) => ({ method: method.toUpperCase(), path, needs: of["x-authz"] ?? "" })),
  );
}, 120_000);

/** What would change each of them. */
const bodies: Record<string, object> = {
  "ip-devices": { description: "mine now" },
  "sip-devices": { status: "INACTIVE" },
  "dialing-routes": { pattern: "99%" },
  "translation-rules": { action: "DENY", rule: "9%" },
  "cli-rules": { action: "DENY", rule: "9%" },
};

const kindOf = (path: string): string => path.split("/")[5] ?? "";
const isAbout = ({ path }: { path: string }): boolean => /\{account\}\/.*\{(id|number)\}/.test(path);
const bodyOf = (path: string): object => (path.endsWith("/secret") ? {} : (bodies[kindOf(path)] ?? {}));
const withoutHost = (path: string) => path.replace("/api/v1", "");

describe("the id of something that is another customer's", () => {
  it("opens nothing below one's own account, and is answered as one that does not exist", async () => {
    const before = await everythingOfTheirs();
    const asked = operations.filter(isAbout);
    expect(asked.length).toBeGreaterThan(20);
    const wrong: string[] = [];
    for (const { method, path } of asked) {
      const kind = kindOf(path);
      // Card pages and credit notes need more than a customer's own doing; their stores find them by account and id alike.
      // Calls that are up need a switch: test/switch/live-calls tries to stop another customer's.
      if (["top-ups", "credit-notes", "live-calls"].includes(kind)) continue;
      const id = ids[kind] ?? "";
      expect([path, id]).not.toEqual([path, ""]);
      const unknown = id.replace(/[0-9A-Z]{4}$/, "ZZZZ");
      const address = (of: string) =>
        withoutHost(path)
          .replace("{account}", mine)
          .replace("{list}", "source")
          .replace(/\{(id|number)\}/, of);
      const ask = (of: string) =>
        me(method, address(of), method === "GET" || method === "DELETE" ? undefined : bodyOf(path), {
          headers: { "if-match": '"1"' },
        });
      const [got, none] = [await ask(id), await ask(unknown)];
      const bare = ({ body }: typeof got, of: string) =>
        JSON.stringify(body.error?.message ?? body).replaceAll(of, "it");
      const isSame = got.status === none.status && bare(got, id) === bare(none, unknown);
      if (![403, 404].includes(got.status) || !isSame) wrong.push(`${method} ${path}: ${got.status}, ${none.status}`);
    }
    expect(wrong).toEqual([]);
    expect(await everythingOfTheirs()).toEqual(before);
  });

  it("opens nothing below the account of whose it is", async () => {
    for (const [kind, id] of Object.entries(ids)) {
      const list = kind === "translation-rules" ? `${kind}/source` : kind;
      expect([kind, (await me("GET", `/customers/${theirs}/${list}/${id}`)).status]).toEqual([kind, 404]);
    }
  });
});

async function everythingOfTheirs(): Promise<unknown[]> {
  const lists = [
    "ip-devices",
    "sip-devices",
    "dialing-routes",
    "translation-rules/source",
    "cli-rules",
    "payments",
    "invoices",
  ];
  return Promise.all(lists.map(async (list) => (await admin("GET", `/customers/${theirs}/${list}`)).body));
}
