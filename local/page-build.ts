import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "..");
const frontend = join(root, "frontend");
export const pageFolder = join(frontend, "dist");
/** Not served: its name begins with a dot. */
const stamp = join(pageFolder, ".sources");

/** The page is made from its own folder and from the rules that it shares with the functions. */
function sourcesHash(): string {
  const patterns = ["frontend/**/*", "functions/**/*.ts", "package-lock.json"];
  const files = globSync(patterns, {
    cwd: root,
    exclude: (name) => name === "frontend/dist" || name === "node_modules",
  });
  const hash = createHash("sha256");
  for (const file of files.sort())
    if (statSync(join(root, file)).isFile()) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

export type PageBuild = "fresh" | "built" | "absent";

/** Builds the pages, those of staff and then the portal, when they are missing or older than their sources. */
export async function buildPage(): Promise<PageBuild> {
  if (!existsSync(join(frontend, "index.html"))) return "absent";
  const hash = sourcesHash();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return "fresh";
  // Built aside and put in place whole: another stack may be serving the old one.
  const cache = join(root, "node_modules", ".cache", "switchbook");
  const [fresh, old] = [join(cache, `page-${process.pid}`), join(cache, `old-page-${process.pid}`)];
  mkdirSync(cache, { recursive: true });
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const args = [vite, "build", "--logLevel", "warn", "--outDir", fresh];
  const env = { ...process.env, NODE_ENV: "production" };
  for (const mode of ["production", "portal"])
    await promisify(execFile)(process.execPath, [...args, "--mode", mode, frontend], { cwd: root, env });
  writeFileSync(join(fresh, ".sources"), hash);
  if (existsSync(pageFolder)) renameSync(pageFolder, old);
  renameSync(fresh, pageFolder);
  rmSync(old, { recursive: true, force: true });
  return "built";
}
