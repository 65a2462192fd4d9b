import type { SwitchAccount } from "../customers/customer-fields.ts";
import { keys } from "../platform/keys.ts";
import { absent, get, present, put, queryAll, remove, unchanged, type Write } from "../platform/table.ts";
import { aliasText, Gateway } from "./gateway.ts";

export const getGateway = (vendorId: string, id: string): Promise<Gateway | undefined> =>
  get(Gateway, keys.gateway(vendorId, id));

/** Of one vendor, in the order in which they were made. */
export const gatewaysOf = (vendorId: string): Promise<Gateway[]> => {
  const { pk, sk } = keys.gateway(vendorId, "");
  return queryAll(Gateway, { pk, beginsWith: sk });
};

/** Of all vendors: an operator has tens to hundreds. */
export const allGateways = (): Promise<Gateway[]> => queryAll(Gateway, { pk: keys.gateway("", "").pk });

export const claimGatewayName = (name: string, id: string): Write => put({ ...keys.gatewayName(name), id }, absent);
export const freeGatewayName = (name: string): Write => remove(keys.gatewayName(name));

export const addGateway = (gateway: Gateway): Write =>
  put({ ...keys.gateway(gateway.vendorId, gateway.id), ...gateway }, absent);

const written = [
  "name",
  "host",
  "port",
  "transport",
  "rule",
  "codecs",
  "maxCallSessions",
  "callSessionsPerSecond",
  "status",
  "failoverSipCodes",
  "failoverCauses",
  "aliases",
  "version",
] as const;

/** Changes all but the count of uses, which moves by itself. Fails its condition when the gateway changed in between. */
export const changeGateway = (next: Gateway): Write => ({
  kind: "update",
  key: keys.gateway(next.vendorId, next.id),
  change: `SET ${written.map((name) => `#${name} = :${name}`).join(", ")}`,
  values: Object.fromEntries(written.map((name) => [name, next[name]])),
  when: unchanged("version", next.version - 1),
});

/** Fails its condition when the gateway changed or a route leads to it. */
const removeGateway = ({ vendorId, id, version }: Gateway): Write =>
  remove(keys.gateway(vendorId, id), {
    expression: "#version = :seen AND #uses = :none",
    values: { seen: version, none: 0 },
  });

/** Counts routes that lead to it. Fails its condition when there is no such gateway. */
export const useGateway = (vendorId: string, id: string, more: number): Write => ({
  kind: "update",
  key: keys.gateway(vendorId, id),
  change: "SET #uses = #uses + :more",
  values: { more },
  when: present,
});

/** For which source an alias without one counts. */
export const anySource = "*";
const aliasKey = (alias: SwitchAccount) =>
  typeof alias === "string"
    ? keys.gatewayAlias(anySource, aliasText(alias))
    : keys.gatewayAlias(alias.source, aliasText(alias.code));

type Owner = Pick<Gateway, "vendorId" | "id">;

/** Claims each alias. Fails its condition when another gateway has it for the same source. */
export const claimAliases = (aliases: readonly SwitchAccount[], { vendorId, id }: Owner): Write[] =>
  aliases.map((alias) => put({ ...aliasKey(alias), vendorId, gatewayId: id }, absent));

const freeAliases = (aliases: readonly SwitchAccount[]): Write[] => aliases.map((alias) => remove(aliasKey(alias)));

/** Frees the aliases that are gone and claims those that are new. */
export function changeAliases(seen: readonly SwitchAccount[], next: Gateway): { freed: Write[]; claimed: Write[] } {
  const names = (aliases: readonly SwitchAccount[]) => new Set(aliases.map((alias) => aliasKey(alias).pk));
  const [before, after] = [names(seen), names(next.aliases)];
  return {
    freed: freeAliases(seen.filter((alias) => !after.has(aliasKey(alias).pk))),
    claimed: claimAliases(
      next.aliases.filter((alias) => !before.has(aliasKey(alias).pk)),
      next,
    ),
  };
}

/** Takes a gateway away with its name and aliases. Fails its condition when it changed or a route leads to it. */
export const dropGateway = (gateway: Gateway): Write[] => [
  removeGateway(gateway),
  freeGatewayName(gateway.name),
  ...freeAliases(gateway.aliases),
];
