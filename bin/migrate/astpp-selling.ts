import { jsonOf, prefixOf } from "./astpp-fields.ts";
import { nameOf } from "./customer-terms.ts";
import type { DumpRow } from "./dump.ts";
import { gateway, hostAndPort } from "./hosts.ts";
import type { Fault, RateRecord, RouteRecord, RouteRowRecord, Tables, TariffRecord, VendorRecord } from "./records.ts";
import { adapted, atLeastZero, grouped, indexBy, leftOut, money, text, whole } from "./values.ts";

/** ASTPP: price lists with their rates, providers with their trunks, and which trunks a price list's calls go by. */

const seconds = (row: DumpRow, column: string): number => Math.max(0, whole(row, column));

function rateOf(row: DumpRow, list: { first: number; next: number }, faults: Fault[]): RateRecord | undefined {
  const prefix = prefixOf(text(row, "pattern"));
  if (!prefix) {
    faults.push(
      leftOut(row, `The rate of ${text(row, "pattern")} is not taken over: it is more than the beginning of a number.`),
    );
    return undefined;
  }
  return {
    ...{ prefix, destination: nameOf(text(row, "comment")) || prefix, blocked: false },
    ...{ pricePerMinute: atLeastZero(money(row, "cost")), connectFee: atLeastZero(money(row, "connectcost")) },
    firstIncrement: seconds(row, "init_inc") || list.first || seconds(row, "inc") || list.next || 1,
    nextIncrement: seconds(row, "inc") || list.next || 1,
    ...{ graceSeconds: 0, freeSeconds: seconds(row, "includedseconds") },
  };
}

const isOff = (row: DumpRow): boolean => text(row, "status") !== "0" && text(row, "status") !== "";

/** Of several of a prefix the cheapest. */
const cheapest = (rates: readonly RateRecord[]): RateRecord[] =>
  [...Map.groupBy(rates, ({ prefix }) => prefix).values()].flatMap((same) =>
    same.toSorted((a, b) => Number(a.pricePerMinute) - Number(b.pricePerMinute)).slice(0, 1),
  );

/** What a list is called to which only single accounts' prices belong. */
function sold(tables: Tables, currency: string, faults: Fault[]): TariffRecord[] {
  const rates = grouped(tables.get("routes"), "pricelist_id");
  return (tables.get("pricelists") ?? [])
    .filter((row) => text(row, "status") !== "2")
    .map((row) => {
      const [id, seller] = [text(row, "id"), text(row, "reseller_id")];
      const list = { first: seconds(row, "initially_increment"), next: seconds(row, "inc") };
      if (money(row, "markup") !== "0")
        faults.push(
          adapted(row, `The markup ${text(row, "markup")} of ${text(row, "name")} is not in the prices here.`),
        );
      const found = (rates.get(id) ?? []).flatMap((rate) => {
        const account = text(rate, "accountid");
        if (!["", "0"].includes(account))
          faults.push(
            leftOut(rate, `The price of its own of account ${account} is not taken over: give it an override card.`),
          );
        else if (isOff(rate))
          faults.push(leftOut(rate, `The rate of ${text(rate, "pattern")} is off and is not taken over.`));
        else return rateOf(rate, list, faults) ?? [];
        return [];
      });
      const cards = [{ name: "Standard", windows: [], rates: cheapest(found) }];
      return {
        id,
        owner: ["", "0"].includes(seller) ? null : seller,
        name: nameOf(text(row, "name"), 40) || `List ${id}`,
        currency,
        kind: "SELL",
        rounding: "HALF_UP",
        cards,
      };
    });
}

const costOf = (provider: string): string => `provider-${provider}`;

/** What a provider takes: the termination rates of its trunks. */
function bought(tables: Tables, currency: string, faults: Fault[]): TariffRecord[] {
  const rates = grouped(tables.get("outbound_routes"), "trunk_id");
  const trunks = grouped(tables.get("trunks"), "provider_id");
  return [...trunks].flatMap(([provider, rows]): TariffRecord[] => {
    const all = rows.flatMap((trunk) => rates.get(text(trunk, "id")) ?? []).filter((row) => !isOff(row));
    const found = all.flatMap((row) => rateOf(row, { first: 0, next: 0 }, faults) ?? []);
    if (found.length === 0) return [];
    const cards = [{ name: "Standard", windows: [], rates: cheapest(found) }];
    return [
      {
        id: costOf(provider),
        owner: null,
        name: `Provider ${provider} cost`,
        currency,
        kind: "COST",
        rounding: "HALF_UP",
        cards,
      },
    ];
  });
}

export const tariffsOf = (tables: Tables, currency: string, faults: Fault[]): TariffRecord[] => [
  ...sold(tables, currency, faults),
  ...bought(tables, currency, faults),
];

/** All of a trunk's routes do the same to the number, or the trunk has no rule here. */
function ruleOf(trunk: DumpRow, routes: readonly DumpRow[], faults: Fault[]): string {
  const rules = new Set(
    routes.map((row) => {
      const [strip, put] = [text(row, "strip"), text(row, "prepend")];
      return /^\d+$/.test(strip) ? `${strip}|%=>${put}%` : put ? `%=>${put}%` : "%=>%";
    }),
  );
  const [only = "%=>%"] = rules;
  if (rules.size <= 1) return only;
  faults.push(
    leftOut(
      trunk,
      `${[...rules].join(", ")} of trunk ${text(trunk, "name")} are not taken over: a gateway has one rule.`,
    ),
  );
  return "%=>%";
}

export function vendorsOf(tables: Tables, currency: string, faults: Fault[]): VendorRecord[] {
  const accounts = indexBy(tables.get("accounts"), "id");
  const gateways = indexBy(tables.get("gateways"), "id");
  const routes = grouped(tables.get("outbound_routes"), "trunk_id");
  const costs = new Set(bought(tables, currency, []).map(({ id }) => id));
  return [...grouped(tables.get("trunks"), "provider_id")].map(([provider, trunks]): VendorRecord => {
    const account = accounts.get(provider);
    const found = trunks.flatMap((trunk) => {
      const row = gateways.get(text(trunk, "gateway_id"));
      const data = row ? jsonOf(text(row, "gateway_data")) : {};
      if (data["register"] === "true")
        faults.push(
          adapted(trunk, `${text(trunk, "name")} registers with a password, which gateways do not have here.`),
        );
      const { record, faults: more } = gateway(
        {
          id: text(trunk, "id"),
          name: `${nameOf(text(trunk, "name"), 30) || "trunk"} as${text(trunk, "id")}`.replaceAll(/[,;=]/g, " "),
          ...hostAndPort(String(data["proxy"] ?? data["realm"] ?? "")),
          ...{ transport: "UDP", rule: ruleOf(trunk, routes.get(text(trunk, "id")) ?? [], faults) },
          maxCallSessions: whole(trunk, "maxchannels") || 1000,
          callSessionsPerSecond: whole(trunk, "cps") || 100,
          status: isOff(trunk) ? "INACTIVE" : "ACTIVE",
        },
        trunk,
      );
      faults.push(...more);
      return record ?? [];
    });
    const name = account && (nameOf(text(account, "company_name"), 40) || nameOf(text(account, "first_name"), 40));
    return {
      ...{ id: provider, name: name || `Provider ${provider}`, company: null, currency, gateways: found },
      ...{ tariff: costs.has(costOf(provider)) ? costOf(provider) : null, status: "ACTIVE" },
    };
  });
}

/** Calls of a price list go to the trunk that is cheapest for the number, or by precedence where the list says so. */
export function routesOf(tables: Tables, vendors: readonly VendorRecord[], faults: Fault[]): RouteRecord[] {
  const known = new Set(vendors.flatMap(({ gateways }) => gateways.map(({ id }) => id)));
  const ways = grouped(tables.get("routing"), "pricelist_id");
  const routes = grouped(tables.get("outbound_routes"), "trunk_id");
  return (tables.get("pricelists") ?? []).flatMap((row): RouteRecord[] => {
    const id = text(row, "id");
    const trunks = [...new Set((ways.get(id) ?? []).map((way) => text(way, "trunk_id")))].filter((one) =>
      known.has(one),
    );
    if (trunks.length === 0) return [];
    const byPrefix = Map.groupBy(
      trunks.flatMap((trunk) => routes.get(trunk) ?? []).filter((one) => !isOff(one) && prefixOf(text(one, "pattern"))),
      (one) => prefixOf(text(one, "pattern")) ?? "",
    );
    const rows = [...byPrefix].flatMap(([prefix, same]): RouteRowRecord[] => {
      const turn = (one: DumpRow) => whole(one, "precedence") * 1e6 + Number(money(one, "cost"));
      const distinct = [
        ...indexBy(
          same.toSorted((a, b) => turn(b) - turn(a)),
          "trunk_id",
        ).values(),
      ].reverse();
      return distinct.map((one, i) => ({
        ...{ prefix, gateway: text(one, "trunk_id"), priority: Math.min(99, i + 1), share: 100, windows: [] },
        status: "ACTIVE",
      }));
    });
    if (rows.length === 0)
      faults.push(adapted(row, `Route ${text(row, "name")} has no prefixes: its trunks have no rates.`));
    return [
      { id, name: (nameOf(text(row, "name"), 40) || `List ${id}`).replaceAll(/[,=]/g, " "), status: "ACTIVE", rows },
    ];
  });
}
