import { customersOf, lookupsOf, resellersOf } from "./astpp-customers.ts";
import { prefixOf } from "./astpp-fields.ts";
import { routesOf, tariffsOf, vendorsOf } from "./astpp-selling.ts";
import type { DumpRow } from "./dump.ts";
import { digitsOf } from "./fields.ts";
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
import { adapted, atLeastZero, decimalText, indexBy, instantText, leftOut, money, text, whole } from "./values.ts";

/** ASTPP, versions 4 to 6. Its amounts are kept in one base currency and only shown in others. */

const held = new Set(
  (
    "accounts currency countrycode timezone system pricelists routes outbound_routes trunks gateways routing sip_devices " +
    "ip_map dids products block_patterns taxes taxes_to_accounts invoices invoice_details reseller_cdrs localization payments " +
    "package_patterns counters accounts_callerid ani_map refill_coupon"
  ).split(" "),
);

/** Of these it is only said how many there are. */
const notTaken = "payments localization package_patterns counters accounts_callerid ani_map refill_coupon".split(" ");

function currencyOf(tables: Tables, otherwise: string): string {
  const row = (tables.get("system") ?? []).find((one) => text(one, "name") === "base_currency");
  const written = row ? text(row, "value").toUpperCase() : "";
  return /^[A-Z]{3}$/.test(written) ? written : otherwise;
}

/** Where a number rings: at a SIP user of the customer, or outside. */
function ringingOf(row: DumpRow, customer: CustomerRecord | undefined, faults: Fault[]) {
  const to = text(row, "extensions");
  const nowhere = { ringsAt: null, forwardTo: null };
  if (!customer || to === "") return nowhere;
  const device = customer.sipDevices.find(({ login }) => login === to);
  if (device) return { ringsAt: device.id, forwardTo: null };
  const number = to.replace(/^\+|^00/, "");
  if (text(row, "call_type") === "0" && /^[1-9]\d{4,14}$/.test(number)) return { ringsAt: null, forwardTo: number };
  faults.push(adapted(row, `DID ${text(row, "number")} rings nowhere here: ${to} is none of the customer's devices.`));
  return nowhere;
}

function didsOf(
  tables: Tables,
  customers: readonly CustomerRecord[],
  options: MapOptions,
  faults: Fault[],
): DidRecord[] {
  const byId = new Map(customers.map((one) => [one.id, one]));
  const products = indexBy(tables.get("products"), "id");
  return (tables.get("dids") ?? []).flatMap((row): DidRecord[] => {
    const number = text(row, "number").replace(/^\+|^00/, "");
    if (!/^[1-9]\d{4,14}$/.test(number)) {
      faults.push(leftOut(row, `DID ${text(row, "number")} is no number in its international form.`));
      return [];
    }
    const customer = byId.get(text(row, "accountid"));
    const product = products.get(text(row, "product_id"));
    const own = atLeastZero(money(row, "monthlycost"));
    const rent = own === "0" && product ? atLeastZero(money(product, "price")) : own;
    if (rent !== "0" && customer && !options.takeRents)
      faults.push(
        adapted(row, `The rent ${rent} of DID ${number} is 0 here until it is set, so that no month is paid twice.`),
      );
    if (money(row, "cost") !== "0" || money(row, "connectcost") !== "0")
      faults.push(adapted(row, `Incoming minutes of DID ${number} are free here: make a tariff for them.`));
    return [
      {
        ...{ number, where: `dids ${row.row}`, customer: customer ? customer.id : null, tariff: null },
        ...ringingOf(row, customer, faults),
        ...{ monthlyRent: options.takeRents && customer ? rent : "0", currency: options.currency },
        status: text(row, "status") === "0" ? "ACTIVE" : "INACTIVE",
        description: [text(row, "city"), text(row, "province")].filter(Boolean).join(", "),
      },
    ];
  });
}

function map(tables: Tables, asked: MapOptions): Records {
  const faults: Fault[] = [];
  const options = { ...asked, currency: currencyOf(tables, asked.currency) };
  const tariffs = tariffsOf(tables, options.currency, faults);
  const vendors = vendorsOf(tables, options.currency, faults);
  const routes = routesOf(tables, vendors, faults);
  const lookups = lookupsOf(tables);
  const resellers = resellersOf(lookups, options, faults);
  const customers = customersOf(lookups, options, faults);
  const dids = didsOf(tables, customers, options, faults);
  const counts = notTaken.map((table) => [table, tables.get(table)?.length ?? 0] as const);
  const rest = new Map(counts.filter(([, n]) => n > 0));
  return { tariffs, vendors, routes, resellers, customers, dids, faults, notTaken: rest };
}

/** `USER_BUSY [17]` → 17. */
const causeOf = (written: string): number | null => {
  const code = Number(/\[(\d{1,3})\]/.exec(written)?.[1] ?? Number.NaN);
  return code <= 127 ? code : null;
};

/** A call's rows of both tables have one id; the two of a forwarded call differ in their direction. */
const sameCall = (row: DumpRow): string => `${text(row, "uniqueid")} ${text(row, "call_direction")}`;

/** By call, what each reseller above was debited for it. */
type Costs = ReadonlyMap<string, readonly ResellerCost[]>;

function costsOf(tables: Tables): Costs {
  const costs = new Map<string, ResellerCost[]>();
  for (const row of tables.get("reseller_cdrs") ?? []) {
    const known = costs.get(sameCall(row)) ?? [];
    costs.set(sameCall(row), [
      ...known,
      { reseller: text(row, "accountid"), charge: atLeastZero(money(row, "debit")) },
    ]);
  }
  return costs;
}

/** Attempts that nobody answered are in the same table: with no seconds. */
function callOf(row: DumpRow, costs: Costs, timeZone: string): Call | Fault {
  const setupAt = instantText(text(row, "callstart"), timeZone);
  const cld = digitsOf(text(row, "callednum"));
  const charge = decimalText(text(row, "debit")) ?? "0";
  if (!setupAt || cld === "" || charge.startsWith("-"))
    return leftOut(row, `A call of account ${text(row, "accountid")} has no time, no number, or a charge below zero.`);
  const billed = Math.max(0, whole(row, "billseconds"));
  const talk = Math.ceil(Math.max(0, whole(row, "billmsec")) / 1000) || billed;
  const waitMs = Math.max(0, whole(row, "waitmsec"));
  const answeredAt = billed > 0 ? new Date(Date.parse(setupAt) + waitMs).toISOString() : null;
  const ended = answeredAt ? new Date(Date.parse(answeredAt) + talk * 1000).toISOString() : null;
  return {
    ...{ customer: text(row, "accountid"), upper: costs.get(sameCall(row)) ?? [] },
    call: {
      // A forwarded call has two rows with one id.
      id: [text(row, "uniqueid"), text(row, "call_direction"), text(row, "calltype"), cld].filter(Boolean).join(" "),
      direction: text(row, "call_direction") === "inbound" ? "DID" : "OUT",
      ...{ setupAt, answeredAt, endedAt: ended ?? instantText(text(row, "end_stamp"), timeZone) ?? null },
      ...{ cli: digitsOf(text(row, "callerid")), cld, prefix: prefixOf(text(row, "pattern")) ?? null },
      destination: text(row, "notes").slice(0, 150) || null,
      ...{ durationSeconds: billed > 0 ? talk : 0, billedSeconds: billed, charge, tax: "0", sipCode: null },
      disconnectCause: causeOf(text(row, "disposition")),
    },
  };
}

export const astpp: Mapping = {
  origin: "astpp",
  holds: (table) => held.has(table),
  isCalls: (table) => table === "cdrs",
  map,
  calls(tables, { timeZone }) {
    const accounts = indexBy(tables.get("accounts"), "id");
    const costs = costsOf(tables);
    const isCustomer = (row: DumpRow) => {
      const account = accounts.get(text(row, "accountid"));
      return account !== undefined && text(account, "type") === "0" && text(account, "deleted") !== "1";
    };
    return (row) => (isCustomer(row) ? callOf(row, costs, timeZone) : undefined);
  },
};
