import { parseArgs } from "node:util";
import { stageSettings } from "../lib/stage.ts";
import { ask } from "./deploy/ask.ts";
import { cdkFor } from "./deploy/cdk.ts";
import { checkCredentials } from "./deploy/mail.ts";

/**
 * `npm run destroy -- STAGE [--with-data]`: takes a deployment away. Table, files and keys stay unless `--with-data` is
 * said, the stage's settings let data go (`keepData: false`), and the stage's name is typed.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { "with-data": { type: "boolean", default: false } },
});

async function destroy(name: string): Promise<void> {
  const stage = stageSettings(name);
  const withData = values["with-data"];
  if (withData && stage.keepData)
    throw new Error(
      "The stage's settings keep its data. Set keepData to false, deploy once, so that table and buckets may go, and ask again.",
    );
  if (!withData && !stage.keepData)
    throw new Error("This stage's data goes with its stacks (keepData is false). Say --with-data if that is meant.");
  await checkCredentials(stage.region);
  const what = withData ? "everything, data too," : "functions, API and page; table, files and keys stay";
  const typed = await ask(`This takes ${what} of stage ${name} away. Type its name to go on: `);
  if (typed.trim() !== name) return console.log("\nNothing was destroyed.");
  const cdk = cdkFor(stage.name, stage.region);
  cdk.synth();
  cdk.destroy();
  console.log(
    withData
      ? "Everything is gone."
      : "Gone. The table, the files and the keys are still there, and cost what they hold.",
  );
}

const [name] = positionals;
if (name === undefined) {
  console.error("usage: npm run destroy -- STAGE [--with-data]; see docs/deployment.md");
  process.exit(1);
}
await destroy(name).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
