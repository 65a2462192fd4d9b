import { parseArgs } from "node:util";
import { isKnownZone } from "../functions/time/zone.ts";
import { DumpFault } from "./migrate/dump.ts";
import { invite, type MigrationOptions, mappings, migrate, migratedText } from "./migrate/migration.ts";
import { reconciledText } from "./migrate/reconcile.ts";
import { overHttp, TargetFault } from "./migrate/target.ts";

/**
 * npm run migrate: takes an OV500, ASTPP or MagnusBilling over out of a dump of its database, into a running Switchbook.
 * Without --apply nothing is written. docs/migration.md has the whole way.
 */

const usage = `npm run migrate -- --from ov500|astpp|magnusbilling --dump FILE --url https://… [--apply]

  --dump FILE        mysqldump as .sql or .sql.gz, or a folder or ZIP of CSV files, one a table
  --url URL          the running Switchbook; its key (sbk_…) is in the environment: SWITCHBOOK_KEY
  --apply            make it; without it the dump is only tried, and nothing is written
  --invite           mail everybody that was taken over a link to set its password
  --time-zone ZONE   of the clock times in the dump (default UTC)
  --currency CODE    where the dump does not say (default: the base currency of the settings)
  --charset NAME     of the dump (default utf-8)
  --sip-realm NAME   in the hashes of phones whose secret the dump does not have
  --set-aside-there  what customers have was taken off their resellers' balances there already
  --did-rent         take the rents of DIDs over; they begin on the day of the run`;

class UsageFault extends Error {}

function optionsOf(argv: string[]): MigrationOptions & { url: string; key: string; invites: boolean } {
  const { values } = parseArgs({
    args: argv,
    options: {
      ...{ from: { type: "string" }, dump: { type: "string" }, url: { type: "string" } },
      ...{ apply: { type: "boolean" }, invite: { type: "boolean" }, "did-rent": { type: "boolean" } },
      ...{ "time-zone": { type: "string", default: "UTC" }, charset: { type: "string", default: "utf-8" } },
      ...{ currency: { type: "string" }, "sip-realm": { type: "string" }, "set-aside-there": { type: "boolean" } },
    },
  });
  const key = process.env["SWITCHBOOK_KEY"] ?? "";
  const faults = [
    ...(values.from && Object.hasOwn(mappings, values.from)
      ? []
      : [`--from must be one of ${Object.keys(mappings).join(", ")}.`]),
    ...(values.dump ? [] : ["--dump must name a file or a folder."]),
    ...(values.url && URL.canParse(values.url) ? [] : ["--url must be the address of a running Switchbook."]),
    ...(isKnownZone(values["time-zone"]) ? [] : ["--time-zone must be a zone such as Europe/Berlin."]),
    ...(key ? [] : ["SWITCHBOOK_KEY must hold an API key."]),
  ];
  if (faults.length > 0) throw new UsageFault([...faults, "", usage].join("\n"));
  return {
    ...{ from: values.from as keyof typeof mappings, url: values.url ?? "", key, invites: values.invite === true },
    dump: { path: values.dump ?? "", charset: values.charset },
    ...{ currency: values.currency, sipRealm: values["sip-realm"] ?? null, timeZone: values["time-zone"] },
    ...{ applies: values.apply === true, takeRents: values["did-rent"] === true },
    isSetAsideThere: values["set-aside-there"] === true,
  };
}

async function main(argv: string[]): Promise<number> {
  const options = optionsOf(argv);
  const target = overHttp(options.url, options.key);
  const migrated = await migrate(target, options);
  console.log(migratedText(migrated));
  if (options.invites) for (const line of await invite(target, migrated.run.records, options.from)) console.log(line);
  if (!migrated.reconciled) {
    console.log("\nTried only: nothing was written. --apply makes it.");
    return 0;
  }
  console.log(`\nReconciled\n${reconciledText(migrated.reconciled)}`);
  return migrated.reconciled.differences.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isSaid = error instanceof UsageFault || error instanceof DumpFault || error instanceof TargetFault;
  console.error(
    isSaid || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS") ? (error as Error).message : error,
  );
  process.exitCode = 2;
}
