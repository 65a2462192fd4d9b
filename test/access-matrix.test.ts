import { beforeAll, describe, expect, it } from "vitest";
import { apiDocument } from "../bin/openapi-document.ts";
import { app } from "../functions/handlers/admin-api.ts";
import { app as switchApp } from "../functions/handlers/switch-api.ts";
import { type Asking, callers, customers, prepareCallers, resellers, tariffs } from "./support/access-callers.ts";
import { patiently, type Reply, send } from "./support/api.ts";

/**
 * Every operation of the document × every kind of caller × whose data it names. What must come of a cell is worked out
 * here from what the document says and from the tables below, and not by the code that decides it.
 */

interface Operation {
  name: string;
  method: string;
  path: string;
  needs: string;
  whose: string;
  notSwitched: boolean;
  /** For keys that are locked to addresses; those of this table are not. */
  isLocked: boolean;
}

let operations: Operation[] = [];

beforeAll(async () => {
  await prepareCallers();
  const { paths } = await apiDocument([app, switchApp]);
  operations = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([method, of]) => ({
      ...{ name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), path },
      needs: of["x-authz"] ?? "",
      whose: of["x-authz-whose"] ?? "",
      notSwitched: of["x-authz-switched"] === "refused",
      isLocked: of["x-authz-locked"] === "required",
    })),
  );
}, 120_000);

/** What names something: every operation with such a part is asked about each of these. */
const named: [part: string, of: () => Record<string, string>][] = [
  ["{account}", () => customers],
  ["{reseller}", () => resellers],
  ["/tariffs/{id}", () => tariffs],
];

function targetsOf({ path }: Pick<Operation, "path">): { path: string; of: string; id: string }[] {
  const part = named.find(([each]) => path.includes(each));
  const rest = (from: string) =>
    from.replace("{list}", "source").replace(/\{[^}]+\}/g, "xyz_00000000000000000000000000");
  if (!part) return [{ path: rest(path), of: "", id: "" }];
  const [each, of] = part;
  const at = each.replace(/\{.*/, "");
  return Object.entries(of()).map(([name, id]) => ({ path: rest(path.replace(each, at + id)), of: name, id }));
}

/** Sends what no operation accepts, so that whoever is let in changes nothing. */
async function ask({ method, path: route }: Operation, path: string, { headers }: Asking): Promise<Reply> {
  const isBodied = method !== "GET" && method !== "DELETE";
  const call = { headers: { ...headers, "if-match": '"999999"' } };
  const body = isBodied ? { nothingOfThisName: 1 } : undefined;
  if (!route.startsWith("/switch/")) return send(method, path, body, call);
  const init = { method, headers: call.headers, ...(body ? { body: JSON.stringify(body) } : {}) };
  const reply = await switchApp.request(path, init, {
    event: { requestContext: { http: { sourceIp: "198.51.100.1" } } },
  });
  const isJson = reply.headers.get("content-type")?.includes("json");
  return { status: reply.status, body: isJson ? await reply.json() : await reply.text(), headers: reply.headers };
}

type Verdict = "in" | "unauthenticated" | "forbidden" | "not there";

function expected(operation: Operation, caller: Asking, id: string): Verdict {
  const { needs, whose, path, method } = operation;
  if (caller.kind === "nobody") return "unauthenticated";
  // A machine calls the switch API with a key; whoever comes with a cookie is nobody there.
  if (path.startsWith("/switch/") && !caller.isKey) return "unauthenticated";
  if (needs !== "signed-in" && !caller.permissions.includes(needs)) return "forbidden";
  if (operation.isLocked) return "forbidden";
  if (caller.kind !== "office" && needs !== "signed-in") {
    if (whose === "office" || (whose === "owned" && caller.kind === "customer")) return "forbidden";
    if (id !== "" && !caller.reaches.includes(id)) return "not there";
    // What stands on its customers' invoices a reseller says itself.
    const isOwnPaper = path.endsWith("/letterhead");
    const opensOrChanges = (method === "PATCH" && !isOwnPaper) || path.endsWith("/invitations");
    // One's own keys are under another path; a customer stands above nobody.
    const isOfKeys = path.includes("}/api-keys");
    if ((opensOrChanges || isOfKeys) && id === caller.self) return "forbidden";
    // No tab is opened to these customers.
    if (caller.kind === "customer" && (isOfKeys || needs.endsWith(":write"))) return "forbidden";
  }
  if (caller.isSwitched && (operation.notSwitched || path.endsWith("/session/switch")))
    return operation.notSwitched ? "forbidden" : "in";
  // Keys have no second factor and no sessions.
  if (caller.isKey && method === "GET" && /\/(second-factor|sessions)$/.test(path)) return "forbidden";
  if (caller.isKey && method === "DELETE" && path.includes("/sessions/")) return "forbidden";
  return "in";
}

const isMissing = /^There is no (customer|reseller|such tariff)/;

function verdictOf({ status, body }: Reply): Verdict | string {
  if (status === 401) return "unauthenticated";
  if (status === 403) return "forbidden";
  if (status === 404 && isMissing.test(body.error.message)) return "not there";
  return status >= 500 ? `${status}: ${JSON.stringify(body)}` : "in";
}

interface Cell {
  operation: Operation;
  who: string;
  caller: Asking;
  target: ReturnType<typeof targetsOf>[number];
  reply: Reply;
}

/** Whose it is matters only to those who do not reach all. */
const asksAbout = ({ kind }: Asking, of: string): boolean =>
  kind === "reseller" || kind === "customer" || ["", "top", "nobodys"].includes(of);

function cellsOf(): Omit<Cell, "reply">[] {
  const guarded = operations.filter(({ needs }) => needs !== "open");
  return [...callers].flatMap(([who, caller]) =>
    guarded.flatMap((operation) =>
      targetsOf(operation)
        .filter(({ of }) => asksAbout(caller, of))
        .map((target) => ({ operation, who, caller, target })),
    ),
  );
}

describe("the matrix of operations, callers and owners", () => {
  const cells: Cell[] = [];

  beforeAll(async () => {
    const asked = cellsOf();
    for (let at = 0; at < asked.length; at += 24)
      cells.push(
        ...(await Promise.all(
          asked.slice(at, at + 24).map(async (cell) => ({
            ...cell,
            reply: await patiently(() => ask(cell.operation, cell.target.path, cell.caller)),
          })),
        )),
      );
  }, 600_000);

  it("is of operations that all say what they need and whom they are for", () => {
    const whose = new Set(["account", "owned", "shared", "office"]);
    const silent = operations.filter(
      ({ needs, whose: of }) => needs === "" || (needs !== "open" && needs !== "signed-in" && !whose.has(of)),
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
    expect(operations.filter(({ path, whose: of }) => path.includes("{account}") !== (of === "account"))).toEqual([]);
  });

  it("comes out in every cell as the document says", () => {
    expect(cells.length).toBeGreaterThan(3000);
    const wrong = cells.flatMap(({ operation, who, caller, target, reply }) => {
      const wanted = expected(operation, caller, target.id);
      const got = verdictOf(reply);
      const isNobodys = caller.kind === "office" && target.of === "nobodys" && got === "not there";
      const isRight = got === wanted || (wanted === "in" && isNobodys);
      return isRight ? [] : [`${who}: ${operation.name} ${target.of} is ${got}, not ${wanted}`];
    });
    expect(wrong).toEqual([]);
  });

  it("answers what is somebody else's as it answers what does not exist, word for word", () => {
    const bare = ({ reply, target }: Cell) =>
      JSON.stringify([reply.status, { ...reply.body.error, requestId: "" }]).replaceAll(target.id, "the id");
    const nobodys = new Map(
      cells
        .filter(({ target }) => target.of === "nobodys")
        .map((cell) => [`${cell.who} ${cell.operation.name}`, bare(cell)]),
    );
    const foreign = cells.filter(
      ({ operation, caller, target }) =>
        target.of !== "nobodys" && expected(operation, caller, target.id) === "not there",
    );
    expect(foreign.length).toBeGreaterThan(400);
    const told = foreign.filter((cell) => bare(cell) !== nobodys.get(`${cell.who} ${cell.operation.name}`));
    expect(told.map(({ who, operation, target }) => `${who}: ${operation.name} ${target.of}`)).toEqual([]);
  });
});

describe("lists", () => {
  const accountsIn = (reply: Reply): string[] => reply.body.items.map(({ account }: { account: string }) => account);

  it.each([
    ["reseller", ["top", "sub"], ["beside", "operator"]],
    ["sub-reseller", ["sub"], ["top", "beside", "operator"]],
  ])(
    "of a %s hold its own subtree and nothing else: list, index, quick search, balances",
    async (who, own, foreign) => {
      const headers = callers.get(who)?.headers ?? {};
      const get = (path: string) => send("GET", `/api/v1${path}`, undefined, { headers });
      const seen = {
        list: accountsIn(await get("/customers?limit=200")).sort(),
        index: [...(await get("/customers/index")).body.columns.account].sort(),
        found: accountsIn(await get("/customers?q=acme&limit=200")).sort(),
        balances: accountsIn(await get(`/customers/balances?accounts=${Object.values(customers).join(",")}`)).sort(),
      };
      const mine = own.map((name) => customers[name]).sort();
      expect(seen).toEqual({ list: mine, index: mine, found: mine, balances: mine });
      for (const name of foreign) expect(accountsIn(await get(`/customers?account=${customers[name]}`))).toEqual([]);
    },
  );

  it("of tariffs hold a reseller's own, and all for the operator's people", async () => {
    const idsFor = async (who: string) => {
      const reply = await send("GET", "/api/v1/tariffs?limit=200", undefined, {
        headers: callers.get(who)?.headers ?? {},
      });
      return reply.body.items.map(({ id }: { id: string }) => id);
    };
    expect(await idsFor("reseller")).toEqual([tariffs["top"]]);
    expect(await idsFor("sub-reseller")).toEqual([tariffs["sub"]]);
  });

  it("of resellers hold those below", async () => {
    const reply = await send("GET", "/api/v1/resellers", undefined, {
      headers: callers.get("reseller")?.headers ?? {},
    });
    expect(accountsIn(reply)).toEqual([resellers["sub"]]);
  });

  it("of changes need an account in reach; a reseller that names none sees its own", async () => {
    const headers = callers.get("reseller")?.headers ?? {};
    const own = await send("GET", "/api/v1/audit", undefined, { headers });
    expect(new Set(own.body.items.map(({ account }: { account: string }) => account))).toEqual(
      new Set([resellers["top"]]),
    );
    for (const of of ["beside", "operator", "nobodys"]) {
      const reply = await send("GET", `/api/v1/audit?account=${customers[of]}`, undefined, { headers });
      expect([of, reply.status]).toEqual([of, 404]);
    }
    const below = await send("GET", `/api/v1/audit?account=${customers["sub"]}`, undefined, { headers });
    expect(below.body.items.length).toBeGreaterThan(0);
  });

  it.each(["calls", "analysis", "statement", "payments", "devices", "audit"])(
    "of %s are not exported for a foreign account",
    async (kind) => {
      const headers = callers.get("reseller")?.headers ?? {};
      const filter = { account: customers["beside"] };
      const reply = await send("POST", "/api/v1/exports/preview", { kind, filter }, { headers });
      expect(reply.status).toBe(404);
    },
  );

  it("that only the operator has are not exported for a reseller, nor lists for a customer", async () => {
    const ask = async (who: string, kind: string, filter: object = {}) =>
      (await send("POST", "/api/v1/exports/preview", { kind, filter }, { headers: callers.get(who)?.headers ?? {} }))
        .status;
    expect(await ask("reseller", "suspense")).toBe(403);
    expect(await ask("reseller", "vendor-statement", { vendor: "ven_any" })).toBe(403);
    expect(await ask("reseller", "rates", { tariff: tariffs["operator"] })).toBe(404);
    expect(await ask("customer", "customers")).toBe(403);
    expect(await ask("customer", "payments", { account: customers["sub"] })).toBe(200);
    expect(await ask("customer", "payments", { account: customers["top"] })).toBe(404);
  });

  it("of customers are exported with a reseller's own subtree", async () => {
    const headers = callers.get("reseller")?.headers ?? {};
    const reply = await send("POST", "/api/v1/exports/preview", { kind: "customers", filter: {} }, { headers });
    expect(reply.body.rows).toBe(2);
  });
});

it("tells the operator's people whose an address is, and a reseller that it is in use", async () => {
  const device = { ip: "198.18.77.7", dialPrefix: "", maxCallSessions: 1, callSessionsPerSecond: 1 };
  const add = (who: string, account: string | undefined) =>
    send("POST", `/api/v1/customers/${account}/ip-devices`, device, { headers: callers.get(who)?.headers ?? {} });
  expect((await add("administrator", customers["beside"])).status).toBe(201);
  const [office, reseller] = [await add("administrator", customers["top"]), await add("reseller", customers["top"])];
  expect([office.status, reseller.status]).toEqual([409, 409]);
  expect(office.body.error.message).toContain(`Acme Voice (${customers["beside"]})`);
  expect(reseller.body.error.message).toContain("another customer");
  expect(reseller.body.error.message).not.toContain(customers["beside"] ?? "-");
  // The question before the save tells no more.
  const path = `/api/v1/customers/${customers["top"]}/ip-devices/check?ip=${device.ip}`;
  const asked = await send("GET", path, undefined, { headers: callers.get("reseller")?.headers ?? {} });
  expect(asked.body.items).toEqual(reseller.body.error.fields);
});
