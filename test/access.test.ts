import { generateSpecs } from "hono-openapi";
import { beforeAll, describe, expect, it } from "vitest";
import { type Permission, permissions, staffPermissions } from "../functions/auth/access.ts";
import { app } from "../functions/handlers/admin-api.ts";
import { type Caller, send, staff } from "./support/api.ts";

interface Operation {
  method: string;
  path: string;
  needs: string | undefined;
}

/** Routes that people reach without a sign-in, said one by one: a new one must be written down here too. */
const openToAll = new Set([
  "get /health",
  "get /api/docs",
  "get /api/docs/docs.css",
  "get /api/docs/try.js",
  "get /api/openapi.json",
  "get /api/v1/branding",
  "get /api/v1/branding/logo",
  // Shown to be the gateway's by its signature over the raw body.
  "post /api/v1/card-gateway/events",
  "post /api/v1/own-email/confirm",
  "post /api/v1/password-resets",
  "post /api/v1/password-resets/link",
  "post /api/v1/password-resets/use",
  "post /api/v1/session",
  "get /api/v1/session",
  "delete /api/v1/session",
  // Whoever's switched session has ended goes back all the same; it only drops the cookie that it was sent.
  "post /api/v1/session/return",
]);
/** Of these, the one that only tells who is signed in. */
const tellsWho = "get /api/v1/session";

let operations: Operation[] = [];
const callers = new Map<string, Caller>();

beforeAll(async () => {
  const { paths } = await generateSpecs(app);
  operations = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.entries(verbs ?? {}).map(([method, operation]) => ({
      method,
      path,
      needs: (operation as { "x-authz"?: string })["x-authz"],
    })),
  );
  for (const missing of staffPermissions)
    callers.set(missing, await staff(staffPermissions.filter((held) => held !== missing)));
  callers.set("none", await staff([]));
});

const filled = (path: string): string =>
  path.replace("{account}", "C00000000").replace(/\{[^}]+\}/g, "xyz_00000000000000000000000000");
const name = ({ method, path }: Operation): string => `${method} ${path}`;
const bodyOf = ({ method }: Operation) => (method === "get" || method === "delete" ? undefined : {});

describe("access", () => {
  it("is declared by every operation, as a permission that exists or as open", () => {
    expect(operations.length).toBeGreaterThan(25);
    const known = new Set<string>([...permissions, "open", "signed-in"]);
    expect(operations.filter((operation) => !known.has(operation.needs ?? "")).map(name)).toEqual([]);
    expect(new Set(operations.filter((operation) => operation.needs === "open").map(name))).toEqual(
      new Set([...openToAll].filter((one) => operations.some((operation) => name(operation) === one))),
    );
    expect(operations.filter((one) => one.needs === "open" && !openToAll.has(name(one)))).toEqual([]);
  });

  it("is refused with 401 to whoever is not signed in, by every operation", async () => {
    for (const operation of operations.filter((one) => one.needs !== "open" || name(one) === tellsWho)) {
      const reply = await send(operation.method.toUpperCase(), filled(operation.path), bodyOf(operation));
      expect([name(operation), reply.status, reply.body.error.code]).toEqual([name(operation), 401, "unauthenticated"]);
    }
  });

  it.each([
    {
      authorization: "Bearer sbk_00000000000000000000000000_0000000000000000000000000000000000000000000",
      because: "an unknown key",
    },
    { authorization: "Bearer ", because: "no key" },
    { authorization: "Bearer eyJhbGciOiJub25lIn0.e30.", because: "a token that is none of ours" },
    { authorization: "Basic Og==", because: "an empty user" },
    { authorization: "Basic !!!", because: "no base64" },
    { cookie: "sid=", because: "an empty cookie" },
    { cookie: "sid=0000000000000000000000000000000000000000000", because: "an unknown session" },
    { cookie: "__Host-sid=x; sid=%00", because: "a cookie that is no token" },
  ])("is refused with 401 to $because, by every operation", async ({ because: _because, ...headers }) => {
    for (const operation of operations.filter((one) => one.needs !== "open")) {
      const call = {
        headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) as Record<
          string,
          string
        >,
      };
      const reply = await send(operation.method.toUpperCase(), filled(operation.path), bodyOf(operation), call);
      expect([name(operation), reply.status]).toEqual([name(operation), 401]);
    }
  });

  it("is refused with 403 to whoever has every permission but the one that counts, by every operation", async () => {
    for (const operation of operations.filter((one) => one.needs !== "open" && one.needs !== "signed-in")) {
      const caller = callers.get(operation.needs ?? "") ?? callers.get("none");
      const path = filled(operation.path).replace("/api/v1", "");
      const reply = await caller?.(operation.method.toUpperCase(), path, bodyOf(operation));
      expect([name(operation), reply?.status, reply?.body.error.message]).toEqual([
        name(operation),
        403,
        expect.stringContaining(operation.needs as Permission),
      ]);
    }
  });
});
