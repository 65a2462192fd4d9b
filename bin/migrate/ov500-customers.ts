import { acceptable, addressesOf, codecsOf, nameOf, percentOf, usernameOf } from "./customer-terms.ts";
import type { DumpRow } from "./dump.ts";
import { ipDevice, sipDevice } from "./hosts.ts";
import { currencyOf } from "./ov500-selling.ts";
import type { CustomerFields, CustomerRecord, Fault, MapOptions, ResellerRecord, Tables } from "./records.ts";
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

/** OV500: accounts of the type CUSTOMER with what belongs to them. */

const statuses: Record<string, CustomerFields["status"]> = { "1": "ACTIVE", "-1": "PENDING", "-2": "SUSPENDED" };

/** The rows about accounts, each table by account. */
export interface Parts {
  tables: Tables;
  of(table: string, account: string): DumpRow[];
}

export function partsOf(tables: Tables): Parts {
  const groups = new Map<string, Map<string, DumpRow[]>>();
  return {
    tables,
    of(table, account) {
      const known = groups.get(table) ?? grouped(tables.get(table), "account_id");
      groups.set(table, known);
      return known.get(account) ?? [];
    },
  };
}

function fieldsOf(row: DumpRow, parts: Parts, options: MapOptions, faults: Fault[]): CustomerFields {
  const account = text(row, "account_id");
  const [profile] = [...parts.of("customers", account), ...parts.of("resellers", account)];
  const [login] = parts.of("users", account);
  const [balance] = parts.of("customer_balance", account);
  const of = (from: DumpRow | undefined, column: string): string => (from ? text(from, column) : "");
  const countries = indexBy(parts.tables.get("sys_countries"), "country_id");
  const country = of(countries.get(of(profile, "country_id")), "country_iso") || null;
  const limit = balance ? atLeastZero(money(balance, "credit_limit")) : "0";
  const most = balance ? atLeastZero(money(balance, "maxcredit_limit")) : "0";
  const company = nameOf(of(profile, "company_name")) || nameOf(of(profile, "contact_name")) || account;
  const username = usernameOf(of(login, "username")) || usernameOf(account);
  if (username !== of(login, "username"))
    faults.push(adapted(row, `The login ${JSON.stringify(of(login, "username"))} is ${username} here.`));
  const status = statuses[text(row, "status_id")];
  if (!status) faults.push(adapted(row, `Status ${text(row, "status_id")} is BLOCKED here.`));
  const mails = addressesOf(of(profile, "emailaddress"));
  const [first = null, second = null] = mails;
  const low = parts.of("customer_notification", account).find((one) => text(one, "notify_name") === "low-balance");
  const taxes = (["tax1", "tax2", "tax3"] as const).flatMap((column, i) => {
    const percent = percentOf(money(row, column));
    return percent === "0" ? [] : [{ name: `Tax${i + 1}`, percent }];
  });
  return {
    ...{
      customerType: "LIVE",
      username,
      currency: currencyOf(parts.tables, text(row, "currency_id"), options.currency),
    },
    billingType: of(profile, "billing_type") === "prepaid" || !profile ? "PREPAID" : "POSTPAID",
    paymentTermDays: within(profile ? whole(profile, "payment_terms", 30) : 30, 1, 30),
    ...{ creditLimit: limit, maxCreditLimit: Number(most) < Number(limit) ? limit : most },
    billingDecimals: within(whole(row, "dp", 4), 0, 8),
    taxFlag: (["VAT", "TAX"] as const).find((flag) => flag === text(row, "vat_flag")) ?? "NONE",
    taxMode: text(row, "tax_type") === "inclusive" ? "INCLUSIVE" : "EXCLUSIVE",
    ...{ taxes, taxNumber: text(row, "tax_number") || null },
    maxCallSessions: within(whole(row, "account_cc", 1), 1, 100_000),
    callSessionsPerSecond: within(whole(row, "account_cps", 1), 1, 10_000),
    codecChecking: text(row, "codecs_force") === "1",
    codecs: codecsOf(text(row, "account_codecs")),
    callWithMedia: text(row, "media_rtpproxy") === "1",
    transcoding: text(row, "media_transcoding") === "1",
    blockLossRoutes: text(row, "llr_check") === "1",
    ...{ expectedCallSeconds: 180, lossTolerancePercent: "0" },
    cliByDestination: text(row, "force_dst_src_cli_prefix") === "1",
    maxCallMinutes: within(whole(row, "max_callduration", 120), 1, 1440),
    ...{ name: nameOf(of(profile, "contact_name")) || company, company, email: first },
    ...{ address: of(profile, "address") || null, phone: of(profile, "phone"), country },
    // States are numbers of a table of India's alone.
    ...{ state: null, pin: of(profile, "pincode") || null, status: status ?? "BLOCKED" },
    ...{ selfEdit: [], switchAccounts: [account], emails: { billing: second, rates: null, noc: null }, locale: "en" },
    billingCycle: of(profile, "billing_cycle") === "weekly" ? "WEEKLY" : "MONTHLY",
    ...{
      billingDay: 1,
      invoiceByEmail: false,
      lowBalanceThreshold: low ? atLeastZero(money(low, "notify_amount")) : null,
    },
    ...{ creditAlertPercents: [], prefixCallLimits: [], nightHours: null },
    ...{ nightMaxCallSessions: null, nightMaxPricePerMinute: null },
  };
}

function devicesOf(account: string, parts: Parts, faults: Fault[]): Pick<CustomerRecord, "ipDevices" | "sipDevices"> {
  const minutes = parts.of("customer_voipminuts", account);
  const codes = new Map(minutes.map((row) => [text(row, "billingcode"), text(row, "tariff_id")]));
  const ipDevices = parts.of("customer_ips", account).flatMap((row) => {
    const code = text(row, "billingcode");
    const { record, faults: found } = ipDevice(
      {
        ...{ id: text(row, "id"), ip: text(row, "ipaddress"), description: text(row, "description").slice(0, 100) },
        dialPrefix: text(row, "dialprefix") === "%" ? "" : text(row, "dialprefix"),
        maxCallSessions: Math.max(1, whole(row, "ip_cc", 1)),
        callSessionsPerSecond: Math.max(1, whole(row, "ip_cps", 1)),
        status: text(row, "ip_status") === "0" ? "INACTIVE" : "ACTIVE",
        tariff: code === "" ? null : (codes.get(code) ?? null),
      },
      row,
    );
    faults.push(...found);
    return record ?? [];
  });
  const sipDevices = parts.of("customer_sip_account", account).flatMap((row, i) => {
    const extension = text(row, "extension_no");
    const isUsable = /^\d{3,15}$/.test(extension);
    if (!isUsable) faults.push(adapted(row, `Extension ${JSON.stringify(extension)} is ${900 + i} here.`));
    const mail = text(row, "email_address") || text(row, "voicemail_email");
    const hasVoicemail = text(row, "voicemail_enabled") === "Y" || text(row, "voicemail") === "1";
    if (hasVoicemail && !mail) faults.push(adapted(row, "Voice mail without an e-mail address is off here."));
    const { record, faults: found } = sipDevice(
      {
        ...{ id: text(row, "id"), login: text(row, "username"), extension: isUsable ? extension : String(900 + i) },
        ...{ voicemail: hasVoicemail && mail !== "", voicemailEmail: mail || null, ip: text(row, "ipaddress") || null },
        maxCallSessions: Math.max(1, whole(row, "sip_cc", 1)),
        callSessionsPerSecond: Math.max(1, whole(row, "sip_cps", 1)),
        ...{ status: text(row, "status") === "0" ? "INACTIVE" : "ACTIVE", tariff: null },
        secret: { plain: row.values.get("secret") ?? "" },
      },
      row,
    );
    faults.push(...found);
    return record ?? [];
  });
  return { ipDevices, sipDevices };
}

const callerLists = { OUTBOUND: "source", INBOUND: "did-source", DTSBASEDCLI: "cli-rules" } as const;
const calledLists = { OUTBOUND: "destination", INBOUND: "did-destination" } as const;

/** Its notation is ours: the text that people wrote there is the rule here. */
function rulesOf(account: string, parts: Parts, faults: Fault[]): CustomerRecord["rules"] {
  const rules = noRules();
  for (const [table, lists] of [
    ["customer_callerid", callerLists],
    ["customer_dialpattern", calledLists],
  ] as const)
    for (const row of parts.of(table, account)) {
      const list = (lists as Record<string, keyof typeof rules>)[text(row, "route")];
      const action = text(row, "action_type") === "0" ? "DENY" : "ALLOW";
      const written = text(row, "display_string");
      const rule = { action, text: action === "DENY" ? (written.split("=>")[0] ?? "") : written } as const;
      if (list) faults.push(...addRule(rules, list, rule, row));
    }
  return rules;
}

function invoicesOf(account: string, parts: Parts, faults: Fault[]): CustomerRecord["invoices"] {
  return parts.of("bill_invoice", account).flatMap((row) => {
    const gross = money(row, "bill_amount");
    const issuedOn = dayText(text(row, "bill_date"));
    if (text(row, "due_status") === "PAID" || gross === "0") return [];
    const number = text(row, "invoice_id").replaceAll(/[^A-Za-z0-9._-]/g, "-");
    if (!issuedOn || number === "" || gross.startsWith("-")) {
      faults.push(leftOut(row, `The unpaid invoice ${number} has no number, no day, or an amount below zero.`));
      return [];
    }
    if (number !== text(row, "invoice_id"))
      faults.push(adapted(row, `The invoice ${text(row, "invoice_id")} is ${number} here.`));
    return {
      ...{ number, issuedOn, dueOn: plusDays(issuedOn, Math.max(0, whole(row, "payment_terms"))) },
      periodFrom: dayText(text(row, "billing_date_from")) ?? issuedOn,
      periodTo: dayText(text(row, "billing_date_to")) ?? issuedOn,
      // What of the amount is tax is not kept there in a form that could be told.
      ...{ net: gross, tax: "0", paid: "0" },
    };
  });
}

/** The tariff of those without a billing code, or else any. */
function tariffOf(account: string, parts: Parts): string | undefined {
  const rows = parts.of("customer_voipminuts", account);
  const row = rows.find((one) => text(one, "billingcode") === "") ?? rows[0];
  return row && text(row, "tariff_id");
}

/** Below zero is the account's money there. */
function balanceOf(account: string, parts: Parts): string {
  const [row] = parts.of("customer_balance", account);
  return row ? negated(money(row, "balance")) : "0";
}

const parentOf = (row: DumpRow): string | null => {
  const parent = text(row, "parent_account_id");
  return parent === "" || parent === "SYSTEM" ? null : parent;
};

export function resellersOf(parts: Parts, options: MapOptions, faults: Fault[]): ResellerRecord[] {
  return (parts.tables.get("account") ?? []).flatMap((row): ResellerRecord[] => {
    const id = text(row, "account_id");
    if (text(row, "account_type") !== "RESELLER") return [];
    const found = acceptableReseller(fieldsOf(row, parts, options, faults), row, options);
    faults.push(...found.faults);
    // Older versions have it with the account.
    const tariff = tariffOf(id, parts) ?? text(row, "tariff_id");
    if (!tariff) faults.push(leftOut(row, `${id} has no tariff: not taken over.`));
    if (!found.fields || !tariff) return [];
    const base = { id, where: `account ${row.row}`, parent: parentOf(row), fields: found.fields };
    return [{ ...base, tariff, balance: balanceOf(id, parts), invoices: invoicesOf(id, parts, faults) }];
  });
}

export function customersOf(parts: Parts, options: MapOptions, faults: Fault[]): CustomerRecord[] {
  return (parts.tables.get("account") ?? []).flatMap((row) => {
    const account = text(row, "account_id");
    if (text(row, "account_type") !== "CUSTOMER") return [];
    const found = acceptable(fieldsOf(row, parts, options, faults), row, options);
    faults.push(...found.faults);
    if (!found.fields) return [];
    const tariff = tariffOf(account, parts);
    if (!tariff) {
      faults.push(leftOut(row, `${account} has no tariff: not taken over.`));
      return [];
    }
    return {
      ...{ id: account, where: `account ${row.row}`, reseller: parentOf(row), fields: found.fields },
      ...{ tariff, balance: balanceOf(account, parts) },
      ...devicesOf(account, parts, faults),
      dialing: parts.of("customer_dialplan", account).map((one) => ({
        pattern: `${text(one, "remove_string") ? `${text(one, "remove_string")}|` : ""}${text(one, "maching_string").replace(/%?$/, "%")}`,
        route: text(one, "dialplan_id"),
      })),
      ...{ rules: rulesOf(account, parts, faults), invoices: invoicesOf(account, parts, faults) },
    };
  });
}
