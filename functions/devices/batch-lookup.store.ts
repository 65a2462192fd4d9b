import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { getMany, type Key } from "../platform/table.ts";
import { type Alias, anySource, IpBlock } from "./device.store.ts";
import { blockOf, parseNetwork } from "./ip-network.ts";
import type { IpRow } from "./ip-row.ts";

/** The questions of device.store.ts for a whole batch of calls, in as few reads as there are hundreds of items. */

const StoredAlias = z.object({ pk: z.string(), account: z.string(), deviceId: z.string().optional() });
const StoredBlock = IpBlock.extend({ pk: z.string() });
const StoredLogin = z.object({ account: z.string(), id: z.string() });
const StoredDevice = z.object({
  id: z.string(),
  account: z.string(),
  login: z.string().optional(),
  tariffId: z.string().nullish(),
});

async function read<S extends z.ZodType>(schema: S, wanted: readonly Key[]): Promise<z.output<S>[]> {
  return (await getMany(wanted)).map((item) => schema.parse(item));
}

/** By `source`, line feed, `code`; a code given for the source goes before one given for all. */
export async function aliasesOf(asked: readonly { source: string; code: string }[]): Promise<Map<string, Alias>> {
  const wanted = asked.flatMap(({ source, code }) => [keys.alias(source, code), keys.alias(anySource, code)]);
  const found = new Map((await read(StoredAlias, wanted)).map(({ pk, ...alias }) => [pk, alias]));
  const answers = asked.map(({ source, code }): [string, Alias | undefined] => [
    `${source}\n${code}`,
    found.get(keys.alias(source, code).pk) ?? found.get(keys.alias(anySource, code).pk),
  ]);
  return new Map(answers.filter((answer): answer is [string, Alias] => answer[1] !== undefined));
}

/** By address as asked: all rows of its block, which need not hold the address themselves. */
export async function ipBlocksOf(ips: readonly string[]): Promise<Map<string, IpRow[]>> {
  const asked = ips.flatMap((ip) => {
    const network = parseNetwork(ip);
    const block = network && blockOf(network);
    return block === undefined ? [] : [{ ip, key: keys.ipBlock(block) }];
  });
  const stored = await read(
    StoredBlock,
    asked.map(({ key }) => key),
  );
  const rows = new Map(stored.map((block) => [block.pk, block.rows]));
  return new Map(asked.map(({ ip, key }) => [ip, rows.get(key.pk) ?? []]));
}

export interface DeviceOwner {
  account: string;
  id: string;
  tariffId: string | null;
}

/** By login in lower case. */
export async function sipDevicesOf(logins: readonly string[]): Promise<Map<string, DeviceOwner>> {
  const guards = await read(
    StoredLogin,
    logins.map((login) => keys.sipLogin(login)),
  );
  const devices = await read(
    StoredDevice,
    guards.map(({ account, id }) => keys.sipDevice(account, id)),
  );
  return new Map(
    devices.map(({ login, account, id, tariffId }) => [
      (login ?? "").toLowerCase(),
      { account, id, tariffId: tariffId ?? null },
    ]),
  );
}

/** Own tariffs of devices, by `account`, line feed, `id`; devices without one are left out. */
export async function deviceTariffs(asked: readonly { account: string; id: string }[]): Promise<Map<string, string>> {
  const wanted = asked.flatMap(({ account, id }) => [keys.ipDevice(account, id), keys.sipDevice(account, id)]);
  const devices = await read(StoredDevice, wanted);
  return new Map(devices.flatMap(({ account, id, tariffId }) => (tariffId ? [[`${account}\n${id}`, tariffId]] : [])));
}
