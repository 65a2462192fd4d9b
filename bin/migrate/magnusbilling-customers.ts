import { countryCodes } from "../../functions/customers/country.ts";
import { acceptable, addressesOf, codecsOf, nameOf, usernameOf } from "./customer-terms.ts";
import type { DumpRow } from "./dump.ts";
import { firstOf, swapRule } from "./fields.ts";
import { ipDevice, sipDevice } from "./hosts.ts";
import type { CustomerFields, CustomerRecord, Fault, MapOptions, ResellerRecord, Tables } from "./records.ts";
import { acceptableReseller } from "./reseller-terms.ts";
import { addRule, noRules } from "./rules.ts";
import { adapted, atLeastZero, grouped, leftOut, money, text, whole, within } from "./values.ts";

/** MagnusBilling: users of the group of clients, with their SIP accounts. */

const statuses: Record<string, CustomerFields["status"]> = {
  "1": "ACTIVE",
  "2": "PENDING",
  "3": "SUSPENDED",
  "4": "SUSPENDED",
};

/** -1 is no limit there. */
const limitOf = (row: DumpRow, column: string, none: number): number =>
  whole(row, column, -1) > 0 ? within(whole(row, column), 1, none) : none;

const names = new Intl.DisplayNames("en", { type: "region" });
/** A code, or the English name of a country. */
function countryOf(written: string): string | null {
  const code = written.toUpperCase();
  if (countryCodes.includes(code)) return code;
  return countryCodes.find((one) => names.of(one)?.toUpperCase() === code) ?? null;
}

function fieldsOf(row: DumpRow, options: MapOptions, faults: Fault[]): CustomerFields {
  const person = nameOf(`${text(row, "firstname")} ${text(row, "lastname")}`);
  const username = usernameOf(text(row, "username"));
  const name = person || nameOf(text(row, "company_name")) || username;
  if (username !== text(row, "username"))
    faults.push(adapted(row, `The login ${JSON.stringify(text(row, "username"))} is ${username} here.`));
  const status = statuses[text(row, "active")];
  if (!status) faults.push(adapted(row, `Status ${text(row, "active")} is BLOCKED here.`));
  const credit = atLeastZero(money(row, "creditlimit"));
  const address = [text(row, "address"), text(row, "neighborhood"), text(row, "city")].filter(Boolean).join("\n");
  const [email = null, second = null] = addressesOf(text(row, "email"));
  const language = text(row, "language").slice(0, 2).toLowerCase();
  return {
    ...{ customerType: "LIVE", username, currency: options.currency },
    billingType: text(row, "typepaid") === "1" ? "POSTPAID" : "PREPAID",
    ...{ paymentTermDays: 30, creditLimit: credit, maxCreditLimit: credit, billingDecimals: 4 },
    // It has no taxes on calls.
    ...{ taxFlag: "NONE", taxMode: "EXCLUSIVE", taxes: [], taxNumber: null },
    maxCallSessions: limitOf(row, "calllimit", 1000),
    callSessionsPerSecond: limitOf(row, "cpslimit", 100),
    ...{ codecChecking: false, codecs: codecsOf("G729,PCMU,PCMA,G722"), callWithMedia: false, transcoding: false },
    ...{ blockLossRoutes: false, expectedCallSeconds: 180, lossTolerancePercent: "0", cliByDestination: false },
    maxCallMinutes: 120,
    ...{ name, company: nameOf(text(row, "company_name")) || name, email, address: address || null },
    phone: firstOf(text(row, "phone"), text(row, "mobile")),
    ...{
      country: countryOf(text(row, "country")),
      state: text(row, "state") || null,
      pin: text(row, "zipcode") || null,
    },
    ...{ status: status ?? "BLOCKED", selfEdit: [], switchAccounts: [text(row, "username")] },
    emails: { billing: second, rates: null, noc: null },
    locale: /^[a-z]{2}$/.test(language) ? language : "en",
    ...{ billingCycle: "MONTHLY", billingDay: 1, invoiceByEmail: false },
    lowBalanceThreshold: whole(row, "credit_notification") > 0 ? String(whole(row, "credit_notification")) : null,
    ...{ creditAlertPercents: [], prefixCallLimits: [], nightHours: null },
    ...{ nightMaxCallSessions: null, nightMaxPricePerMinute: null },
  };
}

const isAddress = (host: string): boolean => host !== "" && host !== "dynamic";

/** A SIP account with a fixed host is a trunk by address; others register. */
function devicesOf(
  rows: readonly DumpRow[],
  options: MapOptions,
  faults: Fault[],
): Pick<CustomerRecord, "ipDevices" | "sipDevices"> {
  const limits = (row: DumpRow) => ({ maxCallSessions: limitOf(row, "calllimit", 100), callSessionsPerSecond: 10 });
  const state = (row: DumpRow) => ({
    status: text(row, "status") === "0" ? ("INACTIVE" as const) : ("ACTIVE" as const),
    tariff: null,
  });
  const ipDevices = rows
    .filter((row) => isAddress(text(row, "host")))
    .flatMap((row) => {
      const base = { id: text(row, "id"), ip: text(row, "host"), dialPrefix: text(row, "techprefix") };
      const { record, faults: found } = ipDevice(
        { ...base, description: text(row, "name").slice(0, 100), ...limits(row), ...state(row) },
        row,
      );
      faults.push(...found);
      return record ?? [];
    });
  const sipDevices = rows
    .filter((row) => !isAddress(text(row, "host")))
    .flatMap((row, i) => {
      const extension = firstOf(text(row, "alias"), text(row, "regexten"));
      const isUsable = /^\d{3,15}$/.test(extension);
      if (!isUsable && extension !== "")
        faults.push(adapted(row, `Extension ${JSON.stringify(extension)} is ${900 + i} here.`));
      const [plain, md5] = [row.values.get("secret") ?? "", text(row, "md5secret").toLowerCase()];
      const realm = options.sipRealm ?? "asterisk";
      const mail = text(row, "voicemail_email");
      const { record, faults: found } = sipDevice(
        {
          ...{ id: text(row, "id"), login: firstOf(text(row, "defaultuser"), text(row, "name")) },
          extension: isUsable ? extension : String(900 + i),
          ...{ voicemail: text(row, "voicemail") === "1" && mail !== "", voicemailEmail: mail || null, ip: null },
          ...{ ...limits(row), ...state(row) },
          secret: plain === "" && /^[0-9a-f]{32}$/.test(md5) ? { md5, realm } : { plain },
        },
        row,
      );
      faults.push(...found);
      return record ?? [];
    });
  return { ipDevices, sipDevices };
}

/** Blocked numbers, and changes of what is dialled. */
function rulesOf(row: DumpRow, blocked: readonly DumpRow[], faults: Fault[]): CustomerRecord["rules"] {
  const rules = noRules();
  for (const one of blocked) {
    const list = text(one, "direction") === "2" ? "did-source" : "destination";
    faults.push(...addRule(rules, list, { action: "DENY", text: `${text(one, "number")}%` }, one));
  }
  for (const part of text(row, "prefix_local").split(",").filter(Boolean)) {
    const rule = swapRule(part);
    if (rule) faults.push(...addRule(rules, "destination", { action: "ALLOW", text: rule }, row));
    else faults.push(leftOut(row, `The number change ${part} has a length, or is none that our notation has.`));
  }
  for (const list of ["destination", "did-source"] as const)
    if (rules[list].length > 0 && !rules[list].includes("%=>%")) rules[list].push("%=>%");
  return rules;
}

/** The trunk group of most of a plan's rates is the way of its customers' calls; single prefixes with another one are named. */
function routesOf(
  plan: string,
  rates: readonly DumpRow[],
  prefixes: ReadonlyMap<string, DumpRow>,
): CustomerRecord["dialing"] {
  const groups = Map.groupBy(rates, (row) => text(row, "id_trunk_group"));
  const [most] = [...groups].sort((a, b) => b[1].length - a[1].length);
  if (!most || plan === "") return [];
  const others = rates.filter((row) => text(row, "id_trunk_group") !== most[0]);
  const prefixOf = (row: DumpRow) => {
    const own = prefixes.get(text(row, "id_prefix"));
    return own ? text(own, "prefix") : text(row, "dialprefix");
  };
  return [
    { pattern: "%", route: most[0] },
    ...others
      .filter((row) => /^\d{1,20}$/.test(prefixOf(row)))
      .map((row) => ({ pattern: `${prefixOf(row)}%`, route: text(row, "id_trunk_group") })),
  ];
}

/** A customer has at most so many patterns here. */
const mostPatterns = 500;

/** Whose client it is; null: the operator's own. */
export const agentOf = (user: DumpRow): string | null =>
  ["", "1"].includes(text(user, "id_user")) ? null : text(user, "id_user");

/** Group 1 is the administrators, 2 the agents. */
const groupOf = (row: DumpRow): "ADMIN" | "AGENT" | "CLIENT" =>
  text(row, "id_group") === "1" ? "ADMIN" : text(row, "id_group") === "2" ? "AGENT" : "CLIENT";

/** Agents stand below the operator alone. */
export function resellersOf(tables: Tables, options: MapOptions, faults: Fault[]): ResellerRecord[] {
  return (tables.get("pkg_user") ?? []).flatMap((row): ResellerRecord[] => {
    if (groupOf(row) !== "AGENT") return [];
    const [id, tariff] = [text(row, "id"), text(row, "id_plan")];
    const found = acceptableReseller(fieldsOf(row, options, faults), row, options);
    faults.push(...found.faults);
    if (!found.fields) return [];
    const base = { id, where: `pkg_user ${row.row}`, parent: null, fields: found.fields };
    return [{ ...base, tariff, balance: money(row, "credit"), invoices: [] }];
  });
}

export function customersOf(tables: Tables, options: MapOptions, faults: Fault[]): CustomerRecord[] {
  const sips = grouped(tables.get("pkg_sip"), "id_user");
  const blocked = grouped(tables.get("pkg_restrict_phone"), "id_user");
  const rates = grouped(tables.get("pkg_rate"), "id_plan");
  const prefixes = new Map((tables.get("pkg_prefix") ?? []).map((row) => [text(row, "id"), row]));
  const users = new Map((tables.get("pkg_user") ?? []).map((row) => [text(row, "id"), row]));
  return [...users.values()].flatMap((row): CustomerRecord[] => {
    const [id, plan] = [text(row, "id"), text(row, "id_plan")];
    if (groupOf(row) !== "CLIENT") return [];
    const agent = agentOf(row);
    const found = acceptable(fieldsOf(row, options, faults), row, options);
    faults.push(...found.faults);
    if (!found.fields) return [];
    // Only the plan that the agent itself buys by leads to trunks.
    const above = agent === null ? undefined : users.get(agent);
    const routed = above ? text(above, "id_plan") : plan;
    const dialing = routesOf(routed, rates.get(routed) ?? [], prefixes);
    if (dialing.length > mostPatterns)
      faults.push(
        adapted(
          row,
          `${dialing.length} prefixes have a trunk group of their own; the first ${mostPatterns} are taken.`,
        ),
      );
    return [
      {
        ...{ id, where: `pkg_user ${row.row}`, reseller: agent, fields: found.fields, tariff: plan, invoices: [] },
        // Above zero is the customer's money, for those who pay later as well.
        balance: money(row, "credit"),
        ...devicesOf(sips.get(id) ?? [], options, faults),
        ...{ dialing: dialing.slice(0, mostPatterns), rules: rulesOf(row, blocked.get(id) ?? [], faults) },
      },
    ];
  });
}
