import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

export interface Resource {
  Type: string;
  Properties?: Record<string, unknown>;
  Metadata?: Record<string, unknown>;
}

export interface StackTemplate {
  name: string;
  template: {
    Resources: Record<string, Resource>;
    Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
  };
}

const root = join(import.meta.dirname, "../..");

/** Everything that the templates are made from. A handler is named in them, its contents are not. */
function sourcesHash(): string {
  const files = globSync(["lib/**/*.ts", "local/provision/synth.ts", "functions/platform/keys.ts"], {
    cwd: root,
  }).sort();
  const hash = createHash("sha256");
  for (const file of [...files, "package-lock.json"]) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest("hex").slice(0, 24);
}

/** The templates of the stage `local`, as `cdk synth` would write them; synthesised again only when lib/ has changed. */
export async function loadTemplates(): Promise<StackTemplate[]> {
  const folder = join(root, "node_modules", ".cache", "switchbook");
  const file = join(folder, `templates-${sourcesHash()}.json`);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const fresh = `${file}.${process.pid}`;
    const synth = join(root, "local", "provision", "synth.ts");
    await promisify(execFile)(process.execPath, ["--disable-warning=ExperimentalWarning", synth, fresh], { cwd: root });
    renameSync(fresh, file);
  }
  return JSON.parse(readFileSync(file, "utf8"));
}
