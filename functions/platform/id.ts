import { randomBytes } from "node:crypto";
import { now } from "./clock.ts";

/** The one table of id prefixes. An id says what it is wherever it is met. */
export const idPrefixes = {
  user: "usr",
  apiKey: "key",
  device: "dev",
  sipDevice: "sip",
  tariff: "trf",
  card: "crd",
  rateImport: "imp",
  source: "src",
  upload: "upl",
  delivery: "dlv",
  dayFile: "cdy",
  payment: "pay",
  entry: "ent",
  event: "evt",
  rule: "rul",
  route: "rte",
  dialingRoute: "drt",
  routeRow: "row",
  vendor: "ven",
  gateway: "gtw",
  exchangeRate: "fxr",
  savedView: "viw",
  bulkJob: "blk",
  customerImport: "cim",
  export: "exp",
  comparison: "cmp",
  replay: "rpl",
  mail: "eml",
  ledgerCheck: "chk",
  topUp: "top",
  rateNotice: "ntc",
  billingRun: "run",
  alert: "alr",
  webhook: "whk",
  webhookMessage: "msg",
  rerate: "rrt",
} as const;

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function base32(value: bigint, length: number): string {
  let text = "";
  for (let rest = value, i = 0; i < length; i++, rest >>= 5n) text = crockford[Number(rest & 31n)] + text;
  return text;
}

/** A prefixed ULID: 48 bits of time, then 80 random bits, so ids sort by the instant they were made. */
export function newId(kind: keyof typeof idPrefixes): string {
  const random = BigInt(`0x${randomBytes(10).toString("hex")}`);
  return `${idPrefixes[kind]}_${base32(BigInt(now()), 10)}${base32(random, 16)}`;
}
