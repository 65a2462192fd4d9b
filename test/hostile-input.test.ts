import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Caller, send, staff } from "./support/api.ts";
import { aCustomer, aTariff, customerBody } from "./support/customers.ts";

let admin: Caller;
let account: string;
let tariffId: string;
beforeAll(async () => {
  admin = await staff();
  tariffId = await aTariff(admin);
  account = (await aCustomer(admin, tariffId)).account;
});

/** What people and programs send by mistake or on purpose. */
const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e308,
    2 ** 53 + 2,
    "",
    " ",
    "\u0000",
    "a\u0000b",
    "\ud800",
    "__proto__",
    "constructor",
    "{{7*7}}",
    "${7*7}",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "%",
    "*",
    "../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "x".repeat(100_000),
    "9".repeat(400),
    [],
    [[]],
    [null],
    {},
    { $ne: null },
    { S: "x" },
    { length: 1e9 },
  ),
  fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<unknown>,
  fc.string({ unit: "binary", maxLength: 60 }),
);

const protoBodies = [
  '{"__proto__":{"permissions":["users:write"]}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '{"a":1,"a":2}',
  "[]",
  "null",
  '"text"',
  "1e999",
  "",
  "{",
  "\u0000",
  `${"[".repeat(5000)}${"]".repeat(5000)}`,
];

/** Of the OpenAPI document: the page size of all lists is written once and named by reference. */
const isOfQuery = ({ in: place, $ref = "" }: { in?: string; $ref?: string }): boolean =>
  place === "query" || $ref.endsWith("/limit");

const fieldsOf = (body: object): string[] => Object.keys(body);
const refusal = (status: number): boolean => status >= 400 && status < 500;

describe("whatever is sent", () => {
  it("a field of a new customer never makes a 500, and a refusal says which field", async () => {
    const body = customerBody(tariffId);
    const more = [
      "taxes",
      "codecs",
      "emails",
      "switchAccounts",
      "selfEdit",
      "tags",
      "email",
      "pin",
      "state",
      "timeZone",
      "creditLimit",
      "taxNumber",
    ];
    const field = fc.constantFrom(...fieldsOf(body), ...more);
    await fc.assert(
      fc.asyncProperty(field, nasty, async (name, value) => {
        const reply = await admin("POST", "/customers", { ...customerBody(tariffId), [name]: value });
        expect(reply.status === 201 || reply.status === 422 || reply.status === 409).toBe(true);
        if (reply.status === 422) {
          const named = reply.body.error.fields.map((fault: { path: string }) => fault.path.split(".")[0]);
          expect(named.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 150 },
    );
  }, 240_000);

  it("a field of an edit, a device, a user, a key or the settings never makes a 500", async () => {
    const places = [
      [
        "PATCH",
        `/customers/${account}`,
        ["company", "taxes", "status", "switchAccounts", "password", "username", "country", "currency"],
      ],
      [
        "POST",
        `/customers/${account}/ip-devices`,
        ["ip", "dialPrefix", "description", "tariffId", "switchAccounts", "status"],
      ],
      [
        "POST",
        `/customers/${account}/sip-devices`,
        ["login", "extension", "secret", "voicemailEmail", "ip", "switchAccounts"],
      ],
      ["POST", "/users", ["username", "password", "permissions", "name"]],
      ["POST", "/api-keys", ["name", "scopes", "allowedIps", "sources", "expiresAt"]],
      ["PATCH", "/settings", ["emailMaxLength", "sipRealm", "timeZone", "priceCeiling"]],
    ] as const;
    const whole = { ip: "10.255.255.1", login: "abc", extension: "100", maxCallSessions: 1, callSessionsPerSecond: 1 };
    const place = fc.constantFrom(...places);
    await fc.assert(
      fc.asyncProperty(place, fc.nat(), nasty, async ([method, path, names], pick, value) => {
        const base = path.includes("devices") ? whole : {};
        // Settings are everyone's: a change that would be taken is not sent.
        const spoiled = path === "/settings" ? { nonsense: 1 } : {};
        const reply = await admin(method, path, { ...base, ...spoiled, [names[pick % names.length] ?? ""]: value });
        expect(reply.status < 500).toBe(true);
      }),
      { numRuns: 150 },
    );
  }, 240_000);

  it.each(protoBodies)("a body like %j is refused and changes no prototype", async (body) => {
    for (const [method, path] of [
      ["POST", "/customers"],
      ["PATCH", "/settings"],
      ["POST", "/api-keys"],
      ["POST", `/customers/${account}/ip-devices`],
    ] as const) {
      const reply = await admin(method, path, body);
      expect(refusal(reply.status)).toBe(true);
    }
    const reply = await send("POST", "/api/v1/session", body);
    expect(refusal(reply.status)).toBe(true);
    expect(({} as { permissions?: unknown }).permissions).toBeUndefined();
  });

  it("a body above 256 KB is refused before it is read as JSON", async () => {
    const reply = await admin("POST", "/customers", `{"company":"${"x".repeat(256 * 1024)}"`);
    expect([reply.status, reply.body.error.code]).toEqual([413, "too_large"]);
  });

  it("a body is nested sixteen levels deep at most, whoever sends it; what is deeper is not looked through", async () => {
    const nested = (levels: number, inner = "1") => `${'{"a":'.repeat(levels)}${inner}${"}".repeat(levels)}`;
    const lists = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
    for (const body of [nested(17), lists(17), lists(120_000), nested(40_000)])
      for (const ask of [
        (sent: string) => send("POST", "/api/v1/session", sent),
        (sent: string) => admin("POST", "/vendors", sent),
      ]) {
        const reply = await ask(body);
        expect([reply.status, reply.body.error.message]).toEqual([
          400,
          "The body is nested too deeply: 16 levels are the most.",
        ]);
      }
    for (const body of [nested(16), lists(16)]) expect((await admin("POST", "/vendors", body)).status).toBe(422);
  });

  it("a path or a cursor never makes a 500", async () => {
    const paths = [
      "/customers/§",
      "/users/§",
      "/api-keys/§",
      `/customers/${"C00000000"}/ip-devices/§`,
      "/customers?cursor=§",
      "/users?cursor=§",
      "/audit?cursor=§",
      "/api-keys?cursor=§",
      `/audit?account=§`,
      "/audit?day=§",
      "/customers?ip=§",
      "/customers?company=§",
    ];
    const cursor = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.object({ maxDepth: 1 }).map((value) => Buffer.from(JSON.stringify(value)).toString("base64url")),
      fc.constantFrom("eyJwayI6IiIsInNrIjoiIn0", "eyJwayI6MX0", "bnVsbA", "W10"),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), cursor, async (path, value) => {
        const reply = await admin(
          "GET",
          path.replace("§", () => encodeURIComponent(value.toWellFormed())),
        );
        expect(reply.status < 500).toBe(true);
      }),
      { numRuns: 150 },
    );
  }, 240_000);

  it("a parameter that a list does not know is refused by its name, never passed over", async () => {
    const { paths } = (await send("GET", "/api/openapi.json")).body;
    const asked = Object.keys(paths).filter((path) => paths[path].get?.parameters?.some(isOfQuery));
    // An id that stands for nothing would be refused first.
    const lists = asked.map((path) => path.replace("{account}", account)).filter((path) => !path.includes("{"));
    expect(lists.length).toBeGreaterThan(30);
    for (const path of lists) {
      const reply = await admin("GET", `${path.replace("/api/v1", "")}?limit=5&compny=acme`);
      expect([path, reply.status]).toEqual([path, 422]);
      expect(reply.body.error.fields).toContainEqual({
        path: "compny",
        message: expect.stringMatching(/^There is no such parameter; known are \w+/),
      });
    }
  });

  it("an id longer than a key can be is simply not there", async () => {
    for (const path of ["/users", "/tariffs", "/customers", `/customers/${account}/ip-devices`])
      expect((await admin("GET", `${path}/${"x".repeat(3000)}`)).status).toBe(404);
  });

  it.each([
    { headers: { "content-type": "application/json; charset=utf-16" } },
    { headers: { cookie: "sid=%E0%A4%A" } },
    { headers: { authorization: `Basic ${"A".repeat(5000)}` } },
    { headers: { "if-match": '"99999999999999999999"' } },
    { headers: { origin: "javascript:alert(1)" } },
    { headers: { origin: "http://[::1" } },
  ])("headers like $headers never make a 500", async ({ headers }) => {
    const reply = await admin("PATCH", `/customers/${account}`, { company: "Fine" }, { headers });
    expect(reply.status < 500).toBe(true);
  });
});
