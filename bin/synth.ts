import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { App } from "aws-cdk-lib";
import { addRulePacks } from "../lib/rule-packs.ts";
import { addStacks } from "../lib/stacks.ts";
import { stageSettings } from "../lib/stage.ts";

const outdir = "cdk.out";

interface Template {
  Resources: Record<string, { Type: string; Metadata?: Record<string, string> }>;
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(outdir, file), "utf8"));
const templates = () => readdirSync(outdir).filter((file) => file.endsWith(".template.json"));

/** Bundles with their sizes, by the handler that they were made of. */
function printBundles(): void {
  for (const file of templates())
    for (const { Type, Metadata } of Object.values((readJson(file) as Template).Resources)) {
      const asset = Metadata?.["aws:asset:path"];
      if (Type !== "AWS::Lambda::Function" || !asset) continue;
      const kilobytes = statSync(path.join(outdir, asset, "index.mjs")).size / 1024;
      console.log(`${kilobytes.toFixed(0).padStart(7)} KB  ${Metadata["switchbook:entry"]}`);
    }
}

interface ValidationReport {
  pluginReports: { violations?: { ruleName: string; description: string }[] }[];
}

/** What the rule packs found, of any severity (errors have ended the synth by then). Without a finding their list is empty. */
function findings(): string[] {
  if (!existsSync(path.join(outdir, "validation-report.json"))) return ["The rule packs left no report."];
  const { pluginReports } = readJson("validation-report.json") as ValidationReport;
  return pluginReports.flatMap((report) =>
    (report.violations ?? []).map((one) => `${one.ruleName}: ${one.description}`),
  );
}

function lintTemplates(): boolean {
  const files = templates().map((file) => path.join(outdir, file));
  const run = spawnSync("cfn-lint", ["--non-zero-exit-code", "error", ...files], { encoding: "utf8" });
  if (run.error) {
    console.log("cfn-lint is not on the PATH: the templates were not linted (pip install cfn-lint).");
    return true;
  }
  if (run.status !== 0) console.log(run.stdout + run.stderr);
  console.log(run.status === 0 ? "cfn-lint: no errors" : "cfn-lint: errors");
  return run.status === 0;
}

rmSync(outdir, { recursive: true, force: true });
const stage = process.argv.slice(2).find((argument) => !argument.startsWith("-")) ?? "medium";
const app = new App({ outdir, analyticsReporting: false, context: { "aws:cdk:enable-asset-metadata": true } });
const { data } = addStacks(app, stageSettings(stage));
addRulePacks(app, data);
app.synth();
printBundles();
const found = findings();
for (const finding of found) console.log(finding);
console.log(`rule packs: ${found.length === 0 ? "no findings" : `${found.length} findings`}`);
const linted = lintTemplates();
console.log(`${templates().length} stacks of stage ${stage} in ${outdir}/`);
process.exitCode = linted && found.length === 0 ? 0 : 1;
