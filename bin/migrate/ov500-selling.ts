import type { CardWindow } from "../../functions/tariffs/card-window.ts";
import { nameOf } from "./customer-terms.ts";
import type { DumpRow } from "./dump.ts";
import { gateway, hostAndPort } from "./hosts.ts";
import type {
  CardRecord,
  Fault,
  RateRecord,
  RouteRecord,
  RouteRowRecord,
  Tables,
  TariffRecord,
  VendorRecord,
} from "./records.ts";
import { adapted, atLeastZero, grouped, indexBy, leftOut, money, text, whole, within } from "./values.ts";

/** OV500: what is sold and bought, and by which way calls go. */

export const currencyOf = (tables: Tables, id: string, otherwise: string): string => {
  const row = indexBy(tables.get("sys_currencies"), "currency_id").get(id);
  const name = row ? text(row, "name").toUpperCase() : otherwise;
  return name === "EURO" ? "EUR" : name;
};

/** Days are counted from 0, Sunday, there and from 1, Monday, here. */
function windowsOf(row: DumpRow): CardWindow[] {
  const [first, last] = [within(whole(row, "start_day"), 0, 6), within(whole(row, "end_day", 6), 0, 6)];
  const time = (column: string, otherwise: string) => (text(row, column) || otherwise).slice(0, 5);
  const [from, end] = [time("start_time", "00:00"), time("end_time", "24:00")];
  const to = end === "23:59" || end === "24:00" ? "24:00" : end;
  const count = (last - first + 7) % 7;
  const days = Array.from({ length: count + 1 }, (_, i) => (first + i) % 7).map((day) => (day === 0 ? 7 : day));
  return days.length === 7 && from === "00:00" && to === "24:00"
    ? []
    : [{ days: days.sort((a, b) => a - b), from, to }];
}

function rateOf(row: DumpRow, faults: Fault[]): RateRecord | undefined {
  const prefix = text(row, "prefix").replace(/%$/, "");
  const odd = [
    Number(money(row, "rate_multiplier") === "0" ? "1" : money(row, "rate_multiplier")) === 1 ? "" : "rate_multiplier",
    money(row, "rate_addition") === "0" ? "" : "rate_addition",
    money(row, "minimal_charge") === "0" ? "" : "minimal_charge",
    text(row, "ani_prefix") === "" ? "" : "ani_prefix",
  ].filter(Boolean);
  if (odd.length > 0 || !/^\d{1,20}$/.test(prefix)) {
    const why = odd.length > 0 ? `it has ${odd.join(", ")}, which prices here do not have` : "its prefix is no number";
    faults.push(leftOut(row, `The rate of ${text(row, "prefix")} is not taken over: ${why}.`));
    return undefined;
  }
  return {
    ...{ prefix, destination: nameOf(text(row, "destination")) || prefix },
    ...{ pricePerMinute: atLeastZero(money(row, "rate")), connectFee: atLeastZero(money(row, "connection_charge")) },
    firstIncrement: Math.max(1, whole(row, "minimal_time", 1)),
    nextIncrement: Math.max(1, whole(row, "resolution_time", 1)),
    ...{ graceSeconds: Math.max(0, whole(row, "grace_period")), freeSeconds: 0 },
    blocked: text(row, "rates_status") === "0",
  };
}

/** The tariff's rate cards of one direction in the order in which they are asked. */
function cardsOf(tables: Tables, tariff: DumpRow, direction: "INCOMING" | "OUTGOING", faults: Fault[]): CardRecord[] {
  const table = text(tariff, "tariff_type") === "CARRIER" ? "carrier_rates" : "customer_rates";
  const rates = grouped(tables.get(table), "ratecard_id");
  const cards = indexBy(tables.get("ratecard"), "ratecard_id");
  return (grouped(tables.get("tariff_ratecard_map"), "tariff_id").get(text(tariff, "tariff_id")) ?? [])
    .filter((row) => text(row, "status") !== "0" && (text(row, "ratecard_for") || "OUTGOING") === direction)
    .sort((a, b) => whole(a, "priority") - whole(b, "priority") || whole(a, "id") - whole(b, "id"))
    .map((row) => {
      const id = text(row, "ratecard_id");
      const card = cards.get(id);
      return {
        name: `${(card && nameOf(text(card, "ratecard_name"), 40)) || "Card"} (${id})`,
        windows: windowsOf(row),
        rates: (rates.get(id) ?? []).flatMap((rate) => rateOf(rate, faults) ?? []),
      };
    });
}

/** What a tariff of incoming calls is called: the same as that of outgoing ones, and this. */
export const incoming = (tariff: string): string => `${tariff}/in`;

export function tariffsOf(tables: Tables, otherwise: string, faults: Fault[]): TariffRecord[] {
  const resellers = new Set(
    (tables.get("account") ?? [])
      .filter((row) => text(row, "account_type") === "RESELLER")
      .map((row) => text(row, "account_id")),
  );
  return (tables.get("tariff") ?? []).flatMap((row) => {
    const id = text(row, "tariff_id");
    if (text(row, "package_option") === "1" || text(row, "bundle_option") === "1")
      faults.push(leftOut(row, `The package or bundle of tariff ${id} is not taken over; its prices are.`));
    const seller = text(row, "account_id");
    const common = {
      owner: resellers.has(seller) ? seller : null,
      currency: currencyOf(tables, text(row, "tariff_currency_id"), otherwise),
      kind: text(row, "tariff_type") === "CARRIER" ? ("COST" as const) : ("SELL" as const),
      // Its engine rounds up unless it is told otherwise.
      rounding: "UP" as const,
    };
    const name = nameOf(text(row, "tariff_name"), 40) || id;
    const [out, into] = [cardsOf(tables, row, "OUTGOING", faults), cardsOf(tables, row, "INCOMING", faults)];
    return [
      { id, name, ...common, cards: out.length > 0 ? out : [{ name: "Standard", windows: [], rates: [] }] },
      ...(into.length > 0 ? [{ id: incoming(id), name: `${name} incoming`, ...common, cards: into }] : []),
    ];
  });
}

/** One rule of a gateway: what the carrier gets. */
function ruleOf(tables: Tables, carrier: DumpRow, faults: Fault[]): string {
  const rows = (grouped(tables.get("carrier_prefix"), "carrier_id").get(text(carrier, "carrier_id")) ?? []).filter(
    (row) => text(row, "route") === "OUTBOUND",
  );
  const rules = rows.map((row) => text(row, "display_string")).filter((rule) => rule !== "%=>%");
  if (rules.length === 0) return "%=>%";
  if (rules.length === 1 && rows.length === 1) return rules[0] as string;
  faults.push(leftOut(carrier, `${rules.join(", ")} of the carrier are not taken over: a gateway has one rule.`));
  return "%=>%";
}

export function vendorsOf(tables: Tables, otherwise: string, faults: Fault[]): VendorRecord[] {
  const ips = grouped(tables.get("carrier_ips"), "carrier_id");
  const providers = indexBy(tables.get("providers"), "provider_id");
  return (tables.get("carrier") ?? [])
    .filter((row) => text(row, "carrier_type") !== "INBOUND")
    .map((row) => {
      const id = text(row, "carrier_id");
      const provider = providers.get(text(row, "provider_id"));
      const rule = ruleOf(tables, row, faults);
      const gateways = (ips.get(id) ?? []).flatMap((ip) => {
        if (text(ip, "auth_type") === "CUSTOMER")
          faults.push(
            adapted(ip, `${text(ip, "ipaddress_name")} registers with a password, which gateways do not have here.`),
          );
        const { record, faults: found } = gateway(
          {
            id: `${id}/${text(ip, "ipaddress_name")}`,
            name: `${nameOf(text(ip, "ipaddress_name"), 25) || "gw"} ${id}`.replaceAll(/[,;=]/g, " "),
            ...{ ...hostAndPort(text(ip, "ipaddress")), transport: "UDP", rule },
            maxCallSessions: Math.max(1, whole(row, "carrier_cc", 10)),
            callSessionsPerSecond: Math.max(1, whole(row, "carrier_cps", 10)),
            status: text(ip, "ip_status") === "0" ? "INACTIVE" : "ACTIVE",
          },
          ip,
        );
        faults.push(...found);
        return record ?? [];
      });
      return {
        ...{ id, name: nameOf(text(row, "carrier_name"), 40) || id, gateways },
        company: (provider && nameOf(text(provider, "provider_name"))) || null,
        currency: currencyOf(tables, text(row, "carrier_currency_id"), otherwise),
        tariff: text(row, "tariff_id") || null,
        status: text(row, "carrier_status") === "0" ? ("INACTIVE" as const) : ("ACTIVE" as const),
      };
    });
}

/** A row of a carrier is a row of each of its gateways, in the turn that they have there. */
function rowsOf(row: DumpRow, tables: Tables, vendors: ReadonlyMap<string, VendorRecord>): RouteRowRecord[] {
  const carrier = text(row, "carrier_id");
  const known = new Set((vendors.get(carrier)?.gateways ?? []).map(({ id }) => id));
  const ips = (grouped(tables.get("carrier_ips"), "carrier_id").get(carrier) ?? []).filter((ip) =>
    known.has(`${carrier}/${text(ip, "ipaddress_name")}`),
  );
  const turns = [...new Set(ips.map((ip) => whole(ip, "priority", 1)))].sort((a, b) => a - b);
  return ips.map((ip) => ({
    prefix: text(row, "dial_prefix").replace(/%$/, ""),
    gateway: `${carrier}/${text(ip, "ipaddress_name")}`,
    // Room for ten gateways of a carrier between two of the route's own priorities.
    priority: within(
      turns.length > 1
        ? (whole(row, "priority", 1) - 1) * 10 + turns.indexOf(whole(ip, "priority", 1)) + 1
        : whole(row, "priority", 1),
      1,
      99,
    ),
    share: within(Math.round((whole(row, "load_share", 100) * whole(ip, "load_share", 100)) / 100), 0, 100),
    windows: windowsOf(row),
    status: text(row, "route_status") === "0" ? "INACTIVE" : "ACTIVE",
  }));
}

export function routesOf(tables: Tables, vendors: readonly VendorRecord[], faults: Fault[]): RouteRecord[] {
  const byId = new Map(vendors.map((vendor) => [vendor.id, vendor]));
  const lists = grouped(tables.get("dialplan_prefix_list"), "dialplan_id");
  return (tables.get("dialplan") ?? []).map((row) => {
    const id = text(row, "dialplan_id");
    const rows = (lists.get(id) ?? []).flatMap((line) => {
      const found = rowsOf(line, tables, byId);
      if (found.length === 0)
        faults.push(
          leftOut(line, `The row ${text(line, "dial_prefix")} of route ${id} leads to no gateway that is taken over.`),
        );
      return found;
    });
    return {
      ...{ id, name: (nameOf(text(row, "dialplan_name"), 40) || id).replaceAll(/[,=]/g, " "), rows },
      status: text(row, "dialplan_status") === "0" ? ("INACTIVE" as const) : ("ACTIVE" as const),
    };
  });
}
