import { decimalOf, nanoOf } from "../../functions/money/money.ts";
import { CallTaker } from "./apply-calls.ts";
import { customersHere, takeCustomers, takeDids } from "./apply-customers.ts";
import { resellersHere, takeResellerOpenings, takeResellers } from "./apply-resellers.ts";
import { takeRoutes, takeTariffs, takeVendors } from "./apply-selling.ts";
import { astpp } from "./astpp.ts";
import type { DumpRow } from "./dump.ts";
import { magnusbilling } from "./magnusbilling.ts";
import { type DumpFile, rowsOf } from "./open-dump.ts";
import { ov500 } from "./ov500.ts";
import { placed } from "./place.ts";
import { type Reconciled, reconcile } from "./reconcile.ts";
import type { MapOptions, Mapping, Origin, PlacedRecords } from "./records.ts";
import { kinds, Run } from "./run.ts";
import { refusal, type Target, TargetFault } from "./target.ts";

/** A whole takeover: the dump is read twice, once for what is held in memory and once for its calls. */

export const mappings = { ov500, astpp, magnusbilling } satisfies Partial<Record<Origin, Mapping>>;

export interface MigrationOptions extends Pick<MapOptions, "timeZone" | "takeRents" | "sipRealm"> {
  from: keyof typeof mappings;
  dump: DumpFile;
  /** Used where the dump does not say; left out: the base currency of the settings. */
  currency: string | undefined;
  /** What customers have was taken off their resellers' balances there already (`set-aside.ts`). */
  isSetAsideThere: boolean;
  /** False: nothing is written. */
  applies: boolean;
}

export interface Migrated {
  run: Run;
  /** Of a trial undefined: nothing is here yet. */
  reconciled: Reconciled | undefined;
}

async function settingsOf(target: Target) {
  const reply = await target.ask("GET", "/settings");
  if (reply.status !== 200) throw new TargetFault(`GET /settings: ${refusal(reply)}`);
  return reply.body as MapOptions & { baseCurrency: string; sipRealm: string };
}

async function heldTables(mapping: Mapping, dump: DumpFile): Promise<Map<string, DumpRow[]>> {
  const tables = new Map<string, DumpRow[]>();
  for await (const row of rowsOf(dump, mapping.holds)) {
    const rows = tables.get(row.table) ?? [];
    tables.set(row.table, rows);
    rows.push(row);
  }
  return tables;
}

/** @throws DumpFault for a dump that cannot be read, TargetFault where the API does not answer as it should */
export async function migrate(target: Target, options: MigrationOptions): Promise<Migrated> {
  const settings = await settingsOf(target);
  const mapping: Mapping = mappings[options.from];
  const tables = await heldTables(mapping, options.dump);
  const mapOptions: MapOptions = {
    ...{ timeZone: options.timeZone, takeRents: options.takeRents, sipRealm: options.sipRealm },
    currency: options.currency ?? settings.baseCurrency,
    ...{ phoneRule: settings.phoneRule, emailMaxLength: settings.emailMaxLength },
  };
  const records = placed(mapping.map(tables, mapOptions), options.isSetAsideThere);
  const run = new Run({ target, records, origin: mapping.origin, applies: options.applies });
  await takeTariffs(run, [null]);
  await takeVendors(run);
  await takeRoutes(run);
  await takeResellers(run);
  await takeCustomers(run, settings.sipRealm);
  await takeResellerOpenings(run);
  await takeDids(run);
  const taker = new CallTaker(run);
  const callOf = mapping.calls(tables, mapOptions);
  for await (const row of rowsOf(options.dump, mapping.isCalls)) await taker.take(callOf(row), row);
  await taker.finish();
  return { run, reconciled: options.applies ? await reconcile(run, taker.sums) : undefined };
}

/** Sends everybody that was taken over, and has an e-mail address, a link by which it sets its password. */
export async function invite(target: Target, records: PlacedRecords, origin: Origin): Promise<string[]> {
  const run = new Run({ target, records, origin, applies: true });
  const [customers, resellers] = [await customersHere(run), await resellersHere(run)];
  const invited = [
    ...records.resellers.map(({ id, fields }) => {
      const account = resellers.get(fields.username.toLowerCase())?.account;
      return { id, account, email: fields.email, path: `/resellers/${account}` };
    }),
    ...records.customers.map(({ id, fields }) => {
      const account = customers.get(run.tag(id))?.account;
      return { id, account, email: fields.email, path: `/customers/${account}` };
    }),
  ];
  const lines: string[] = [];
  for (const { id, account, email, path } of invited) {
    if (!account) continue;
    const reply = email ? await target.ask("POST", `${path}/invitations`, {}) : undefined;
    const outcome = !reply
      ? "has no e-mail address"
      : reply.status === 201
        ? `sent to ${reply.body.sentTo}`
        : refusal(reply);
    lines.push(`${account} ${id}: ${outcome}`);
  }
  return lines;
}

function sumsOf(accounts: readonly { currency: string; balance: string }[]): [string, string][] {
  const sums = new Map<string, bigint>();
  for (const { currency, balance } of accounts) sums.set(currency, (sums.get(currency) ?? 0n) + nanoOf(balance));
  return [...sums].map(([currency, sum]) => [currency, decimalOf(sum)]);
}

function balancesOf({ customers, resellers, openings }: PlacedRecords): string[] {
  const here = resellers.flatMap(({ id, fields }) => {
    const opening = openings.get(id);
    return opening ? [{ currency: fields.currency, balance: opening.balance }] : [];
  });
  return [
    ...sumsOf(customers.map(({ fields, balance }) => ({ currency: fields.currency, balance }))).map(
      ([currency, sum]) => `  ${currency} ${sum} of customers`,
    ),
    ...sumsOf(here).map(
      ([currency, sum]) => `  ${currency} ${sum} of resellers, besides what is set aside for customers`,
    ),
  ];
}

/** What was done, or would be; and every fault by its table and row. */
export function migratedText({ run }: Migrated): string {
  const made = run.applies ? "made" : "to make";
  const rows = kinds
    .map((kind) => [kind, run.counts.get(kind)] as const)
    .filter(([, count]) => count && count.made + count.kept + count.refused > 0)
    .map(
      ([kind, count]) =>
        `  ${kind.padEnd(17)} ${[count?.made, count?.kept, count?.refused].map((n) => String(n).padStart(9)).join("")}`,
    );
  const of = (wanted: "LEFT_OUT" | "ADAPTED") =>
    run.faults.filter(({ kind }) => kind === wanted).map(({ where, message }) => `  ${where}: ${message}`);
  const section = (title: string, lines: string[]) =>
    lines.length > 0 ? [`${title} (${lines.length})`, ...lines] : [];
  return [
    `  ${"".padEnd(17)} ${[made, "there", "not taken"].map((head) => head.padStart(9)).join("")}`,
    ...rows,
    ...section("Opening balances by currency", balancesOf(run.records)),
    ...section("Left out", of("LEFT_OUT")),
    ...section("Taken with another value", of("ADAPTED")),
    ...section(
      "Kept by the other system only",
      [...run.records.notTaken].map(([table, n]) => `  ${table}: ${n}`),
    ),
  ].join("\n");
}
