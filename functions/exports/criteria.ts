import type { ExportKindName } from "./export.ts";

/** Filters in words, for the dialog, the list of exports and the first lines of a PDF. */

const words: Record<string, string> = {
  account: "account code is",
  username: "login user name contains",
  company: "company contains",
  name: "name contains",
  ip: "IP address begins with or covers",
  sipUser: "SIP user begins with",
  status: "status is",
  sort: "sorted by",
  type: "type is",
  tariff: "tariff is",
  card: "rate card is",
  prefix: "prefix begins with",
  at: "in force at",
  from: "from",
  to: "to",
  cli: "calling number begins with",
  cld: "called number begins with",
  disposition: "disposition is",
  deviceId: "device is",
  source: "CDR source is",
  day: "day is",
  reason: "reason is",
};

/** Where a filter's name means something else in one list. */
const ownWords: Partial<Record<ExportKindName, Record<string, string>>> = {
  customers: { account: "account code begins with" },
  calls: { prefix: "rated prefix is", from: "set up from", to: "set up before" },
};

/** One sentence part for every filter that is set. */
export const criteriaOf = (kind: ExportKindName, filter: Record<string, unknown>): string[] =>
  Object.entries(filter)
    .filter(([, value]) => value !== undefined && value !== null && value !== "")
    .map(([name, value]) => `${ownWords[kind]?.[name] ?? words[name] ?? name} ${String(value)}`);
