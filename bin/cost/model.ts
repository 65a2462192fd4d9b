import type { StageSettings } from "../../lib/stage.ts";
import { hoursOfMonth, type Inventory } from "./inventory.ts";
import { free, type Price, prices } from "./prices.ts";
import * as units from "./units.ts";

export interface Load {
  callsPerMonth: number;
  accounts: number;
  /** Share of the calls that a switch asks for beforehand, 0 to 1. */
  authorized: number;
  /** Share of the calls that are delivered one by one, 0 to 1. */
  single: number;
}

/** What a line belongs to: the calls themselves, what is asked for beside them, and what stands there without any. */
export type Group = "idle" | "options" | "calls" | "kept" | "single posts" | "reservations" | "edge";

export interface Line {
  group: Group;
  what: string;
  count: number;
  price: Price;
  dollars: number;
}

const line = (group: Group, what: string, count: number, price: Price): Line => ({
  ...{ group, what, count, price },
  dollars: count * price.dollars,
});
const above = (count: number, allowance: number): number => Math.max(0, count - allowance);
const gigabytes = (bytes: number): number => bytes / 1e9;
/** Requests of people's pages. */
const pageRequestsOf = ({ accounts }: Load): number => units.pageViewsOf(accounts) * units.requestsOfView;
/** Gigabyte-seconds of so many milliseconds with so many megabytes. */
const work = (ms: number, megabytes: number): number => (ms / 1000) * (megabytes / 1024);

function idleLines(stage: StageSettings, own: Inventory): Line[] {
  const { streamShards: shards, streamRetentionHours: kept } = stage;
  const runs = own.scheduledRuns;
  const stream =
    shards === "on-demand"
      ? [line("idle", "stream, on demand", hoursOfMonth, prices.streamHour)]
      : [
          line("idle", "stream: shards", shards * hoursOfMonth, prices.shardHour),
          line("idle", "stream: retention above a day", kept > 24 ? shards * hoursOfMonth : 0, prices.longShardHour),
        ];
  return [
    ...stream,
    line("idle", "alarms", above(own.alarmMetrics, free.alarms), prices.alarm),
    line("idle", "metrics of our own", above(own.ownMetrics, free.metrics), prices.metric),
    line("idle", "dashboards", above(own.dashboards, free.dashboards), prices.dashboard),
    line("idle", "secrets", own.secrets, prices.secret),
    line("idle", "jobs by the clock: table", runs * units.idleReadUnits, prices.readUnit),
    line("idle", "jobs by the clock: runs", above(runs, free.invocations), prices.invocation),
    line(
      "idle",
      "jobs by the clock: work",
      above(runs * units.idleRunSeconds, free.gigabyteSeconds),
      prices.gigabyteSecond,
    ),
    line(
      "idle",
      "jobs by the clock: logs",
      above(gigabytes(runs * units.logBytesOfRun), free.logGigabytes),
      prices.logGigabyte,
    ),
  ];
}

function optionLines({ switchProvisioned }: StageSettings, own: Inventory, requests: number): Line[] {
  const asked = own.keys > 0 ? above(own.keyRequests, free.keyRequests) : 0;
  return [
    line("options", "own keys", own.keys, prices.key),
    line("options", "own keys: requests, at most", asked, prices.keyRequest),
    line("options", "firewall", own.firewallRules > 0 ? 1 : 0, prices.firewall),
    line("options", "firewall: rules", own.firewallRules, prices.firewallRule),
    line("options", "firewall: requests", own.firewallRules > 0 ? requests : 0, prices.firewallRequest),
    line("options", "warm switch API", switchProvisioned * hoursOfMonth * 3600, prices.warmGigabyteSecond),
  ];
}

/** Batches are what ends in a window, all day alike: in a busy hour they are larger and a call is cheaper. */
export function batchOf({ callsPerMonth, accounts }: Load, { ratingWindowSeconds }: StageSettings): units.Batch {
  const perSecond = callsPerMonth / (hoursOfMonth * 3600);
  return { calls: Math.max(1, perSecond * ratingWindowSeconds), accounts, windowSeconds: ratingWindowSeconds };
}

function callLines(stage: StageSettings, load: Load): Line[] {
  const calls = load.callsPerMonth;
  const batch = batchOf(load, stage);
  const batches = calls / batch.calls;
  const gathered = (calls * (1 - load.single)) / units.callsInDelivery;
  const onStream = calls * units.packedBytes;
  const putUnits = Math.max(gathered, onStream / 25_000);
  const stream =
    stage.streamShards === "on-demand"
      ? [
          line("calls", "stream: in", gigabytes(Math.max(onStream, gathered * 1024)), prices.streamGigabyteIn),
          line("calls", "stream: out", gigabytes(onStream), prices.streamGigabyteOut),
        ]
      : [line("calls", "stream: puts", putUnits, prices.putUnit)];
  const read = units.readUnitsOf(batch) * batches;
  return [
    line("calls", "deliveries: requests", gathered, prices.apiRequest),
    line("calls", "deliveries: runs", gathered, prices.invocation),
    line("calls", "deliveries: work", work(gathered * units.deliveryMs, 1024), prices.gigabyteSecond),
    ...stream,
    line("calls", "rating: runs", batches, prices.invocation),
    line("calls", "rating: work", work(calls * units.ratingMs, 1769), prices.gigabyteSecond),
    line("calls", "posting: write units", units.writeUnitsOf(batch) * batches, prices.writeUnit),
    line("calls", "posting: read units", read, prices.readUnit),
    line("calls", "kept as it came: puts", batches + gathered, prices.filePut),
    line("calls", "kept as it came: events", batches, prices.fileEvent),
    line(
      "calls",
      "logs",
      gigabytes(batches * units.logBytesOfBatch + gathered * units.logBytesOfRequest),
      prices.logGigabyte,
    ),
  ];
}

/** Those in the other vault are on the other account's bill. */
function copyLines({ copyVaultArn }: StageSettings, gigabytesOfTable: number): Line[] {
  const copied = copyVaultArn ? gigabytesOfTable : 0;
  return [
    line("kept", "weekly copies: here", copied * units.copiesHere, prices.copiedGigabyte),
    line("kept", "weekly copies: in the other account", copied * units.copiesThere, prices.copiedGigabyte),
  ];
}

/** What a year of such months leaves, and what it takes to keep it. */
function keptLines(stage: StageSettings, load: Load): Line[] {
  const { rawDays } = stage;
  const { callsPerMonth } = load;
  const batch = batchOf(load, stage);
  const expiries = units.expiryUnitsOf(batch) * (callsPerMonth / batch.calls);
  const ofYear = gigabytes(callsPerMonth * 12 * units.callBytes);
  const table = (ofYear * units.blockDays) / 365;
  const raw = (days: number) => gigabytes((callsPerMonth / 30) * days * units.packedBytes);
  return [
    line("kept", "a year of calls: those of five weeks in the table", table, prices.tableGigabyte),
    line("kept", "the same, restorable", table, prices.restorableGigabyte),
    ...copyLines(stage, table),
    line("kept", "a year of calls: days in files", ofYear, prices.fileGigabyte),
    line("kept", "days into files: write units", expiries, prices.writeUnit),
    line("kept", "days into files: read units", callsPerMonth * units.filingReadUnits, prices.readUnit),
    line("kept", "days into files: work", work(callsPerMonth * units.filingMs, 1769), prices.gigabyteSecond),
    line("kept", "days into files: puts", load.accounts * 30 * units.filesOfDay, prices.filePut),
    line("kept", "what came, 90 days", raw(90), prices.fileGigabyte),
    line("kept", "what came, after that", raw(Math.max(0, rawDays - 90)), prices.coldGigabyte),
  ];
}

/** What people's pages and the switches ask at the edge. */
const edgeRequestsOf = (load: Load): number =>
  pageRequestsOf(load) +
  load.callsPerMonth * (load.single + load.authorized + (1 - load.single) / units.callsInDelivery);

function besideLines(load: Load): Line[] {
  const single = load.callsPerMonth * load.single;
  const asked = load.callsPerMonth * load.authorized;
  const views = units.pageViewsOf(load.accounts);
  const requests = pageRequestsOf(load);
  return [
    line("single posts", "requests", single, prices.apiRequest),
    line("single posts", "runs", single, prices.invocation),
    line("single posts", "work", work(single * units.deliveryMs, 1024), prices.gigabyteSecond),
    line("single posts", "stream: puts", single, prices.putUnit),
    line("reservations", "requests", asked, prices.apiRequest),
    line("reservations", "runs", asked, prices.invocation),
    line("reservations", "work", work(asked * units.authorizeMs, 1024), prices.gigabyteSecond),
    line("reservations", "write units", asked * units.authorizeWriteUnits, prices.writeUnit),
    line("reservations", "read units", asked * units.authorizeReadUnits, prices.readUnit),
    line("edge", "requests", above(edgeRequestsOf(load), free.edgeRequests), prices.edgeRequest),
    line("edge", "bytes", above(gigabytes(views * units.bytesOfView), free.edgeGigabytes), prices.edgeGigabyte),
    line("edge", "API of pages", requests, prices.apiRequest),
  ];
}

/** Every line of a month's bill. */
export const billOf = (stage: StageSettings, inventory: Inventory, load: Load): Line[] => [
  ...idleLines(stage, inventory),
  ...optionLines(stage, inventory, load.callsPerMonth > 0 ? edgeRequestsOf(load) : 0),
  ...(load.callsPerMonth > 0 ? [...callLines(stage, load), ...keptLines(stage, load), ...besideLines(load)] : []),
];

export const sumOf = (lines: readonly Line[], ...groups: Group[]): number =>
  lines.filter(({ group }) => groups.length === 0 || groups.includes(group)).reduce((sum, one) => sum + one.dollars, 0);
