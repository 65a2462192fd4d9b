import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";

/** One small file inside a layer, and the lint rule that must refuse it; no rule means that it is allowed. */
interface LayerCase {
  because: string;
  file: string;
  text: string;
  refusedBy?: "noRestrictedImports" | "noProcessEnv" | "plugin";
}

const uses = (what: string) => `import { thing } from "${what}";\nexport const used = thing;\n`;
const imports = "noRestrictedImports" as const;

const cases: LayerCase[] = [
  { because: "rules may use rules of another slice", file: "tariffs/a.ts", text: uses("../money/money.ts") },
  { because: "rules may tell a person why", file: "tariffs/b.ts", text: uses("../platform/problem.ts") },
  {
    because: "rules may print an instant",
    file: "tariffs/c.ts",
    text: `import { isoInstant } from "../platform/clock.ts";\nexport const at = isoInstant(0);\n`,
  },
  {
    because: "rules do not ask for the time",
    file: "tariffs/d.ts",
    text: `import { now } from "../platform/clock.ts";\nexport const at = now();\n`,
    refusedBy: imports,
  },
  { because: "rules do not load", file: "tariffs/e.ts", text: uses("./tariff.store.ts"), refusedBy: imports },
  {
    because: "rules do not decide flows",
    file: "tariffs/f.ts",
    text: uses("../rating/rate-batch.flow.ts"),
    refusedBy: imports,
  },
  { because: "rules know no AWS", file: "tariffs/g.ts", text: uses("@aws-sdk/client-s3"), refusedBy: imports },
  { because: "rules know no HTTP", file: "tariffs/h.ts", text: uses("hono"), refusedBy: imports },
  { because: "rules read no files", file: "tariffs/i.ts", text: uses("node:fs"), refusedBy: imports },
  { because: "rules know no table", file: "tariffs/j.ts", text: uses("../platform/table.ts"), refusedBy: imports },
  {
    because: "rules may hash",
    file: "cdrs/k.ts",
    text: `import { createHash } from "node:crypto";\nexport const h = createHash("sha256");\n`,
  },
  {
    because: "rules roll no dice",
    file: "cdrs/l.ts",
    text: `import { randomBytes } from "node:crypto";\nexport const h = randomBytes(8);\n`,
    refusedBy: imports,
  },
  { because: "rules may pack bytes", file: "cdrs/u.ts", text: uses("node:zlib").replaceAll("thing", "deflateSync") },
  {
    because: "rules make no streams",
    file: "cdrs/v.ts",
    text: uses("node:zlib").replaceAll("thing", "createGzip"),
    refusedBy: imports,
  },
  {
    because: "a folder inside a slice is in the layer too",
    file: "intake/formats/m.ts",
    text: uses("node:fs"),
    refusedBy: imports,
  },
  {
    because: "rules get the instant",
    file: "tariffs/n.ts",
    text: "export const at = Date.now();\n",
    refusedBy: "plugin",
  },
  {
    because: "rules get the instant",
    file: "tariffs/o.ts",
    text: "export const at = new Date();\n",
    refusedBy: "plugin",
  },
  {
    because: "an instant that was given may be taken apart",
    file: "tariffs/p.ts",
    text: "export const at = new Date(0).getUTCDay();\n",
  },
  {
    because: "rules roll no dice",
    file: "tariffs/q.ts",
    text: "export const x = Math.random();\n",
    refusedBy: "plugin",
  },
  { because: "a store writes its own items", file: "tariffs/a.store.ts", text: uses("../platform/table.ts") },
  {
    because: "what joins slices is a flow",
    file: "tariffs/b.store.ts",
    text: uses("../customers/customer.store.ts"),
    refusedBy: imports,
  },
  {
    because: "a store knows no HTTP",
    file: "tariffs/c.store.ts",
    text: uses("../platform/http.ts"),
    refusedBy: imports,
  },
  {
    because: "a store has no client of its own",
    file: "tariffs/d.store.ts",
    text: uses("@aws-sdk/lib-dynamodb"),
    refusedBy: imports,
  },
  { because: "a flow joins stores", file: "rating/a.flow.ts", text: uses("../customers/customer.store.ts") },
  { because: "a flow knows no HTTP", file: "rating/b.flow.ts", text: uses("hono"), refusedBy: imports },
  {
    because: "a flow has no client of its own",
    file: "rating/c.flow.ts",
    text: uses("@aws-sdk/client-dynamodb"),
    refusedBy: imports,
  },
  { because: "routes call flows", file: "devices/a.routes.ts", text: uses("./add-device.flow.ts") },
  {
    because: "routes do not call routes",
    file: "devices/b.routes.ts",
    text: uses("../customers/customer.routes.ts"),
    refusedBy: imports,
  },
  {
    because: "routes reach the table through a store",
    file: "devices/c.routes.ts",
    text: uses("../platform/table.ts"),
    refusedBy: imports,
  },
  {
    because: "routes know their own store",
    file: "devices/d.routes.ts",
    text: uses("../customers/customer.store.ts"),
    refusedBy: imports,
  },
  {
    because: "a guard decides by stores",
    file: "auth/a.guard.ts",
    text: `${uses("./session.store.ts")}export { Hono } from "hono";\n`,
  },
  {
    because: "a guard reads no items itself",
    file: "auth/b.guard.ts",
    text: uses("../platform/table.ts"),
    refusedBy: imports,
  },
  { because: "a handler composes", file: "handlers/a.ts", text: uses("../devices/device.routes.ts") },
  {
    because: "a handler does not read or write",
    file: "handlers/b.ts",
    text: uses("../platform/table.ts"),
    refusedBy: imports,
  },
  {
    because: "handlers are not imported",
    file: "rating/d.flow.ts",
    text: uses("../handlers/rate-cdrs.ts"),
    refusedBy: imports,
  },
  {
    because: "the product stands without its local stack",
    file: "rating/e.flow.ts",
    text: uses("../../local/clock.ts"),
    refusedBy: imports,
  },
  {
    because: "platform is under the slices",
    file: "platform/a.ts",
    text: uses("../tariffs/tariff.store.ts"),
    refusedBy: imports,
  },
  { because: "platform has the clients", file: "platform/b.ts", text: uses("@aws-sdk/client-s3") },
  {
    because: "the environment is read once",
    file: "platform/c.ts",
    text: "export const x = process.env;\n",
    refusedBy: "noProcessEnv",
  },
  {
    because: "zod's locales stay out of the bundle",
    file: "devices/r.ts",
    text: `import { z } from "zod";\nexport const x = z.string();\n`,
    refusedBy: "plugin",
  },
  {
    because: "zod comes as a namespace",
    file: "devices/s.ts",
    text: `import * as z from "zod";\nexport const x = z.string();\n`,
  },
  {
    because: "users write no regular expressions",
    file: "devices/t.ts",
    text: "export const x = (text: string) => new RegExp(text);\n",
    refusedBy: "plugin",
  },
  {
    because: "pages share schemas",
    file: "../frontend/src/devices/a.page.tsx",
    text: uses("../../../functions/devices/device.ts"),
  },
  {
    because: "pages have no store",
    file: "../frontend/src/devices/b.page.tsx",
    text: uses("../../../functions/devices/device.store.ts"),
    refusedBy: imports,
  },
  {
    because: "pages know no AWS",
    file: "../frontend/src/devices/c.page.tsx",
    text: uses("@aws-sdk/client-s3"),
    refusedBy: imports,
  },
  {
    because: "stacks take the table's shape from the keys",
    file: "../lib/a-stack.ts",
    text: uses("../functions/platform/keys.ts"),
  },
  {
    because: "stacks know handlers by path",
    file: "../lib/b-stack.ts",
    text: uses("../functions/handlers/rate-cdrs.ts"),
    refusedBy: imports,
  },
];

interface Diagnostic {
  category: string;
  severity: string;
  location?: { path?: string };
}

/** Lints all cases in one run, in a folder of their own that has our lint configuration and nothing else. */
async function lintCases(): Promise<Map<string, string[]>> {
  const root = await mkdtemp(path.join(tmpdir(), "house-rules-"));
  for (const name of ["biome.json", "lint", ".gitignore", "package.json"])
    await cp(name, path.join(root, name), { recursive: true });
  await symlink(path.resolve("node_modules"), path.join(root, "node_modules"));
  for (const one of cases) {
    const file = path.join(root, "functions", one.file);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, one.text);
  }
  const biome = path.resolve("node_modules/@biomejs/biome/bin/biome");
  const out = await new Promise<string>((done) => {
    const args = [biome, "lint", "--reporter=json", "--max-diagnostics=none", "functions", "frontend", "lib"];
    execFile(process.execPath, args, { cwd: root, maxBuffer: 1 << 26 }, (_failed, stdout) => done(stdout));
  });
  await rm(root, { recursive: true });
  const { diagnostics } = JSON.parse(out) as { diagnostics: Diagnostic[] };
  const found = new Map<string, string[]>();
  for (const one of diagnostics.filter((diagnostic) => diagnostic.severity === "error")) {
    const file = one.location?.path ?? "?";
    found.set(file, [...(found.get(file) ?? []), one.category]);
  }
  return found;
}

describe("the lint layers bite", () => {
  let found: Map<string, string[]>;
  beforeAll(async () => {
    found = await lintCases();
  });

  it.each(cases)("$file: $because", ({ file, refusedBy }) => {
    const categories = found.get(path.posix.join("functions", file)) ?? [];
    expect(categories.map((category) => category.split("/").at(-1))).toEqual(refusedBy ? [refusedBy] : []);
  });
});
