import { parseArgs } from "node:util";
import { stageSettings } from "../lib/stage.ts";
import { inventoryOf } from "./cost/inventory.ts";
import { batchOf, billOf, type Line, sumOf } from "./cost/model.ts";
import { asOf, region } from "./cost/prices.ts";
import { writeUnitsOf } from "./cost/units.ts";

/** `npm run cost -- --calls-per-month 100000000 --accounts 1000 [--stage NAME] [--authorized 0.5] [--single 0.1]` */

const { values } = parseArgs({
  options: {
    "calls-per-month": { type: "string", default: "0" },
    accounts: { type: "string", default: "100" },
    authorized: { type: "string", default: "0" },
    single: { type: "string", default: "0" },
    stage: { type: "string", default: "small" },
    window: { type: "string" },
  },
});

const faults: string[] = [];
function numberOf(name: keyof typeof values, most: number): number {
  const number = Number(values[name]);
  if (!(number >= 0 && number <= most)) faults.push(`--${name} must be a number from 0 to ${most}`);
  return number;
}
const load = {
  callsPerMonth: numberOf("calls-per-month", 1e11),
  accounts: numberOf("accounts", 1e6),
  authorized: numberOf("authorized", 1),
  single: numberOf("single", 1),
};
const window = values.window === undefined ? undefined : numberOf("window", 300);
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}

const money = (dollars: number) => dollars.toFixed(2).padStart(10);
const count = (number: number) => Math.round(number).toLocaleString("en-US").padStart(15);
const print = ({ what, count: n, price, dollars }: Line) =>
  console.log(`  ${what.padEnd(34)}${count(n)} × ${price.unit.padEnd(42)}${money(dollars)}`);

const settings = stageSettings(values.stage);
const stage = window === undefined ? settings : { ...settings, ratingWindowSeconds: window };
const lines = billOf(stage, inventoryOf(stage), load);
console.log(`A month of stage ${stage.name}, US dollars, list prices of ${region} (${asOf}); see bin/cost/prices.ts\n`);
for (const group of new Set(lines.map((one) => one.group))) {
  const own = lines.filter((one) => one.group === group && one.count > 0);
  if (own.length === 0) continue;
  console.log(group);
  for (const one of own) print(one);
  console.log(`  ${"".padEnd(94)}${money(sumOf(own))}`);
}
console.log(`\n${"All".padEnd(96)}${money(sumOf(lines))}`);

const target = (what: string, is: number, most: number) =>
  console.log(`${what}: $${is.toFixed(2)}, target at most $${most.toFixed(2)}: ${is <= most ? "met" : "MISSED"}`);
const idle = sumOf(lines, "idle");
if (stage.streamShards === 1 && stage.streamRetentionHours === 24) target("Idle, without options", idle, 15);

/** What each option adds to an idle month, whether the stage has it or not. */
const all = { ...stage, ownKeys: true, firewall: true, switchProvisioned: Math.max(1, stage.switchProvisioned) };
const nothing = { callsPerMonth: 0, accounts: 0, authorized: 0, single: 0 };
const offered = billOf(all, inventoryOf(all), nothing).filter(({ group }) => group === "options");
console.log("\nOptions, each beside that:");
for (const name of ["own keys", "firewall", "warm switch API"]) {
  const own = offered.filter(({ what }) => what.startsWith(name));
  console.log(`  ${name.padEnd(94)}${money(sumOf(own))}`);
}
if (load.callsPerMonth > 0) {
  const batch = batchOf(load, stage);
  const units = writeUnitsOf(batch) / batch.calls;
  console.log(
    `A batch: ${batch.calls.toFixed(0)} calls of ${batch.windowSeconds} s, ${units.toFixed(2)} write units a call`,
  );
  const most = stage.ratingWindowSeconds >= 120 ? 1 : 1.8;
  target("A million calls, delivered in batches", (sumOf(lines, "calls") / load.callsPerMonth) * 1e6, most);
}
