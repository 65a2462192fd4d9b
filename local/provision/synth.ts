import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { addStacks } from "../../lib/stacks.ts";
import { stageSettings } from "../../lib/stage.ts";

// Runs as a process of its own: the CDK takes 200 MB that the local stack need not keep.
// `synth.ts FILE` writes the templates alone, `synth.ts --bundled FOLDER` an assembly as it would be deployed.
const bundled = process.argv[2] === "--bundled";
const target = process.argv[bundled ? 3 : 2];
if (target === undefined) throw new Error("usage: synth.ts FILE, or synth.ts --bundled FOLDER");
const outdir = bundled ? target : mkdtempSync(join(tmpdir(), "switchbook-synth-"));
// The local stack runs the handlers' sources, which need no bundling.
const app = new App({ context: bundled ? {} : { "aws:cdk:bundling-stacks": [] }, outdir });
addStacks(app, stageSettings("local"));
const templates = app.synth().stacks.map((stack) => ({ name: stack.stackName, template: stack.template }));
if (!bundled) {
  writeFileSync(target, JSON.stringify(templates));
  rmSync(outdir, { recursive: true });
}
