import { App } from "aws-cdk-lib";
import { addRulePacks } from "../lib/rule-packs.ts";
import { addStacks } from "../lib/stacks.ts";
import { stageSettings } from "../lib/stage.ts";

/** `cdk synth -c stage=prod`; without a stage, the one that the local stack is provisioned from. */
const app = new App();
const { data } = addStacks(app, stageSettings(app.node.tryGetContext("stage") ?? "local"));
addRulePacks(app, data);
app.synth();
