import type { DumpRow } from "./dump.ts";
import { digitsOf, firstOf } from "./fields.ts";
import { agentOf, customersOf, resellersOf } from "./magnusbilling-customers.ts";
import { routesOf, tariffsOf, vendorsOf } from "./magnusbilling-selling.ts";
import type {
  Call,
  CustomerRecord,
  DidRecord,
  Fault,
  MapOptions,
  Mapping,
  Records,
  ResellerCost,
  Tables,
} from "./records.ts";
import {
  adapted,
  atLeastZero,
  decimalText,
  grouped,
  indexBy,
  instantText,
  leftOut,
  money,
  text,
  whole,
} from "./values.ts";

/** MagnusBilling 7, whose tables begin with `pkg_`. It has one currency, that of its configuration. */

const held = new Set(
  (
    "pkg_user pkg_sip pkg_plan pkg_prefix pkg_rate pkg_rate_agent pkg_rate_provider pkg_user_rate pkg_provider pkg_trunk pkg_trunk_group " +
    "pkg_trunk_group_trunk pkg_did pkg_did_destination pkg_restrict_phone pkg_configuration pkg_boleto pkg_refill " +
    "pkg_voucher pkg_ivr pkg_queue pkg_campaign pkg_callerid pkg_services_use pkg_offer pkg_iax"
  ).split(" "),
);

/** Of these it is only said how many there are. */
const notTaken =
  "pkg_refill pkg_voucher pkg_ivr pkg_queue pkg_campaign pkg_callerid pkg_services_use pkg_offer pkg_iax pkg_boleto".split(
    " ",
  );

const currencyOf = (tables: Tables, otherwise: string): string => {
  const row = (tables.get("pkg_configuration") ?? []).find((one) => text(one, "config_key") === "base_currency");
  const written = row ? text(row, "config_value").toUpperCase() : "";
  return /^[A-Z]{3}$/.test(written) ? written : otherwise;
};

/** Where a number rings: the first of its destinations that is on, at a SIP user or outside. */
function ringingOf(row: DumpRow, customer: CustomerRecord | undefined, tables: Tables, faults: Fault[]) {
  const [first] = (grouped(tables.get("pkg_did_destination"), "id_did").get(text(row, "id")) ?? [])
    .filter((one) => text(one, "activated") !== "0")
    .sort((a, b) => whole(a, "priority") - whole(b, "priority"));
  const nowhere = { ringsAt: null, forwardTo: null };
  if (!first || !customer) return nowhere;
  const device = customer.sipDevices.find(({ id }) => id === text(first, "id_sip"));
  if (device) return { ringsAt: device.id, forwardTo: null };
  const number = text(first, "destination").replace(/^\+|^00/, "");
  if (text(first, "voip_call") === "0" && /^[1-9]\d{4,14}$/.test(number)) return { ringsAt: null, forwardTo: number };
  faults.push(adapted(first, `DID ${text(row, "did")} rings nowhere here: what it led to has no counterpart.`));
  return nowhere;
}

function didsOf(
  tables: Tables,
  customers: readonly CustomerRecord[],
  currency: string,
  options: MapOptions,
  faults: Fault[],
) {
  const byId = new Map(customers.map((one) => [one.id, one]));
  return (tables.get("pkg_did") ?? []).flatMap((row): DidRecord[] => {
    const number = text(row, "did").replace(/^\+|^00/, "");
    if (!/^[1-9]\d{4,14}$/.test(number)) {
      faults.push(leftOut(row, `DID ${text(row, "did")} is no number in its international form.`));
      return [];
    }
    const customer = byId.get(text(row, "id_user"));
    const rent = atLeastZero(money(row, "fixrate"));
    if (rent !== "0" && customer && !options.takeRents)
      faults.push(
        adapted(row, `The rent ${rent} of DID ${number} is 0 here until it is set, so that no month is paid twice.`),
      );
    if (money(row, "selling_rate_1") !== "0")
      faults.push(adapted(row, `Incoming minutes of DID ${number} are free here: make a tariff for them.`));
    return [
      {
        ...{ number, where: `pkg_did ${row.row}`, customer: customer ? customer.id : null, tariff: null, currency },
        ...ringingOf(row, customer, tables, faults),
        monthlyRent: options.takeRents && customer ? rent : "0",
        status: text(row, "activated") === "0" ? "INACTIVE" : "ACTIVE",
        description: text(row, "description")
          .replaceAll(/\p{Cc}/gu, " ")
          .slice(0, 200),
      },
    ];
  });
}

function map(tables: Tables, options: MapOptions): Records {
  const faults: Fault[] = [];
  const currency = currencyOf(tables, options.currency);
  const resellers = resellersOf(tables, { ...options, currency }, faults);
  const customers = customersOf(tables, { ...options, currency }, faults);
  const tariffs = tariffsOf(tables, currency, customers, faults);
  const vendors = vendorsOf(tables, currency, faults);
  const routes = routesOf(tables, vendors, faults);
  const dids = didsOf(tables, customers, currency, options, faults);
  const counts = notTaken.map((table) => [table, tables.get(table)?.length ?? 0] as const);
  const rest = new Map(counts.filter(([, n]) => n > 0));
  return { tariffs, vendors, routes, resellers, customers, dids, faults, notTaken: rest };
}

/**
 * Below an agent `sessionbill` is what the agent paid, and `agent_bill` what its client did. A dump without the second has
 * one amount, which is taken for the client's.
 */
function chargesOf(row: DumpRow, agent: string | undefined): { charge: string; upper: ResellerCost[] } {
  const bill = decimalText(text(row, "sessionbill")) ?? "0";
  const agents = row.values.has("agent_bill") ? decimalText(text(row, "agent_bill")) : undefined;
  if (agent === undefined || agents === undefined) return { charge: bill, upper: [] };
  return { charge: agents, upper: [{ reseller: agent, charge: atLeastZero(bill) }] };
}

interface CallTables {
  prefixes: ReadonlyMap<string, DumpRow>;
  /** By client, the agent that it is below. */
  agents: ReadonlyMap<string, string>;
  timeZone: string;
}

function callOf(row: DumpRow, { prefixes, agents, timeZone }: CallTables): Call | Fault {
  const setupAt = instantText(text(row, "starttime"), timeZone);
  const cld = digitsOf(text(row, "calledstation"));
  const { charge, upper } = chargesOf(row, agents.get(text(row, "id_user")));
  if (!setupAt || cld === "" || charge.startsWith("-"))
    return leftOut(row, `A call of ${text(row, "id_user")} has no time, no number, or a charge below zero.`);
  const prefix = prefixes.get(text(row, "id_prefix"));
  const talk = Math.max(0, whole(row, "real_sessiontime", whole(row, "sessiontime")));
  return {
    ...{ customer: text(row, "id_user"), upper },
    call: {
      // The table's own number: `uniqueid` is one for all legs of a call.
      id: `${row.table}-${text(row, "id")}`,
      direction: ["2", "3"].includes(text(row, "sipiax")) ? "DID" : "OUT",
      // When it was answered is not kept apart from when it began.
      ...{ setupAt, answeredAt: setupAt, endedAt: new Date(Date.parse(setupAt) + talk * 1000).toISOString() },
      ...{ cli: digitsOf(firstOf(text(row, "callerid"), text(row, "src"))), cld },
      prefix: prefix ? digitsOf(text(prefix, "prefix")) || null : null,
      destination: prefix ? text(prefix, "destination").slice(0, 150) || null : null,
      ...{ durationSeconds: talk, billedSeconds: Math.max(0, whole(row, "sessiontime")), charge, tax: "0" },
      ...{ sipCode: null, disconnectCause: null },
    },
  };
}

export const magnusbilling: Mapping = {
  origin: "magnusbilling",
  holds: (table) => held.has(table),
  isCalls: (table) => table === "pkg_cdr" || table === "pkg_cdr_archive",
  map,
  calls(tables, { timeZone }) {
    const prefixes = indexBy(tables.get("pkg_prefix"), "id");
    const users = indexBy(tables.get("pkg_user"), "id");
    const agents = new Map(
      [...users].flatMap(([id, user]) => {
        const agent = agentOf(user);
        return agent === null ? [] : [[id, agent] as const];
      }),
    );
    return (row) => (users.has(text(row, "id_user")) ? callOf(row, { prefixes, agents, timeZone }) : undefined);
  },
};
