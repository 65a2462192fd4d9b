import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

/** What the stacks say of themselves, by stack and name. */
export type Outputs = Record<string, Record<string, string>>;

/** The command line of CDK, for one stage. `SWITCHBOOK_CDK` names another program in its place. */
export function cdkFor(stage: string, region: string | undefined) {
  const program = process.env["SWITCHBOOK_CDK"] ?? path.join(root, "node_modules", "aws-cdk", "bin", "cdk");
  const assembly = mkdtempSync(path.join(tmpdir(), "switchbook-deploy-"));
  const env = { ...process.env, ...(region ? { AWS_REGION: region, CDK_DEFAULT_REGION: region } : {}) };
  const run = (...args: string[]): void => {
    const { status, error } = spawnSync(process.execPath, [program, ...args], { cwd: root, env, stdio: "inherit" });
    if (status !== 0) throw new Error(`cdk ${args[0]} ended with ${error ?? status}`);
  };
  const made = ["--app", assembly];
  return {
    synth: () => run("synth", "--quiet", "-c", `stage=${stage}`, "--output", assembly),
    bootstrap: () => run("bootstrap", ...made),
    diff: () => run("diff", ...made),
    /** @param parameters `Stack:Name=value` */
    deploy(stacks: readonly string[], parameters: readonly string[] = []): Outputs {
      const file = path.join(assembly, `outputs-${Date.now()}.json`);
      const given = parameters.flatMap((parameter) => ["--parameters", parameter]);
      run("deploy", ...stacks, ...made, "--require-approval", "never", "--outputs-file", file, ...given);
      return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Outputs) : {};
    },
    destroy: () => run("destroy", "--all", "--force", ...made),
  };
}
