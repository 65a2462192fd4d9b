import { decimalOf, nanoOf } from "../../functions/money/money.ts";
import { isKnownZone } from "../../functions/time/zone.ts";
import { jsonOf, prefixOf } from "./astpp-fields.ts";
import { acceptable, addressesOf, codecsOf, nameOf, percentOf, usernameOf } from "./customer-terms.ts";
import type { DumpRow } from "./dump.ts";
import { firstOf, swapRule } from "./fields.ts";
import { ipDevice, sipDevice } from "./hosts.ts";
import type {
  CustomerFields,
  CustomerRecord,
  Fault,
  MapOptions,
  ResellerRecord,
  RuleListName,
  Tables,
} from "./records.ts";
import { acceptableReseller } from "./reseller-terms.ts";
import { addRule, noRules } from "./rules.ts";
import {
  adapted,
  atLeastZero,
  dayText,
  grouped,
  indexBy,
  leftOut,
  money,
  negated,
  plusDays,
  text,
  whole,
  within,
} from "./values.ts";

/** ASTPP: accounts of the type customer with what belongs to them. */

export interface Lookups {
  tables: Tables;
  /** Rows of a table by a column, made once. */
  by(table: string, column: string): Map<string, DumpRow[]>;
}

export function lookupsOf(tables: Tables): Lookups {
  const made = new Map<string, Map<string, DumpRow[]>>();
  return {
    tables,
    by(table, column) {
      const key = `${table}.${column}`;
      const found = made.get(key) ?? grouped(tables.get(table), column);
      made.set(key, found);
      return found;
    },
  };
}

function taxesOf(id: string, { by }: Lookups, faults: Fault[]): CustomerFields["taxes"] {
  return (by("taxes_to_accounts", "accountid").get(id) ?? []).flatMap((link, i) => {
    const tax = by("taxes", "id").get(text(link, "taxes_id"))?.[0];
    if (!tax) return [];
    if (money(tax, "taxes_amount") !== "0")
      faults.push(leftOut(tax, `The fixed amount of tax ${text(tax, "taxes_description")} is not taken over.`));
    const percent = percentOf(money(tax, "taxes_rate"));
    return percent === "0" ? [] : [{ name: nameOf(text(tax, "taxes_description"), 30) || `Tax${i + 1}`, percent }];
  });
}

const cycles: Record<string, CustomerFields["billingCycle"]> = { "0": "DAILY", "1": "WEEKLY", "2": "MONTHLY" };

function fieldsOf(row: DumpRow, lookups: Lookups, options: MapOptions, faults: Fault[]): CustomerFields {
  const [id, number] = [text(row, "id"), text(row, "number")];
  const lookUp = (table: string, key: string) => lookups.by(table, "id").get(text(row, key))?.[0];
  const [country, currency, zone] = [
    lookUp("countrycode", "country_id"),
    lookUp("currency", "currency_id"),
    lookUp("timezone", "timezone_id"),
  ];
  if (currency && text(currency, "currency") !== options.currency)
    faults.push(
      adapted(
        row,
        `Amounts of ${number} were only shown in ${text(currency, "currency")}: here they are in ${options.currency}, as they were kept.`,
      ),
    );
  const person = nameOf(`${text(row, "first_name")} ${text(row, "last_name")}`);
  const company = nameOf(text(row, "company_name")) || person || number;
  const username = usernameOf(number);
  if (username !== number) faults.push(adapted(row, `The login ${JSON.stringify(number)} is ${username} here.`));
  const credit = atLeastZero(money(row, "credit_limit"));
  const [email = null] = addressesOf(text(row, "email"));
  const [noc = null] = addressesOf(text(row, "notification_email"));
  const zoneName = zone ? text(zone, "timezone_name") : "";
  const cycle = cycles[text(row, "sweep_id")] ?? "MONTHLY";
  const taxes = taxesOf(id, lookups, faults);
  return {
    ...{ customerType: "LIVE", username, currency: options.currency },
    billingType: text(row, "posttoexternal") === "1" ? "POSTPAID" : "PREPAID",
    ...{ paymentTermDays: 30, creditLimit: credit, maxCreditLimit: credit, billingDecimals: 5 },
    ...{ taxFlag: taxes.length > 0 ? "TAX" : "NONE", taxMode: "EXCLUSIVE", taxes: taxes.slice(0, 3) },
    taxNumber:
      text(row, "tax_number")
        .replaceAll(/[^A-Za-z0-9 ./-]/g, "")
        .slice(0, 30) || null,
    maxCallSessions: whole(row, "maxchannels") > 0 ? within(whole(row, "maxchannels"), 1, 100_000) : 1000,
    callSessionsPerSecond: whole(row, "cps") > 0 ? within(whole(row, "cps"), 1, 10_000) : 100,
    ...{ codecChecking: false, codecs: codecsOf("G729,PCMU,PCMA,G722"), callWithMedia: false, transcoding: false },
    // It never sells below cost, without a switch for it.
    ...{ blockLossRoutes: true, expectedCallSeconds: 180, lossTolerancePercent: "0", cliByDestination: false },
    ...{ maxCallMinutes: 120, name: person || company, company, email },
    address:
      ["address_1", "address_2", "city"]
        .map((column) => text(row, column))
        .filter(Boolean)
        .join("\n") || null,
    phone: firstOf(text(row, "telephone_1"), text(row, "telephone_2")),
    country: country ? text(country, "iso").toUpperCase() || null : null,
    ...{ state: text(row, "province") || null, pin: text(row, "postal_code") || null },
    ...(zoneName !== "" && isKnownZone(zoneName) ? { timeZone: zoneName } : {}),
    ...{ status: text(row, "status") === "0" ? "ACTIVE" : "BLOCKED", selfEdit: [], switchAccounts: [number] },
    ...{ emails: { billing: null, rates: null, noc: noc === email ? null : noc }, locale: "en", billingCycle: cycle },
    billingDay: within(whole(row, "invoice_day", 1), 1, cycle === "WEEKLY" ? 7 : 28),
    invoiceByEmail: false,
    lowBalanceThreshold: text(row, "notify_flag") === "0" ? atLeastZero(money(row, "notify_credit_limit")) : null,
    ...{ creditAlertPercents: [], prefixCallLimits: [], nightHours: null },
    ...{ nightMaxCallSessions: null, nightMaxPricePerMinute: null },
  };
}

const stateOf = (row: DumpRow) => (text(row, "status") === "0" ? ("ACTIVE" as const) : ("INACTIVE" as const));

function devicesOf(account: DumpRow, { by }: Lookups, options: MapOptions, faults: Fault[]) {
  const id = text(account, "id");
  const limits = {
    maxCallSessions: whole(account, "maxchannels") || 100,
    callSessionsPerSecond: whole(account, "cps") || 10,
  };
  const ipDevices = (by("ip_map", "accountid").get(id) ?? []).flatMap((row) => {
    const list = text(row, "pricelist_id");
    const { record, faults: found } = ipDevice(
      {
        ...{ id: text(row, "id"), ip: text(row, "ip").replace(/\/32$/, ""), description: text(row, "name") },
        ...{ dialPrefix: text(row, "prefix"), ...limits, status: stateOf(row) },
        tariff: ["", "0", text(account, "pricelist_id")].includes(list) ? null : list,
      },
      row,
    );
    faults.push(...found);
    return record ?? [];
  });
  const sipDevices = (by("sip_devices", "accountid").get(id) ?? []).flatMap((row, i) => {
    const params = jsonOf(text(row, "dir_params"));
    const of = (name: string): string => (typeof params[name] === "string" ? params[name] : "");
    const [login, mail, hash] = [text(row, "username"), of("vm-mailto"), of("a1-hash").toLowerCase()];
    const { record, faults: found } = sipDevice(
      {
        ...{ id: text(row, "id"), login, extension: /^\d{3,15}$/.test(login) ? login : String(900 + i) },
        ...{ voicemail: of("vm-enabled") === "true" && mail !== "", voicemailEmail: mail || null, ip: null },
        ...{ ...limits, status: stateOf(row), tariff: null },
        secret:
          /^[0-9a-f]{32}$/.test(hash) && options.sipRealm
            ? { md5: hash, realm: options.sipRealm }
            : { plain: of("password") },
      },
      row,
    );
    faults.push(...found);
    return record ?? [];
  });
  return { ipDevices, sipDevices };
}

/** Lists of changes such as `0/44,9/*`, and what may not be dialled. */
function rulesOf(account: DumpRow, { by }: Lookups, faults: Fault[]): CustomerRecord["rules"] {
  const rules = noRules();
  const lists: [string, RuleListName][] = [
    ["std_cid_translation", "source"],
    ["dialed_modify", "destination"],
    ["did_cid_translation", "did-source"],
  ];
  for (const row of by("block_patterns", "accountid").get(text(account, "id")) ?? []) {
    const prefix = prefixOf(text(row, "blocked_patterns"));
    if (prefix) faults.push(...addRule(rules, "destination", { action: "DENY", text: `${prefix}%` }, row));
    else
      faults.push(leftOut(row, `The block ${text(row, "blocked_patterns")} is more than the beginning of a number.`));
  }
  for (const [column, list] of lists)
    for (const part of text(account, column).replaceAll('"', "").split(",").filter(Boolean)) {
      const rule = swapRule(part);
      if (rule) faults.push(...addRule(rules, list, { action: "ALLOW", text: rule }, account));
      else faults.push(leftOut(account, `The number change ${part} is none that our notation has.`));
    }
  for (const list of ["source", "destination", "did-source"] as const)
    if (rules[list].length > 0 && !rules[list].includes("%=>%")) rules[list].push("%=>%");
  return rules;
}

const sumOf = (rows: readonly DumpRow[], column: string): string =>
  decimalOf(rows.reduce((sum, row) => sum + nanoOf(money(row, column)), 0n));

function invoicesOf(account: DumpRow, { by }: Lookups, faults: Fault[]): CustomerRecord["invoices"] {
  return (by("invoices", "accountid").get(text(account, "id")) ?? []).flatMap((row) => {
    const isOpen =
      ["1", "2"].includes(text(row, "status")) && text(row, "is_deleted") !== "1" && text(row, "type") !== "R";
    if (!isOpen) return [];
    const lines = by("invoice_details", "invoiceid").get(text(row, "id")) ?? [];
    const [taxes, others] = [
      lines.filter((line) => text(line, "is_tax") === "1"),
      lines.filter((line) => text(line, "is_tax") !== "1"),
    ];
    const written = `${text(row, "prefix")}${text(row, "number")}`;
    const number = written.replaceAll(/[^A-Za-z0-9._-]/g, "-");
    const issuedOn = dayText(text(row, "generate_date"));
    const [net, tax, paid] = [sumOf(others, "debit"), sumOf(taxes, "debit"), sumOf(lines, "credit")];
    if (!issuedOn || net.startsWith("-") || (net === "0" && tax === "0")) {
      faults.push(leftOut(row, `The unpaid invoice ${written} has no day, or asks for nothing.`));
      return [];
    }
    return {
      ...{ number, issuedOn, dueOn: dayText(text(row, "due_date")) ?? plusDays(issuedOn, 30), net, tax, paid },
      periodFrom: dayText(text(row, "from_date")) ?? issuedOn,
      periodTo: dayText(text(row, "to_date")) ?? issuedOn,
    };
  });
}

const parentOf = (row: DumpRow): string | null => {
  const parent = text(row, "reseller_id");
  return parent === "" || parent === "0" ? null : parent;
};

/** Of those who pay later it is what they owe. */
const balanceOf = (row: DumpRow): string =>
  text(row, "posttoexternal") === "1" ? negated(money(row, "balance")) : money(row, "balance");

export function resellersOf(lookups: Lookups, options: MapOptions, faults: Fault[]): ResellerRecord[] {
  return (lookups.tables.get("accounts") ?? []).flatMap((row): ResellerRecord[] => {
    if (text(row, "type") !== "1" || text(row, "deleted") === "1") return [];
    const [id, tariff] = [text(row, "id"), text(row, "pricelist_id")];
    const found = acceptableReseller(fieldsOf(row, lookups, options, faults), row, options);
    faults.push(...found.faults);
    if (!found.fields) return [];
    const base = { id, where: `accounts ${row.row}`, parent: parentOf(row), fields: found.fields };
    return [{ ...base, tariff, balance: balanceOf(row), invoices: invoicesOf(row, lookups, faults) }];
  });
}

/** The calls of a reseller's customers go the ways of the price list that the topmost reseller buys by. */
function routedList(row: DumpRow, lookups: Lookups, routed: ReadonlyMap<string, DumpRow>): string | undefined {
  const lists = [text(row, "pricelist_id")];
  const seen = new Set<string>();
  for (let up = parentOf(row); up !== null && !seen.has(up); ) {
    seen.add(up);
    const [above] = lookups.by("accounts", "id").get(up) ?? [];
    if (above) lists.unshift(text(above, "pricelist_id"));
    up = above ? parentOf(above) : null;
  }
  return lists.find((list) => routed.has(list));
}

export function customersOf(lookups: Lookups, options: MapOptions, faults: Fault[]): CustomerRecord[] {
  const routed = indexBy(lookups.tables.get("routing"), "pricelist_id");
  return (lookups.tables.get("accounts") ?? []).flatMap((row): CustomerRecord[] => {
    const [id, list] = [text(row, "id"), text(row, "pricelist_id")];
    if (text(row, "type") !== "0" || text(row, "deleted") === "1") return [];
    const found = acceptable(fieldsOf(row, lookups, options, faults), row, options);
    faults.push(...found.faults);
    if (!found.fields) return [];
    const route = routedList(row, lookups, routed);
    return [
      {
        ...{ id, where: `accounts ${row.row}`, reseller: parentOf(row), fields: found.fields, tariff: list },
        balance: balanceOf(row),
        ...devicesOf(row, lookups, options, faults),
        dialing: route === undefined ? [] : [{ pattern: "%", route }],
        ...{ rules: rulesOf(row, lookups, faults), invoices: invoicesOf(row, lookups, faults) },
      },
    ];
  });
}
