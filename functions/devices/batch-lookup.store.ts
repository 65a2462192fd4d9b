import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { getMany, type Key } from "../platform/table.ts";
import { Binding, type OwnedBinding, ownersOf } from "./binding.ts";
import { anySource, IpBlock } from "./device.store.ts";
import { blockOf, parseNetwork } from "./ip-network.ts";
import type { OwnedRow } from "./ip-row.ts";

/** The questions of device.store.ts for a whole batch of calls, in as few reads as there are hundreds of items. */

const StoredBlock = IpBlock.extend({ pk: z.string() });
const StoredDevice = z.object({
  id: z.string(),
  account: z.string(),
  tariffId: z.string().nullish(),
});

async function read<S extends z.ZodType>(schema: S, wanted: readonly Key[]): Promise<z.output<S>[]> {
  return (await getMany(wanted)).map((item) => schema.parse(item));
}

/** By the name of the partition: each binding's owner of today, then the former ones whom a call since `sinceMs` can ask for. */
async function bindingsOf(wanted: readonly Key[], sinceMs: number): Promise<Map<string, OwnedBinding[]>> {
  const owners = (await getMany(wanted)).map((item): [string, OwnedBinding[]] => [
    item.pk,
    ownersOf(Binding.parse(item)).filter(({ until }) => until === undefined || until > sinceMs),
  ]);
  return new Map(owners);
}

/** By `source`, line feed, `code`; owners of a code given for the source go before those of one given for all. */
export async function aliasesOf(
  asked: readonly { source: string; code: string }[],
  sinceMs: number,
): Promise<Map<string, OwnedBinding[]>> {
  const keysOf = (source: string, code: string) => [keys.alias(source, code), keys.alias(anySource, code)];
  const found = await bindingsOf(
    asked.flatMap(({ source, code }) => keysOf(source, code)),
    sinceMs,
  );
  return new Map(
    asked.map(({ source, code }) => [
      `${source}\n${code}`,
      keysOf(source, code).flatMap(({ pk }) => found.get(pk) ?? []),
    ]),
  );
}

/** By address as asked: all rows of its block, which need not hold the address themselves; former ones as above. */
export async function ipBlocksOf(ips: readonly string[], sinceMs: number): Promise<Map<string, OwnedRow[]>> {
  const asked = ips.flatMap((ip) => {
    const network = parseNetwork(ip);
    const block = network && blockOf(network);
    return block === undefined ? [] : [{ ip, key: keys.ipBlock(block) }];
  });
  const stored = await read(
    StoredBlock,
    asked.map(({ key }) => key),
  );
  const rows = new Map(
    stored.map(({ pk, rows, former }): [string, OwnedRow[]] => [
      pk,
      [...rows, ...former.filter(({ until }) => until > sinceMs)],
    ]),
  );
  return new Map(asked.map(({ ip, key }) => [ip, rows.get(key.pk) ?? []]));
}

/** By login in lower case. */
export async function sipLoginsOf(logins: readonly string[], sinceMs: number): Promise<Map<string, OwnedBinding[]>> {
  const found = await bindingsOf(
    logins.map((login) => keys.sipLogin(login)),
    sinceMs,
  );
  return new Map(logins.map((login) => [login.toLowerCase(), found.get(keys.sipLogin(login).pk) ?? []]));
}

/** Own tariffs of devices, by `account`, line feed, `id`; devices without one are left out. */
export async function deviceTariffs(asked: readonly { account: string; id: string }[]): Promise<Map<string, string>> {
  const wanted = asked.flatMap(({ account, id }) => [keys.ipDevice(account, id), keys.sipDevice(account, id)]);
  const devices = await read(StoredDevice, wanted);
  return new Map(devices.flatMap(({ account, id, tariffId }) => (tariffId ? [[`${account}\n${id}`, tariffId]] : [])));
}

const NamedDevice = z.object({
  id: z.string(),
  account: z.string(),
  ip: z.string().nullish(),
  login: z.string().optional(),
});

/** What people know devices by, a SIP login or an IP address, by the device's id. Those that are gone are left out. */
export async function deviceNames(asked: readonly { account: string; id: string }[]): Promise<Map<string, string>> {
  const wanted = asked.flatMap(({ account, id }) => [keys.ipDevice(account, id), keys.sipDevice(account, id)]);
  const devices = await read(NamedDevice, wanted);
  return new Map(devices.map(({ id, ip, login }) => [id, login ?? ip ?? id]));
}
