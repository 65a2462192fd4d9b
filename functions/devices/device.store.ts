import * as z from "zod";
import { indexed, keys } from "../platform/keys.ts";
import { absent, get, put, queryAll, queryPage, remove, unchanged, type Write } from "../platform/table.ts";
import { bind, release } from "./binding.store.ts";
import { Binding } from "./binding.ts";
import { IpDevice } from "./ip-device.ts";
import { blockOf, parseNetwork } from "./ip-network.ts";
import { FormerRow, type IpRow, KeptRow, rowsOf } from "./ip-row.ts";
import { SipDevice } from "./sip-device.ts";

/** All IP rows of one block of addresses. `version` counts its writes and guards each of them. */
export const IpBlock = z.object({
  rows: z.array(KeptRow),
  former: z.array(FormerRow).default([]),
  version: z.int().nonnegative(),
});
export type IpBlock = z.infer<typeof IpBlock>;

export interface Alias {
  account: string;
  deviceId?: string | undefined;
}

/** A SIP device with the sealed digests of its secret. */
export const StoredSipDevice = SipDevice.extend({ sealed: z.string() });
export type StoredSipDevice = z.infer<typeof StoredSipDevice>;

/** A code without a source of its own counts for every source. */
export const anySource = "*";

export const getIpBlock = async (block: string): Promise<IpBlock> =>
  (await get(IpBlock, keys.ipBlock(block))) ?? { rows: [], former: [], version: 0 };

/** Rows whose network holds the address: longest mask first, then longest dial prefix; inactive ones too. One read. */
export async function ipRowsFor(ip: string): Promise<IpRow[]> {
  const network = parseNetwork(ip);
  const block = network ? blockOf(network) : undefined;
  return block === undefined ? [] : rowsOf(ip, (await getIpBlock(block)).rows);
}

/** Every block of addresses, of an index: one that changed a moment ago may come as it was. */
export const allIpBlocks = (): Promise<IpBlock[]> => queryAll(IpBlock, { index: "gsi1", pk: keys.ipBlocks().pk });

/** Replaces the rows of a block that was read. Fails its condition when the block changed in between. */
export const changeIpBlock = (block: string, seen: IpBlock, next: Pick<IpBlock, "rows" | "former">): Write =>
  put(
    {
      ...keys.ipBlock(block),
      ...indexed(keys.ipBlocks().pk, block),
      rows: next.rows,
      former: next.former,
      version: seen.version + 1,
    },
    seen.version === 0 ? absent : unchanged("version", seen.version),
  );

export const getIpDevice = (account: string, id: string): Promise<IpDevice | undefined> =>
  get(IpDevice, keys.ipDevice(account, id));

/** Creates the device, or replaces the one that was read. */
export const putIpDevice = (next: IpDevice, seen?: IpDevice): Write =>
  put({ ...keys.ipDevice(next.account, next.id), ...next }, seen ? unchanged("version", seen.version) : absent);

export const removeIpDevice = (seen: IpDevice): Write =>
  remove(keys.ipDevice(seen.account, seen.id), unchanged("version", seen.version));

export const allIpDevices = (account: string): Promise<IpDevice[]> =>
  queryAll(IpDevice, { pk: keys.ipDevice(account, "").pk, beginsWith: keys.ipDevice(account, "").sk });

export const getSipDevice = (account: string, id: string): Promise<StoredSipDevice | undefined> =>
  get(StoredSipDevice, keys.sipDevice(account, id));

/** Whose SIP login it is, without regard to case. */
export async function sipDeviceByLogin(login: string): Promise<StoredSipDevice | undefined> {
  const { account, deviceId } = (await get(Binding, keys.sipLogin(login))) ?? {};
  return account && deviceId ? getSipDevice(account, deviceId) : undefined;
}

export const putSipDevice = (next: StoredSipDevice, seen?: SipDevice): Write =>
  put({ ...keys.sipDevice(next.account, next.id), ...next }, seen ? unchanged("version", seen.version) : absent);

export const removeSipDevice = (seen: SipDevice): Write =>
  remove(keys.sipDevice(seen.account, seen.id), unchanged("version", seen.version));

export const allSipDevices = (account: string): Promise<StoredSipDevice[]> =>
  queryAll(StoredSipDevice, { pk: keys.sipDevice(account, "").pk, beginsWith: keys.sipDevice(account, "").sk });

/** Claims the login in the system. Fails its condition when it is taken. */
export const claimSipLogin = (device: SipDevice, at: number): Write =>
  bind(keys.sipLogin(device.login), { account: device.account, deviceId: device.id }, at);
export const freeSipLogin = async (device: SipDevice, at: number): Promise<Write[]> =>
  release(
    [keys.sipLogin(device.login)],
    { account: device.account, deviceId: device.id, tariffId: device.tariffId },
    at,
  );

const Extension = z.object({ deviceId: z.string() });

/** Which device of the account has the extension. */
export const deviceOfExtension = async (account: string, extension: string): Promise<string | undefined> =>
  (await get(Extension, keys.sipExtension(account, extension)))?.deviceId;

/** Claims the extension in the account. Fails its condition when it is taken. */
export const claimExtension = (device: SipDevice): Write =>
  put({ ...keys.sipExtension(device.account, device.extension), deviceId: device.id }, absent);
export const freeExtension = (device: SipDevice): Write => remove(keys.sipExtension(device.account, device.extension));

/** Whom a switch means by this code: a code given for this source goes before one given for all. */
export async function aliasOf(source: string, code: string): Promise<Alias | undefined> {
  for (const key of [keys.alias(source, code), keys.alias(anySource, code)]) {
    const { account, deviceId } = (await get(Binding, key)) ?? {};
    if (account !== undefined) return { account, deviceId };
  }
  return undefined;
}

/** The account of `aliasOf`. */
export const aliasOwner = async (source: string, code: string): Promise<string | undefined> =>
  (await aliasOf(source, code))?.account;

interface Wanted {
  limit: number;
  after: Record<string, unknown> | undefined;
}

async function pageOfDevices<S extends z.ZodType>(schema: S, first: { pk: string; sk: string }, wanted: Wanted) {
  const { limit, after } = wanted;
  const page = await queryPage({ pk: first.pk, beginsWith: first.sk, limit, ...(after ? { after } : {}) });
  return { items: page.items.map((item) => schema.parse(item)), after: page.after };
}

/** Oldest first. */
export const listIpDevices = (account: string, wanted: Wanted) =>
  pageOfDevices(IpDevice, keys.ipDevice(account, ""), wanted);
export const listSipDevices = (account: string, wanted: Wanted) =>
  pageOfDevices(SipDevice, keys.sipDevice(account, ""), wanted);
