import { nameOf } from "./customer-terms.ts";
import type { DumpRow } from "./dump.ts";
import { gateway, hostAndPort } from "./hosts.ts";
import type {
  CardRecord,
  CustomerRecord,
  Fault,
  RateRecord,
  RouteRecord,
  Tables,
  TariffRecord,
  VendorRecord,
} from "./records.ts";
import { adapted, atLeastZero, grouped, indexBy, leftOut, money, text, whole } from "./values.ts";

/** MagnusBilling: plans with their prices, providers with their trunks, trunk groups. */

interface Priced {
  row: DumpRow;
  prefix: string;
  destination: string;
}

/** The prefix of a rate is a row of its own, or in newer versions in the rate. */
function pricedOf(row: DumpRow, prefixes: ReadonlyMap<string, DumpRow>): Priced {
  const own = prefixes.get(text(row, "id_prefix"));
  const prefix = own ? text(own, "prefix") : text(row, "dialprefix");
  return { row, prefix, destination: nameOf(own ? text(own, "destination") : text(row, "destination")) || prefix };
}

const whole1 = (row: DumpRow, column: string): number => Math.max(1, whole(row, column, 1));

function rateOf({ row, prefix, destination }: Priced, faults: Fault[]): RateRecord | undefined {
  const odd = [
    ["disconnectcharge", money(row, "disconnectcharge") !== "0"],
    ["additional_grace", money(row, "additional_grace") !== "0"],
  ].flatMap(([name, isThere]) => (isThere ? [name] : []));
  if (odd.length > 0 || !/^\d{1,20}$/.test(prefix)) {
    const why = odd.length > 0 ? `it has ${odd.join(", ")}, which prices here do not have` : "its prefix is no number";
    faults.push(leftOut(row, `The rate of ${prefix || "nothing"} is not taken over: ${why}.`));
    return undefined;
  }
  return {
    ...{ prefix, destination, pricePerMinute: atLeastZero(money(row, "rateinitial")) },
    connectFee: atLeastZero(money(row, "connectcharge")),
    ...{ firstIncrement: whole1(row, "initblock"), nextIncrement: whole1(row, "billingblock") },
    // Calls of fewer seconds are free there.
    ...{ graceSeconds: Math.max(0, whole(row, "minimal_time_charge") - 1), freeSeconds: 0 },
    blocked: text(row, "status") === "0",
  };
}

/** Of two rates of a prefix, which there are one for each trunk group, the cheaper one is what was charged. */
function cheapest(rates: readonly RateRecord[], plan: DumpRow, faults: Fault[]): RateRecord[] {
  const byPrefix = Map.groupBy(rates, ({ prefix }) => prefix);
  return [...byPrefix].flatMap(([prefix, same]) => {
    if (same.length > 1) faults.push(adapted(plan, `Of ${same.length} rates of ${prefix} the cheapest is taken.`));
    return same.toSorted((a, b) => Number(a.pricePerMinute) - Number(b.pricePerMinute)).slice(0, 1);
  });
}

/** Prices of single users stand before those of the plan there; here they are named, and set as an override card. */
function ownPrices(tables: Tables, customers: readonly CustomerRecord[], faults: Fault[]): void {
  const known = new Set(customers.map(({ id }) => id));
  for (const row of tables.get("pkg_user_rate") ?? [])
    if (known.has(text(row, "id_user")))
      faults.push(
        leftOut(
          row,
          `The price of its own of user ${text(row, "id_user")} is not taken over: give it an override card.`,
        ),
      );
}

export function tariffsOf(
  tables: Tables,
  currency: string,
  customers: readonly CustomerRecord[],
  faults: Fault[],
): TariffRecord[] {
  ownPrices(tables, customers, faults);
  const prefixes = indexBy(tables.get("pkg_prefix"), "id");
  const rates = grouped(tables.get("pkg_rate"), "id_plan");
  const agentRates = grouped(tables.get("pkg_rate_agent"), "id_plan");
  const costs = grouped(tables.get("pkg_rate_provider"), "id_provider");
  const card = (all: RateRecord[]): CardRecord[] => [{ name: "Standard", windows: [], rates: all }];
  const plans = (tables.get("pkg_plan") ?? []).map((row): TariffRecord => {
    const id = text(row, "id");
    const owner = ["", "1"].includes(text(row, "id_user")) ? null : text(row, "id_user");
    // What agents ask of their customers stands in a table of its own.
    const own = owner === null ? rates.get(id) : agentRates.get(id);
    const found = (own ?? []).flatMap((one) => rateOf(pricedOf(one, prefixes), faults) ?? []);
    const name = nameOf(text(row, "name"), 40) || `Plan ${id}`;
    return { id, owner, name, currency, kind: "SELL", rounding: "HALF_UP", cards: card(cheapest(found, row, faults)) };
  });
  const providers = (tables.get("pkg_provider") ?? []).flatMap((row): TariffRecord[] => {
    const id = text(row, "id");
    const found = (costs.get(id) ?? []).flatMap((one): RateRecord[] => {
      const { prefix, destination } = pricedOf(one, prefixes);
      if (!/^\d{1,20}$/.test(prefix)) return [];
      return [
        {
          ...{ prefix, destination, pricePerMinute: atLeastZero(money(one, "buyrate")), connectFee: "0" },
          ...{ firstIncrement: whole1(one, "buyrateinitblock"), nextIncrement: whole1(one, "buyrateincrement") },
          ...{ graceSeconds: 0, freeSeconds: 0, blocked: false },
        },
      ];
    });
    if (found.length === 0) return [];
    const name = `${nameOf(text(row, "provider_name"), 40) || "Provider"} cost`;
    return [
      { id: `provider-${id}`, owner: null, name, currency, kind: "COST", rounding: "HALF_UP", cards: card(found) },
    ];
  });
  return [...plans, ...providers];
}

/** What is taken off and put in front of a number for a trunk. */
function trunkRule(row: DumpRow): string {
  const [remove, put] = [text(row, "removeprefix"), text(row, "trunkprefix")];
  return /^\d+$/.test(remove) ? `${remove}|%=>${put}%` : put === "" ? "%=>%" : `%=>${put}%`;
}

export function vendorsOf(tables: Tables, currency: string, faults: Fault[]): VendorRecord[] {
  const trunks = grouped(tables.get("pkg_trunk"), "id_provider");
  const costs = new Set((tables.get("pkg_rate_provider") ?? []).map((row) => text(row, "id_provider")));
  return (tables.get("pkg_provider") ?? []).map((row) => {
    const id = text(row, "id");
    const gateways = (trunks.get(id) ?? []).flatMap((trunk) => {
      if (text(trunk, "user") !== "" || text(trunk, "register") === "1")
        faults.push(
          adapted(trunk, `${text(trunk, "trunkcode")} registers with a password, which gateways do not have here.`),
        );
      const { record, faults: found } = gateway(
        {
          id: text(trunk, "id"),
          name: `${nameOf(text(trunk, "trunkcode"), 30) || "trunk"} mb${text(trunk, "id")}`.replaceAll(/[,;=]/g, " "),
          ...{ ...hostAndPort(text(trunk, "host") || text(trunk, "providerip")), rule: trunkRule(trunk) },
          ...{
            transport: text(trunk, "transport") === "tls" ? "TLS" : text(trunk, "transport") === "tcp" ? "TCP" : "UDP",
          },
          maxCallSessions: whole(trunk, "maxuse", -1) > 0 ? whole(trunk, "maxuse") : 1000,
          callSessionsPerSecond: 100,
          status: text(trunk, "status") === "0" ? "INACTIVE" : "ACTIVE",
        },
        trunk,
      );
      faults.push(...found);
      return record ?? [];
    });
    return {
      ...{ id, name: nameOf(text(row, "provider_name"), 40) || `Provider ${id}`, company: null, currency, gateways },
      ...{ tariff: costs.has(id) ? `provider-${id}` : null, status: "ACTIVE" as const },
    };
  });
}

/** A trunk group sends all numbers to its trunks: in their order, or with equal shares where it is of the type 2. */
export function routesOf(tables: Tables, vendors: readonly VendorRecord[], faults: Fault[]): RouteRecord[] {
  const known = new Set(vendors.flatMap(({ gateways }) => gateways.map(({ id }) => id)));
  const members = grouped(tables.get("pkg_trunk_group_trunk"), "id_trunk_group");
  return (tables.get("pkg_trunk_group") ?? []).map((row) => {
    const id = text(row, "id");
    const trunks = (members.get(id) ?? []).filter((one) => known.has(text(one, "id_trunk")));
    if (trunks.length === 0)
      faults.push(adapted(row, `Route ${text(row, "name")} leads to no gateway that is taken over.`));
    const isShared = text(row, "type") === "2";
    const rows = trunks.map((one, i) => ({
      ...{ prefix: "", gateway: text(one, "id_trunk"), priority: isShared ? 1 : Math.min(99, i + 1) },
      ...{ share: 100, windows: [], status: "ACTIVE" as const },
    }));
    return {
      id,
      name: nameOf(text(row, "name"), 40).replaceAll(/[,=]/g, " ") || `Group ${id}`,
      status: "ACTIVE",
      rows,
    };
  });
}
