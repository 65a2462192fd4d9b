import type { Key } from "./table.ts";

/**
 * Every key of the single table, one line per item type. No other file spells a pk or sk. Keys are read by eye in a
 * console when something is wrong, so they say what they are.
 */

/** The index list from which the stack and the tests build the table. `gsi1` is sparse: only items that set its keys are in it. */
export const tableIndexes = [{ name: "gsi1", pk: "gsi1pk", sk: "gsi1sk" }] as const;

const key = (pk: string, sk: string): Key => ({ pk, sk });

/** Keys of the sparse index for an item. */
export const indexed = (gsi1pk: string, gsi1sk: string) => ({ gsi1pk, gsi1sk });

export const keys = {
  // customers
  customer: (account: string) => key(`ACC#${account}`, "CUSTOMER"),
  customerListing: (owner: string, account: string) => key(`LIST#${owner}`, account),
  /** A web login, unique in the system without case, whoever it belongs to. */
  login: (username: string) => key(`LOGIN#${username.toLowerCase()}`, "LOGIN"),
  /** What a switch calls a customer or device; `source` is `*` where it counts for all. */
  alias: (source: string, code: string) => key(`ALIAS#${source}#${code}`, "ALIAS"),
  // devices
  ipDevice: (account: string, id: string) => key(`ACC#${account}`, `IPDEV#${id}`),
  sipDevice: (account: string, id: string) => key(`ACC#${account}`, `SIPDEV#${id}`),
  /** All IP devices of one /24 or /64. */
  ipBlock: (block: string) => key(`IPNET#${block}`, "NET"),
  sipLogin: (login: string) => key(`SIPUSER#${login.toLowerCase()}`, "SIP"),
  sipExtension: (account: string, extension: string) => key(`ACC#${account}`, `EXT#${extension}`),
  // tariffs: rates are never items; a version names the bodies that hold them
  tariff: (id: string) => key(`TARIFF#${id}`, "TARIFF"),
  tariffVersion: (id: string, version: number) => key(`TARIFF#${id}`, `V#${String(version).padStart(9, "0")}`),
  sheetLayout: (tariffId: string) => key(`TARIFF#${tariffId}`, "SHEET"),
  /** Index partition of all tariffs. */
  tariffListing: () => key("TARIFFS", ""),
  rateImport: (id: string) => key(`RATEIMPORT#${id}`, "RATEIMPORT"),
  /** Index partition of the imports of one tariff. */
  rateImportsOf: (tariffId: string) => key(`RATEIMPORTS#${tariffId}`, ""),
  // users, sign-in
  userListing: (id: string) => key("LISTUSERS", id),
  session: (hash: string) => key(`SESSION#${hash}`, "SESSION"),
  apiKey: (id: string) => key(`APIKEY#${id}`, "APIKEY"),
  apiKeyListing: (id: string) => key("LISTAPIKEYS", id),
  attempts: (subject: string) => key(`ATTEMPTS#${subject}`, "ATTEMPTS"),
  // platform
  idempotency: (principal: string, hash: string) => key(`IDEM#${principal}#${hash}`, "IDEM"),
  settings: () => key("SETTINGS", "SETTINGS"),
  auditEntry: (day: string, id: string) => key(`AUDIT#${day}`, id),
  /** Index partition of what concerns one customer. */
  auditOf: (account: string) => key(`AUDIT#${account}`, ""),
  // intake
  source: (id: string) => key("CDRSOURCES", id),
  sourceClaim: (name: string, format: string) => key(`CDRSOURCE#${name}#${format}`, "CLAIM"),
  upload: (id: string) => key(`UPLOAD#${id}`, "UPLOAD"),
  /** Counts of one batch of an upload. Zero-padded, so that the parts of one reading stand together. */
  uploadPart: (id: string, part: number) => key(`UPLOAD#${id}`, `PART#${String(part).padStart(12, "0")}`),
  /** The number of a part, of its sort key. */
  partOf: (sk: string): number => Number(sk.slice("PART#".length)),
  /** The sum of an upload's first parts. */
  uploadSum: (id: string) => key(`UPLOAD#${id}`, "SUM"),
  /** Index partition of all uploads, newest last. */
  uploads: () => key("UPLOADS", ""),
  /** What a source delivered on one day, in a few shards because every delivery adds to it. */
  sourceDay: (source: string, day: string, shard: number) => key(`CDRSOURCE#${source}#${day}`, `SHARD#${shard}`),
  // money
  balance: (account: string) => key(`ACC#${account}`, "BAL"),
  /** Marks of posted calls of one account and ten minutes; `bits` lead to a part of a split set. */
  seen: (account: string, window: number, bits: string) => key(`SEEN#${account}#${window}`, `B${bits}`),
  /** A block of calls, named by the last setup in it so that the newest can be read first. */
  callBlock: (account: string, day: string, block: string) => key(`CALLS#${account}#${day}`, block),
  ledgerEntry: (account: string, date: string, seq: number) =>
    key(`LEDGER#${account}`, `${date}#${String(seq).padStart(12, "0")}`),
  /** `~` sorts behind every digit: a day's usage closes the day. */
  ledgerUsage: (account: string, date: string) => key(`LEDGER#${account}`, `${date}#~usage`),
  /** Guards a money request: exists once its ledger entry does. */
  payment: (account: string, id: string) => key(`PAY#${account}`, id),
  reservation: (account: string, authorizationId: string) => key(`RSV#${account}`, authorizationId),
  deviceSessions: (device: string) => key(`SES#${device}`, "SES"),
  frozenPeriod: (account: string, period: number) => key(`ACC#${account}`, `PERIOD#${String(period).padStart(6, "0")}`),
  /** Half a call, `INVITE` or `BYE`, until its other half comes. */
  halfCall: (call: string, half: "INVITE" | "BYE") => key(`HALF#${call}`, half),
  suspended: (id: string) => key(`SUSPENSE#${id}`, "SUSPENSE"),
};
