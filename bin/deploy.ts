import { parseArgs } from "node:util";
import { type StageSettings, stageSettings } from "../lib/stage.ts";
import { inventoryOf } from "./cost/inventory.ts";
import { billOf, sumOf } from "./cost/model.ts";
import { ask } from "./deploy/ask.ts";
import { cdkFor, type Outputs } from "./deploy/cdk.ts";
import { enterStage, firstAdmin } from "./deploy/first-admin.ts";
import { checkCredentials, type MailState, mailState } from "./deploy/mail.ts";
import { migrate } from "./deploy/migrate.ts";
import { putPages } from "./deploy/pages.ts";

/**
 * `npm run deploy -- STAGE [--yes] [--calls-per-month N] [--accounts N]`: from credentials to a link by which the first
 * administrator signs in. Every step is safe to repeat, so a deployment that was cut off is simply begun again.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    yes: { type: "boolean", default: false },
    "calls-per-month": { type: "string", default: "1000000" },
    accounts: { type: "string", default: "100" },
  },
});

const step = (words: string) => console.log(`\n== ${words}`);

function printEstimate(stage: StageSettings): void {
  const [callsPerMonth, accounts] = [Number(values["calls-per-month"]), Number(values.accounts)];
  const bill = billOf(stage, inventoryOf(stage), { callsPerMonth, accounts, authorized: 0, single: 0 });
  const idle = sumOf(bill, "idle", "options").toFixed(2);
  console.log(
    `About $${idle} a month with nothing to do, $${sumOf(bill).toFixed(2)} with ${callsPerMonth} calls and ${accounts} ` +
      "accounts, at list prices (npm run cost shows every line).",
  );
}

/** First what holds data, then what it needs to be brought up to date, then what works on it. */
async function deployStacks(stage: StageSettings, cdk: ReturnType<typeof cdkFor>): Promise<Outputs> {
  const id = (name: string) => `Switchbook-${stage.name}-${name}`;
  const edge = stage.firewall ? cdk.deploy([id("Edge")]) : {};
  const firewall = edge[id("Edge")]?.["FirewallArn"];
  const parameters = firewall === undefined ? [] : [`${id("Web")}:FirewallArn=${firewall}`];
  const base = cdk.deploy([id("Web"), id("Data")], parameters);
  enterStage(stage.name, base, stage.region);
  const ran = await migrate(Date.now);
  if (ran.length > 0) console.log(`Stored data was changed: ${ran.join(", ")}`);
  return { ...base, ...cdk.deploy([id("Api"), id("Rating"), id("Jobs"), id("Watch")]) };
}

function mailWords(stage: StageSettings, sandbox: boolean, state: MailState | undefined): string[] {
  if (!stage.mail) return ["No mail leaves: the stage's settings name no sender (mail)."];
  if (!state?.verified)
    return [
      `SES does not know ${stage.mail.identity} as yours yet. Set these records in DNS:`,
      ...(state?.records ?? []).map((record) => `  ${record}`),
    ];
  if (sandbox) return ["SES is in its sandbox: only verified addresses get mail. Ask AWS for production access."];
  return [`Mail leaves as ${stage.mail.from}.`];
}

async function deploy(name: string): Promise<void> {
  const stage = stageSettings(name);
  step("Credentials");
  const { sandbox } = await checkCredentials(stage.region);
  console.log("AWS takes them.");
  const cdk = cdkFor(stage.name, stage.region);
  step("What is to be deployed");
  cdk.synth();
  cdk.bootstrap();
  cdk.diff();
  printEstimate(stage);
  if (!values.yes && !/^y(es)?$/i.test((await ask("\nDeploy? (y/n) ")).trim()))
    return console.log("Nothing was deployed.");
  step("Stacks");
  const outputs = await deployStacks(stage, cdk);
  const { publicUrl } = enterStage(stage.name, outputs, stage.region);
  const web = outputs[`Switchbook-${stage.name}-Web`] ?? {};
  step("Page");
  console.log(`${await putPages(web["PageBucket"] ?? "", stage.region)} files.`);
  step("Mail");
  for (const line of mailWords(stage, sandbox, await mailState(stage))) console.log(line);
  step("First administrator");
  for (const line of await firstAdmin(stage.alarmEmail ?? null)) console.log(line);
  step("Addresses");
  console.log(`page and API   ${publicUrl}\nswitches       ${publicUrl}/switch/v1`);
  if (stage.domain) console.log(`DNS            ${stage.domain.name}  CNAME  ${web["DoorName"]}`);
}

const [name] = positionals;
if (name === undefined) {
  console.error("usage: npm run deploy -- STAGE [--yes] [--calls-per-month N] [--accounts N]; see docs/deployment.md");
  process.exit(1);
}
await deploy(name).catch((error: Error) => {
  console.error(`\n${error.message}\nWhat was done stays; begin again when the cause is mended.`);
  process.exitCode = 1;
});
