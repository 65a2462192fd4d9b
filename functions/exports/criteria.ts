import type { ExportKindName } from "./export.ts";

/** Filters in words, for the dialog, the list of exports and the first lines of a PDF. */

const words: Record<string, string> = {
  account: "account code is",
  accounts: "chosen customers:",
  username: "login user name contains",
  company: "company contains",
  name: "name contains",
  ip: "IP address begins with or covers",
  sipUser: "SIP user begins with",
  q: "any of these columns begins with",
  status: "status is",
  mark: "marked as",
  type: "type is",
  tariff: "tariff is",
  card: "rate card is",
  route: "route is",
  prefix: "prefix begins with",
  at: "in force at",
  from: "from",
  to: "to",
  cli: "calling number begins with",
  cld: "called number begins with",
  direction: "direction is",
  destination: "destination is",
  disposition: "disposition is",
  cause: "release cause is",
  device: "device is",
  deviceId: "device is",
  vendor: "vendor is",
  gateway: "gateway is",
  minSeconds: "seconds of talk at least",
  maxSeconds: "seconds of talk at most",
  minCharge: "charge at least",
  maxCharge: "charge at most",
  source: "CDR source is",
  day: "day is",
  actor: "done by",
  kind: "done to a",
  action: "action is",
  text: "says",
  reason: "reason is",
  only: "only what is",
  comparison: "comparison is",
  class: "difference is",
  by: "grouped by",
  timeZone: "by the clocks of",
  sort: "sorted by",
  rerate: "re-rating is",
};

const ofSetup = { prefix: "rated prefix is", from: "set up from", to: "set up before" };

/** Where a filter's name means something else in one list. */
const ownWords: Partial<Record<ExportKindName, Record<string, string>>> = {
  customers: { account: "account code begins with" },
  dids: { prefix: "number begins with" },
  rates: { destination: "destination contains" },
  invoices: { from: "issued from", to: "issued to" },
  payments: { kind: "kind is", text: "reference, note or method contains", from: "booked from", to: "booked to" },
  calls: ofSetup,
  analysis: ofSetup,
  "overall-analysis": { ...ofSetup, reseller: "customers of", currency: "money in" },
};

/** `-company` is the order from Z to A. */
const valueText = (name: string, value: string): string =>
  name === "sort" && value.startsWith("-") ? `${value.slice(1)}, last first` : value;

/** Many chosen are told by their number. */
const textOf = (value: unknown): string => (Array.isArray(value) ? String(value.length) : String(value));

const order = Object.keys(words);

/** One sentence part for every filter that is set, always in the same order: a kept filter has none. */
export const criteriaOf = (kind: ExportKindName, filter: Record<string, unknown>): string[] =>
  Object.entries(filter)
    .filter(([, value]) => value !== undefined && value !== null && value !== "")
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([name, value]) => `${ownWords[kind]?.[name] ?? words[name] ?? name} ${valueText(name, textOf(value))}`);
