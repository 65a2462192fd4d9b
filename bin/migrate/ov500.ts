import type { DumpRow } from "./dump.ts";
import { digitsOf } from "./fields.ts";
import { customersOf, partsOf, resellersOf } from "./ov500-customers.ts";
import { incoming, routesOf, tariffsOf, vendorsOf } from "./ov500-selling.ts";
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
  TariffRecord,
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

/** OV500, of the versions whose tables `account`, `customers` and `YYYYMM_ratedcdr` are called so. */

const held = new Set(
  (
    "account customers customer_balance customer_ips customer_sip_account customer_callerid customer_dialpattern " +
    "customer_dialplan customer_voipminuts customer_notification customer_rates carrier carrier_ips carrier_prefix " +
    "carrier_rates providers dialplan dialplan_prefix_list did did_dst ratecard tariff tariff_ratecard_map users " +
    "sys_currencies sys_countries bill_invoice resellers bundle_account payment_history customer_bundle_sdr"
  ).split(" "),
);

/** Of these it is only said how many there are. */
const notTaken = ["bundle_account", "payment_history", "customer_bundle_sdr"];

function rentOf(number: string, tariff: string | undefined, tables: Tables) {
  const cards = (grouped(tables.get("tariff_ratecard_map"), "tariff_id").get(tariff ?? "") ?? []).filter(
    (row) => text(row, "ratecard_for") === "INCOMING",
  );
  const rates = grouped(tables.get("customer_rates"), "ratecard_id");
  return cards
    .flatMap((card) => rates.get(text(card, "ratecard_id")) ?? [])
    .filter((rate) => number.startsWith(text(rate, "prefix")))
    .sort((a, b) => text(b, "prefix").length - text(a, "prefix").length)[0];
}

interface Around {
  tables: Tables;
  customers: ReadonlyMap<string, CustomerRecord>;
  tariffs: ReadonlyMap<string, TariffRecord>;
  options: MapOptions;
  faults: Fault[];
}

/** Where the number rang there: at a SIP user, at an address, or outside. */
function ringingOf(row: DumpRow, customer: CustomerRecord | undefined, { tables, faults }: Around) {
  const [target] = grouped(tables.get("did_dst"), "did_number").get(text(row, "did_number")) ?? [];
  if (!target || !customer) return { ringsAt: null, forwardTo: null };
  const to = text(target, "dst_destination");
  if (text(target, "dst_type") === "PSTN" && /^\+?[1-9]\d{4,14}$/.test(to))
    return { ringsAt: null, forwardTo: to.replace("+", "") };
  const device =
    text(target, "dst_type") === "CUSTOMER"
      ? customer.sipDevices.find(({ login }) => login === to)
      : customer.ipDevices.find(({ ip }) => ip === to.replace(/:\d+$/, ""));
  if (!device)
    faults.push(
      adapted(target, `${text(row, "did_number")} rings nowhere here: ${to} is none of the customer's devices.`),
    );
  return { ringsAt: device ? device.id : null, forwardTo: null };
}

function didOf(row: DumpRow, around: Around): DidRecord | undefined {
  const { customers, tariffs, options, faults, tables } = around;
  const number = text(row, "did_number").replace(/^\+/, "");
  if (text(row, "did_status") === "DEAD" || !/^[1-9]\d{4,14}$/.test(number)) {
    faults.push(leftOut(row, `DID ${number} is dead, or no number in its international form.`));
    return undefined;
  }
  const account = text(row, "account_id");
  const customer = customers.get(account);
  if (account !== "" && !customer)
    faults.push(adapted(row, `DID ${number} is nobody's here: ${account} is no customer that is taken over.`));
  const rate = customer && rentOf(number, customer.tariff, tables);
  const rent = rate ? atLeastZero(money(rate, "rental")) : "0";
  if (rent !== "0" && !options.takeRents)
    faults.push(
      adapted(row, `The rent ${rent} of DID ${number} is 0 here until it is set, so that no month is paid twice.`),
    );
  const ringing = ringingOf(row, customer, around);
  // A call that is forwarded is charged as the customer's own.
  const isSold = ringing.forwardTo === null && customer !== undefined && tariffs.has(incoming(customer.tariff));
  return {
    ...{ number, where: `did ${row.row}`, customer: customer ? customer.id : null },
    ...ringing,
    tariff: isSold ? incoming(customer.tariff) : null,
    ...{ monthlyRent: options.takeRents ? rent : "0", currency: customer?.fields.currency ?? null },
    status: text(row, "did_status") === "BLOCKED" ? "INACTIVE" : "ACTIVE",
    description: text(row, "did_name").slice(0, 200),
  };
}

function map(tables: Tables, options: MapOptions): Records {
  const faults: Fault[] = [];
  const tariffs = tariffsOf(tables, options.currency, faults);
  const vendors = vendorsOf(tables, options.currency, faults);
  const routes = routesOf(tables, vendors, faults);
  const parts = partsOf(tables);
  const resellers = resellersOf(parts, options, faults);
  const customers = customersOf(parts, options, faults);
  const around: Around = {
    ...{ tables, options, faults, customers: new Map(customers.map((one) => [one.id, one])) },
    tariffs: new Map(tariffs.map((one) => [one.id, one])),
  };
  const dids = (tables.get("did") ?? []).flatMap((row) => didOf(row, around) ?? []);
  const counts = notTaken.map((table) => [table, tables.get(table)?.length ?? 0] as const);
  const rest = new Map(counts.filter(([, n]) => n > 0));
  return { tariffs, vendors, routes, resellers, customers, dids, faults, notTaken: rest };
}

/** Up to three levels have columns of their own. */
const upperOf = (row: DumpRow): ResellerCost[] =>
  [1, 2, 3].flatMap((level) => {
    const reseller = text(row, `reseller${level}_account_id`);
    const charge = money(row, `reseller${level}_callcost_total`);
    return reseller === "" || charge.startsWith("-") ? [] : [{ reseller, charge }];
  });

/** Calls are the customer's at what it was debited for them; those of customers that are not taken over are not, either. */
function callOf(row: DumpRow, timeZone: string): Call | Fault {
  const customer = text(row, "customer_account_id");
  const setupAt = instantText(text(row, "start_time"), timeZone);
  const cld = digitsOf(text(row, "customer_src_callee"));
  const charge = decimalText(text(row, "customer_callcost_total")) ?? "0";
  if (!setupAt || cld === "" || charge.startsWith("-"))
    return leftOut(row, `A call of ${customer} has no time, no number, or a charge below zero.`);
  const prefix = digitsOf(text(row, "customer_prefix"));
  return {
    ...{ customer, upper: upperOf(row) },
    call: {
      id: text(row, "uuid") || text(row, "common_uuid") || `${row.table}-${text(row, "id")}`,
      direction: text(row, "cdr_type") === "IN" ? "DID" : "OUT",
      setupAt,
      answeredAt: instantText(text(row, "answer_time"), timeZone) ?? null,
      endedAt: instantText(text(row, "end_time"), timeZone) ?? null,
      ...{ cli: digitsOf(text(row, "customer_src_caller")), cld, prefix: prefix || null },
      destination: text(row, "customer_destination").slice(0, 150) || null,
      ...{
        durationSeconds: Math.max(0, whole(row, "billsec")),
        billedSeconds: Math.max(0, whole(row, "customer_duration")),
      },
      ...{ charge, tax: "0" },
      sipCode: whole(row, "SIPCODE") >= 100 ? whole(row, "SIPCODE") : null,
      disconnectCause: text(row, "Q850CODE") === "" ? null : Math.min(127, Math.max(0, whole(row, "Q850CODE"))),
    },
  };
}

export const ov500: Mapping = {
  origin: "ov500",
  holds: (table) => held.has(table),
  isCalls: (table) => /^(\d{6}_)?ratedcdr$/.test(table),
  map,
  calls(tables, { timeZone }) {
    const accounts = indexBy(tables.get("account"), "account_id");
    const isCustomer = (row: DumpRow) => {
      const account = accounts.get(text(row, "customer_account_id"));
      return account !== undefined && text(account, "account_type") === "CUSTOMER";
    };
    return (row) => (isCustomer(row) ? callOf(row, timeZone) : undefined);
  },
};
