import { existsSync, globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { app as pages } from "../functions/handlers/admin-api.ts";
import { app as machines } from "../functions/handlers/switch-api.ts";
import { env } from "../functions/platform/env.ts";
import { addedSource } from "./intake/world.ts";
import { type Caller, staff } from "./support/api.ts";
import { aCustomer, aTariff } from "./support/customers.ts";
import { aNewTariff } from "./support/tariffs.ts";

const model = readFileSync("docs/threat-model.md", "utf8");
/** Lines of the tables: what they are about, the file of the test and its name. */
const rows = [...model.matchAll(/^\| ([VP]\d+) \|.*\| `(test\/[\w./-]+)`: "(.+)" \|$/gm)].map(([, id, file, name]) => ({
  id: id ?? "",
  file: file ?? "",
  name: name ?? "",
}));

describe("the threat model", () => {
  it("answers each of the fifteen known holes of others and each of the twelve promises", () => {
    const ids = new Set(rows.map(({ id }) => id));
    const wanted = [
      ...Array.from({ length: 15 }, (_, n) => `V${n + 1}`),
      ...Array.from({ length: 12 }, (_, n) => `P${n + 1}`),
    ];
    expect(wanted.filter((id) => !ids.has(id))).toEqual([]);
  });

  it("has no line without a test", () => {
    const lines = model.split("\n").filter((line) => /^\| [VP]\d+ \|/.test(line));
    expect(lines).toHaveLength(rows.length);
  });

  it("has lines for every sentence of the short list", () => {
    const text = readFileSync("SECURITY.md", "utf8");
    const said = text.slice(text.indexOf("In short:")).split(/\n(?=- )|\n\n/);
    const promises = said.filter((one) => one.startsWith("- ") || one.startsWith("There is no default"));
    expect(promises.length).toBeGreaterThan(8);
    const named = promises.map((one) => one.match(/\b[VP]\d+\b/g) ?? []);
    expect(promises.filter((_, n) => named[n]?.length === 0)).toEqual([]);
    const ids = new Set(rows.map(({ id }) => id));
    expect(named.flat().filter((id) => !ids.has(id))).toEqual([]);
  });

  it.each(rows)("$id: $name, in $file", ({ file, name }) => {
    expect(existsSync(file), file).toBe(true);
    expect(readFileSync(file, "utf8")).toContain(`"${name}"`);
  });
});

describe("code", () => {
  it("no function starts a program or runs text as code", () => {
    const sources = globSync("functions/**/*.ts");
    expect(sources.length).toBeGreaterThan(100);
    const dangerous =
      /["'](node:)?(child_process|vm|worker_threads|cluster|inspector)["']|\beval\s*\(|new Function\s*\(/;
    expect(sources.filter((file) => dangerous.test(readFileSync(file, "utf8")))).toEqual([]);
  });

  it("no page and no mail puts text in as markup", () => {
    const pages = globSync("frontend/src/**/*.{ts,tsx}");
    expect(pages.length).toBeGreaterThan(150);
    const markup =
      /dangerouslySetInnerHTML|\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write\(|srcDoc=|javascript:/;
    expect(pages.filter((file) => markup.test(readFileSync(file, "utf8")))).toEqual([]);
  });

  it("the log takes the fields of a fixed list and no other", () => {
    const source = readFileSync("functions/platform/log.ts", "utf8");
    const fields = [...source.matchAll(/^ {2}(\w+)\?: /gm)].map(([, name]) => name);
    const known = [
      "requestId",
      "route",
      "status",
      "account",
      "source",
      "upload",
      "job",
      "reason",
      "day",
      "count",
      "ms",
      "error",
    ];
    expect(fields).toEqual(known);
  });
});

describe("what answers requests", () => {
  const document: Record<string, Record<string, unknown>> = JSON.parse(
    readFileSync("docs/api/openapi.json", "utf8"),
  ).paths;
  const published = Object.entries(document).flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter((method) => /^(get|post|put|patch|delete)$/.test(method))
      .map((method) => ({ method: method.toUpperCase(), path })),
  );
  const asked = (path: string) => (path.startsWith("/switch/") ? machines : pages);

  it("has no operation that is not published, and nothing at an address that none has", async () => {
    const routes = [...pages.routes, ...machines.routes].filter(({ method }) => method !== "ALL");
    const names = new Set(published.map(({ method, path }) => `${method} ${path}`));
    const ours = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)(\{[^}]*\})?/g, "{$1}")}`);
    expect(ours.length).toBeGreaterThan(300);
    expect([...new Set(ours)].filter((name) => !names.has(name))).toEqual([]);
    const office = await staff();
    for (const path of ["/nothing", "/icepay.php", "/relogin/1/1", "/customers/C00000001/nothing"])
      expect([path, (await office("GET", path)).status]).toEqual([path, 404]);
    // To whom nobody knows, every address looks the same.
    for (const path of ["/api/v1/nothing", "/switch/v1/nothing", "/api/v2/customers"])
      expect([401, 404]).toContain((await asked(path).request(path)).status);
  });

  it("gives nobody a session for a request that only reads", async () => {
    const reads = published
      .filter(({ method }) => method === "GET")
      .map(({ path }) => path.replaceAll(/\{\w+\}/g, "1"));
    const relogins = ["/api/v1/session/switch", "/api/v1/session/switch/C00000001", "/api/v1/relogin/1/1"];
    const cookies: string[] = [];
    for (const path of [...reads, ...relogins]) {
      const cookie = (await asked(path).request(path)).headers.get("set-cookie");
      if (cookie !== null) cookies.push(`${path}: ${cookie}`);
    }
    expect(cookies).toEqual([]);
  });
});

describe("a file that somebody brings", () => {
  const fileName = "..-passwd-of-mallory.csv";
  const begun = async (office: Caller, path: string, body: object) => (await office("POST", path, body)).body;
  const upload = async (office: Caller) =>
    begun(office, "/cdr-uploads", { source: (await addedSource({ format: "asterisk-csv" })).id, fileName });
  const period = { from: "2026-01-01T00:00:00Z", to: "2026-01-31T00:00:00Z" };

  /** What begins to come in answers with where to put it. */
  const kinds: [what: string, begin: (office: Caller) => Promise<{ url: string }>][] = [
    ["calls", upload],
    [
      "calls in parts",
      async (office) => {
        const { id } = await upload(office);
        return (await begun(office, `/cdr-uploads/${id}/parts`, { bytes: 1_000_000_000 })).next[0];
      },
    ],
    ["rates", async (office) => begun(office, `/tariffs/${(await aNewTariff(office)).id}/rate-imports`, { fileName })],
    ["customers", (office) => begun(office, "/customer-imports", { kind: "customers", fileName })],
    [
      "calls as others have them",
      async (office) => {
        const { account } = await aCustomer(office, await aTariff(office));
        return begun(office, "/comparisons", { account, ...period, fileName });
      },
    ],
  ];

  it.each(kinds)("of %s has a place of our own choosing, whatever its name, for ten minutes", async (_what, begin) => {
    const place = new URL((await begin(await staff())).url);
    expect(place.pathname).toMatch(new RegExp(`^/${env.UPLOADS_BUCKET}/[a-z-]+/\\w+$`));
    expect(decodeURIComponent(place.href)).not.toContain("mallory");
    expect(place.searchParams.get("X-Amz-Expires")).toBe("600");
  });
});
