import { alertKeys } from "./alert-keys.ts";
import { key } from "./key.ts";
import { rerateKeys } from "./rerate-keys.ts";
import { trafficKeys } from "./traffic-keys.ts";

/**
 * Every key of the single table, one line per item type, those of counted traffic, of re-rating and of alerts in files beside. No
 * other file spells a pk or sk. Keys are read by eye in a console when something is wrong, so they say what they are.
 */

/**
 * The index list from which the stack and the tests build the table. Both are sparse: only items that set their keys are
 * in them. `gsi1` lists things; `gsi2` finds records in suspense by what they wait for, and lists by a second owner.
 */
export const tableIndexes = [
  { name: "gsi1", pk: "gsi1pk", sk: "gsi1sk" },
  { name: "gsi2", pk: "gsi2pk", sk: "gsi2sk" },
] as const;

interface Token {
  value: string;
  account: string;
  device?: string | undefined;
}

/** Keys of the sparse index for an item. */
export const indexed = (gsi1pk: string, gsi1sk: string) => ({ gsi1pk, gsi1sk });
/** Keys of the index of what waits. */
export const waitingIndexed = (gsi2pk: string, gsi2sk: string) => ({ gsi2pk, gsi2sk });

export const keys = {
  // customers
  customer: (account: string) => key(`ACC#${account}`, "CUSTOMER"),
  /** Index partition of the demos that will end, by the instant at which they do. */
  demosByEnd: () => key("DEMOS", ""),
  /** What undoes the closing of a customer: its login here, each of its devices below. */
  closure: (account: string) => key(`ACC#${account}`, "CLOSURE"),
  keptDevice: (account: string, id: string) => key(`ACC#${account}`, `KEPT#${id}`),
  customerListing: (owner: string, account: string) => key(`LIST#${owner}`, account),
  /** A line's place in the order of a text. A tab sorts before whatever a text may hold. */
  listingPlace: (text: string, account: string) => `${text}\t${account}`,
  /** A beginning of a value is a range of these; a common word is spread over shards. */
  customerToken: (owner: string, of: { field: string; shard: number }, to: Token) =>
    key(`FIND#${owner}#${of.field}#${of.shard}`, [to.value, to.account, to.device ?? []].flat().join("\t")),
  accountOfToken: (sk: string): string => sk.split("\t")[1] ?? "",
  /** Counts the changes of a list and its customers. */
  listingVersion: (owner: string, shard: number) => key(`LISTVERSION#${owner}`, `SHARD#${shard}`),
  /** A web login, unique in the system without case, whoever it belongs to. */
  login: (username: string) => key(`LOGIN#${username.toLowerCase()}`, "LOGIN"),
  /** What a switch calls a customer or device; `source` is `*` where it counts for all. */
  alias: (source: string, code: string) => key(`ALIAS#${source}#${code}`, "ALIAS"),
  reseller: (account: string) => key(`ACC#${account}`, "RESELLER"),
  /** Under which name and how a reseller's customers meet the product. */
  brand: (account: string) => key(`ACC#${account}`, "BRAND"),
  /** What stands on the documents of its customers. */
  letterhead: (account: string) => key(`ACC#${account}`, "LETTERHEAD"),
  /** A reseller in the list of the operator or of a reseller above it. */
  resellerListing: (owner: string, account: string) => key(`LISTRESELLERS#${owner}`, account),
  /** What is left of a reseller's credit limit, and what it has granted. */
  creditGrants: (account: string) => key(`ACC#${account}`, "GRANTS"),
  bulkJob: (id: string) => key(`BULK#${id}`, "JOB"),
  bulkRow: (id: string, account: string) => key(`BULK#${id}`, `ROW#${account}`),
  customerImport: (id: string) => key(`CUSTIMPORT#${id}`, "IMPORT"),
  /** Index partition of the imports of one list. */
  customerImportsOf: (owner: string) => key(`CUSTIMPORTS#${owner}`, ""),
  /** What becomes of a line, by the trial that read it. */
  importRow: (of: { id: string; reading: number }, line: number | "") =>
    key(`CUSTIMPORT#${of.id}#${of.reading}`, line === "" ? "LINE#" : `LINE#${String(line).padStart(7, "0")}`),
  /** Index partition of the lines of which the same becomes. */
  importRowsOf: (of: { id: string; reading: number }, outcome: string) =>
    key(`CUSTIMPORT#${of.id}#${of.reading}#${outcome}`, ""),
  /** How the last sheets of this kind were written. */
  importLayout: (owner: string, kind: string) => key(`IMPORTLAYOUT#${owner}`, kind),
  // devices
  ipDevice: (account: string, id: string) => key(`ACC#${account}`, `IPDEV#${id}`),
  sipDevice: (account: string, id: string) => key(`ACC#${account}`, `SIPDEV#${id}`),
  /** All IP devices of one /24 or /64. */
  ipBlock: (block: string) => key(`IPNET#${block}`, "NET"),
  /** Index partition of all blocks of addresses. */
  ipBlocks: () => key("IPNETS", ""),
  sipLogin: (login: string) => key(`SIPUSER#${login.toLowerCase()}`, "SIP"),
  sipExtension: (account: string, extension: string) => key(`ACC#${account}`, `EXT#${extension}`),
  /** Where a SIP device is registered, as switches told of it. */
  registration: (account: string, deviceId: string) => key(`ACC#${account}`, `SIPREG#${deviceId}`),
  // numbers and routes
  /** One of the five rule lists of a customer, whole. */
  ruleList: (account: string, list: string) => key(`ACC#${account}`, `RULES#${list}`),
  /** All dialing routes of a customer. */
  dialingRoutes: (account: string) => key(`ACC#${account}`, "DIALROUTES"),
  route: (id: string) => key("ROUTES", id),
  /** A route's name, unique without case. */
  routeName: (name: string) => key(`ROUTENAME#${name.toLowerCase()}`, "CLAIM"),
  // DIDs, each by its whole number
  did: (number: string) => key(`DID#${number}`, "DID"),
  /** Index partition of all DIDs. */
  didListing: () => key("DIDS", ""),
  /** Index partition of a customer's DIDs. */
  didsOf: (account: string) => key(`DIDSOF#${account}`, ""),
  /** Guards a charge for a number: exists once its ledger entry does. Rent by its first day. */
  didCharge: (account: string, name: string) => key(`DIDCHARGES#${account}`, name),
  // vendors
  vendor: (id: string) => key("VENDORS", id),
  /** A vendor's name, unique without case. */
  vendorName: (name: string) => key(`VENDORNAME#${name.toLowerCase()}`, "CLAIM"),
  /** All gateways stand in one partition, those of a vendor together. */
  gateway: (vendor: string, id: string) => key("GATEWAYS", `${vendor}#${id}`),
  /** A gateway's name, unique without case whoever's it is: routes are pasted by it. */
  gatewayName: (name: string) => key(`GATEWAYNAME#${name.toLowerCase()}`, "CLAIM"),
  /** What CDRs call a gateway; `source` is `*` where it counts for all. */
  gatewayAlias: (source: string, code: string) => key(`GATEWAYALIAS#${source}#${code.toLowerCase()}`, "ALIAS"),
  /** What a vendor's calls that were charged on a day (UTC) cost, in a few shards because every batch adds to it. */
  vendorCosts: (vendor: string, day: string, shard: number | "~") => key(`VENDORCOSTS#${vendor}`, `${day}#${shard}`),
  /** What of a day's costs is in the vendor's ledger. */
  vendorBooked: (vendor: string, day: string) => key(`VENDORBOOKED#${vendor}`, day),
  /** Says that somebody was told that little is left at a vendor. */
  vendorLow: (vendor: string) => key(`VENDORLOW#${vendor}`, "LOW"),
  // exchange rates: every day of a currency with its corrections
  exchangeRate: (currency: string, day: string, correction: number) =>
    key(`EXCHANGERATE#${currency}`, `${day}#${String(correction).padStart(3, "0")}`),
  /** Index partition of all of them, newest record last. */
  exchangeRateListing: () => key("EXCHANGERATES", ""),
  // tariffs: rates are never items; a version names the bodies that hold them
  tariff: (id: string) => key(`TARIFF#${id}`, "TARIFF"),
  tariffVersion: (id: string, version: number) => key(`TARIFF#${id}`, `V#${String(version).padStart(9, "0")}`),
  sheetLayout: (tariffId: string) => key(`TARIFF#${tariffId}`, "SHEET"),
  /** Index partition of all tariffs. */
  tariffListing: () => key("TARIFFS", ""),
  /** A reseller's own tariffs. */
  tariffOf: (owner: string, id: string) => key(`TARIFFS#${owner}`, id),
  rateImport: (id: string) => key(`RATEIMPORT#${id}`, "RATEIMPORT"),
  /** Index partition of the imports of one tariff. */
  rateImportsOf: (tariffId: string) => key(`RATEIMPORTS#${tariffId}`, ""),
  // users, sign-in
  userListing: (id: string) => key("LISTUSERS", id),
  preferences: (user: string) => key(`PREFERENCES#${user}`, "PREFERENCES"),
  savedView: (user: string, id: string) => key(`VIEWS#${user}`, id),
  /** Views that everybody of an owner has: the operator's staff, or a reseller's people. */
  sharedView: (owner: string, id: string) => key(`SHAREDVIEWS#${owner}`, id),
  session: (hash: string) => key(`SESSION#${hash}`, "SESSION"),
  apiKey: (id: string) => key(`APIKEY#${id}`, "APIKEY"),
  apiKeyListing: (id: string) => key("LISTAPIKEYS", id),
  /** One of an account's own. */
  apiKeyOf: (account: string, id: string) => key(`LISTAPIKEYS#${account}`, id),
  /** The second factor of a user name. */
  secondFactor: (username: string) => key(`FACTOR#${username.toLowerCase()}`, "FACTOR"),
  /** A link that sets a password, by the hash of its token. */
  oneTimeLink: (hash: string) => key(`ONETIMELINK#${hash}`, "LINK"),
  /** A link that confirms a new e-mail address, in the same way. */
  emailLink: (hash: string) => key(`EMAILLINK#${hash}`, "LINK"),
  /** That a change of stored data was made. */
  migration: (name: string) => key("MIGRATIONS", name),
  attempts: (subject: string) => key(`ATTEMPTS#${subject}`, "ATTEMPTS"),
  // platform
  idempotency: (principal: string, hash: string) => key(`IDEM#${principal}#${hash}`, "IDEM"),
  settings: () => key("SETTINGS", "SETTINGS"),
  auditEntry: (day: string, id: string) => key(`AUDIT#${day}`, id),
  /** What the lines of a day were when it was over. */
  auditSeal: (day: string) => key("AUDITSEALS", day),
  /** Index partition of what concerns one customer. */
  auditOf: (account: string) => key(`AUDIT#${account}`, ""),
  export: (id: string) => key(`EXPORT#${id}`, "EXPORT"),
  /** Index partition of what one user or key asked to be exported. */
  exportsOf: (principal: string) => key(`EXPORTS#${principal}`, ""),
  // mail
  mail: (id: string) => key(`MAIL#${id}`, "MAIL"),
  /** Index partition of all mails, newest last. */
  mails: () => key("MAILS", ""),
  /** Index partition of a customer's mails. */
  mailsOf: (account: string) => key(`MAILSOF#${account}`, ""),
  mailShards: 4,
  /** A mail that is to be tried at an instant (epoch ms), in a few lists because every mail passes through one. */
  mailDue: (shard: number, dueMs: number, id: string) =>
    key(`MAILDUE#${shard}`, `${String(dueMs).padStart(14, "0")}#${id}`),
  /** That the provider took a mail for the first time. */
  mailFirstSent: () => key("MAILFIRSTSENT", "MAILFIRSTSENT"),
  /** The operator's own wording of a kind of mail. */
  mailTemplate: (kind: string) => key("MAILTEMPLATES", kind),
  /** Which kinds of mail a customer is spared. */
  mailSwitches: (account: string) => key(`ACC#${account}`, "MAILSWITCHES"),
  ...alertKeys,
  // intake
  source: (id: string) => key("CDRSOURCES", id),
  sourceClaim: (name: string, format: string) => key(`CDRSOURCE#${name}#${format}`, "CLAIM"),
  upload: (id: string) => key(`UPLOAD#${id}`, "UPLOAD"),
  /** Says that one batch of an upload is rated. Zero-padded, so that the parts of one reading stand together. */
  uploadPart: (id: string, part: number) => key(`UPLOAD#${id}`, `PART#${String(part).padStart(12, "0")}`),
  /** The number of a part, of its sort key. */
  partOf: (sk: string): number => Number(sk.slice("PART#".length)),
  /** How many of an upload's first parts are rated. */
  uploadSum: (id: string) => key(`UPLOAD#${id}`, "SUM"),
  /** Index partition of all uploads, newest last. */
  uploads: () => key("UPLOADS", ""),
  /** What a source delivered on one day, in a few shards because every delivery adds to it. */
  sourceDay: (source: string, day: string, shard: number) => key(`CDRSOURCE#${source}#${day}`, `SHARD#${shard}`),
  // reconciliation: shards, because every batch may add to a figure
  /** What became of the calls that a source's switch set up on one day. All days of a source stand together, in their order. */
  sourceFigures: (source: string, day: string, shard: number | "~") => key(`CDRFIGURES#${source}`, `${day}#${shard}`),
  /** Says that an account has calls of a source on a day. */
  dayAccount: (source: string, day: string, account: string) => key(`CDRACCOUNTS#${source}#${day}`, account),
  /** Which of a switch's running numbers came, by the day of the setups. */
  sourceNumbers: (source: string, day: string) => key(`CDRNUMBERS#${source}`, day),
  /** What became of the records of an upload. */
  uploadFigures: (id: string, shard: number | "") => key(`UPLOAD#${id}`, `FIGURES#${shard}`),
  /** Which lines of a delivery were counted as something that is no call. */
  countedLines: (scope: string, block: number) => key(`COUNTED#${scope}`, `LINES#${String(block).padStart(9, "0")}`),
  replay: (id: string) => key(`REPLAY#${id}`, "REPLAY"),
  /** Index partition of the replays of one source. */
  replaysOf: (source: string) => key(`REPLAYS#${source}`, ""),
  // money
  balance: (account: string) => key(`ACC#${account}`, "BAL"),
  /** Marks of posted calls of one account and ten minutes; `bits` lead to a part of a split set. */
  seen: (account: string, window: number, bits: string) => key(`SEEN#${account}#${window}`, `B${bits}`),
  /** A block of calls, named by the last setup in it so that the newest can be read first. */
  callBlock: (account: string, day: string, block: string) => key(`CALLS#${account}#${day}`, block),
  /** What of another system's calls of a UTC day was taken over. */
  takenDay: (account: string, day: string) => key(`ACC#${account}`, `TAKEN#${day}`),
  ...rerateKeys,
  ...trafficKeys,
  ledgerEntry: (account: string, date: string, seq: number) =>
    key(`LEDGER#${account}`, `${date}#${String(seq).padStart(12, "0")}`),
  ledgerMemo: (account: string, { date, seq, id }: { date: string; seq: number; id: string }) =>
    key(`LEDGER#${account}`, `${date}#${String(seq).padStart(12, "0")}#${id}`),
  /** `~` sorts behind every digit: a day's usage closes the day. */
  ledgerUsage: (account: string, date: string) => key(`LEDGER#${account}`, `${date}#~usage`),
  /** Guards a money request: exists once its ledger entry does. */
  payment: (account: string, id: string) => key(`PAY#${account}`, id),
  /** Guards a reversal: a payment is taken back once. */
  reversed: (account: string, id: string) => key(`PAY#${account}`, `${id}#REVERSED`),
  /** Index partition of all payments, newest last. */
  payments: () => key("PAYMENTS", ""),
  /** A temporary credit, by the instant (epoch ms) at which it reverts. */
  tempCredit: (dueMs: number, account: string, id: string) =>
    key("TEMPCREDITS", `${String(dueMs).padStart(14, "0")}#${account}#${id}`),
  /** A payment that waits for a second person. */
  waitingPayment: (id: string) => key(`PAYWAIT#${id}`, "PAYMENT"),
  /** Index partition of those that wait. */
  waitingPayments: () => key("PAYWAITS", ""),
  /** What customers were told of a tariff's changes, in the order in which they were told. */
  rateNotice: (tariffId: string, id: string) => key(`RATENOTICES#${tariffId}`, id),
  /** A notice that is not written to everybody yet. */
  noticeDue: (id: string) => key("NOTICEDUE", id),
  /** That a customer was written to. */
  noticeMail: (notice: string, account: string) => key(`RATENOTICE#${notice}`, account),
  topUp: (id: string) => key(`TOPUP#${id}`, "TOPUP"),
  /** The sealed keys of the card gateway. */
  cardGateway: () => key("CARDGATEWAY", "CARDGATEWAY"),
  ledgerCheck: (id: string) => key(`LEDGERCHECK#${id}`, "CHECK"),
  /** Index partition of all checks of the ledger, newest last. */
  ledgerChecks: () => key("LEDGERCHECKS", ""),
  reservation: (account: string, authorizationId: string) => key(`RSV#${account}`, authorizationId),
  /** A refusal that is said again when the same call is asked for again. */
  denial: (account: string, authorizationId: string) => key(`RSV#${account}`, `${authorizationId}#DENY`),
  /** Index partition of what is held, by the instant at which it may be given back; in a few shards. */
  leases: (shard: number) => key(`LEASES#${shard}`, ""),
  /** A call that was let go and of which no CDR has come. */
  missingCdr: (id: string) => key(`MISSINGCDR#${id}`, "MISSINGCDR"),
  /** Index partition of all of them, by the instant at which they were let go. */
  missingCdrs: () => key("MISSINGCDRS", ""),
  deviceSessions: (device: string) => key(`SES#${device}`, "SES"),
  frozenPeriod: (account: string, period: number) => key(`ACC#${account}`, `PERIOD#${String(period).padStart(6, "0")}`),
  // invoices
  /** One for each account and period. */
  invoice: (account: string, period: number) => key(`INVOICES#${account}`, `P#${String(period).padStart(6, "0")}`),
  creditNote: (account: string, number: string) => key(`CREDITNOTES#${account}`, number),
  /** Which period an invoice's number is about. */
  invoiceNumber: (account: string, number: string) => key(`INVOICENO#${account}`, number),
  /** Up to which period an account is invoiced, and with what closing balance: the next one begins there. */
  invoicedUpTo: (account: string) => key(`ACC#${account}`, "INVOICED"),
  /** The last number of a series. */
  documentSeries: (series: string) => key(`SERIES#${series}`, "SERIES"),
  /** A document in the list of the operator or a reseller, by the instant (ISO) of its issue. */
  documentListing: (owner: string, of: "INVOICES" | "CREDITNOTES", at: string, number: string) =>
    key(`LIST${of}#${owner}`, `${at}#${number}`),
  /** Index partition of documents whose files are not there yet. */
  unwrittenDocuments: (kind: "INVOICES" | "CREDITNOTES") => key(`UNWRITTEN${kind}`, ""),
  /** Index partition of invoices of which something is open, by the day on which they are due. */
  openInvoices: () => key("OPENINVOICES", ""),
  /** A customer that was suspended because it did not pay. */
  unpaidSuspension: (account: string) => key("UNPAIDSUSPENSIONS", account),
  billingRun: (id: string) => key(`BILLINGRUN#${id}`, "RUN"),
  /** Index partition of all runs, newest last. */
  billingRuns: () => key("BILLINGRUNS", ""),
  /** What a run could not invoice. */
  billingFault: (id: string, account: string) => key(`BILLINGRUN#${id}`, `FAULT#${account}`),
  /** What has come of a call whose INVITE and BYE are reported apart. */
  halfCall: (call: string) => key(`HALF#${call}`, "HALF"),
  suspended: (id: string) => key(`SUSPENSE#${id}`, "SUSPENSE"),
  /** How much waits for a reason, source and day, in a few shards because every batch may add to it. */
  suspenseCell: (reason: string, source: string, day: string, shard: number | "~") =>
    key(`WAITING#${reason}`, `${source}#${day}#${shard}`),
  /** The same of records that were written off. One partition, the source first: a batch asks whether its source has any. */
  writtenOffCell: (reason: string, source: string, day: string, shard: number) =>
    key("WRITTENOFF", `${source}#${day}#${reason}#${shard}`),
  /** A call that was too old and was released, by its identity. */
  lateCall: (identity: string) => key(`LATECALL#${identity}`, "LATECALL"),
  /** Something that records wait for and that changed. */
  causeMark: (name: string) => key("CAUSEMARKS", name),
  /** When suspense was tried again by itself, and what came of it. */
  retryRun: () => key("RETRYRUN", "RETRYRUN"),
};
