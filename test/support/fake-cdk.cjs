// Stands in for the command line of CDK: notes what it was asked and says what stacks would say.
const { appendFileSync, writeFileSync } = require("node:fs");
const args = process.argv.slice(2);
appendFileSync(process.env.FAKE_CDK_LOG, `${JSON.stringify(args)}\n`);
if (process.env.FAKE_CDK_FAILS === args[0]) process.exit(1);
const at = args.indexOf("--outputs-file");
const outputs = JSON.parse(process.env.FAKE_CDK_OUTPUTS ?? "{}");
if (at > 0)
  writeFileSync(
    args[at + 1],
    JSON.stringify(Object.fromEntries(Object.entries(outputs).filter(([name]) => args.includes(name)))),
  );
