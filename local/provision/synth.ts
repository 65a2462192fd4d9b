import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { addStacks } from "../../lib/stacks.ts";
import { stageSettings } from "../../lib/stage.ts";

// Runs as a process of its own: the CDK takes 200 MB that the local stack need not keep.
const file = process.argv[2];
if (file === undefined) throw new Error("usage: synth.ts FILE");
const outdir = mkdtempSync(join(tmpdir(), "switchbook-synth-"));
// No bundling: the local stack runs the handlers' sources.
const app = new App({ context: { "aws:cdk:bundling-stacks": [] }, outdir });
addStacks(app, stageSettings("local"));
const templates = app.synth().stacks.map((stack) => ({ name: stack.stackName, template: stack.template }));
writeFileSync(file, JSON.stringify(templates));
rmSync(outdir, { recursive: true });
