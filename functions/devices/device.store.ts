import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { get } from "../platform/table.ts";
import { blockOf, parseNetwork } from "./ip-network.ts";
import { IpRow, rowsOf } from "./ip-row.ts";
import { SipDevice } from "./sip-device.ts";

/** All IP rows of one block of addresses. `version` counts its writes and guards each of them. */
export const IpBlock = z.object({ rows: z.array(IpRow), version: z.int().nonnegative() });

const Alias = z.object({ account: z.string(), deviceId: z.string().optional() });
export type Alias = z.infer<typeof Alias>;

/** A code without a source of its own counts for every source. */
export const anySource = "*";

/** Rows whose network holds the address: longest mask first, then longest dial prefix; inactive ones too. One read. */
export async function ipRowsFor(ip: string): Promise<IpRow[]> {
  const network = parseNetwork(ip);
  const block = network ? blockOf(network) : undefined;
  if (block === undefined) return [];
  return rowsOf(ip, (await get(IpBlock, keys.ipBlock(block)))?.rows ?? []);
}

/** Whose SIP login it is, without regard to case. */
export async function sipDeviceByLogin(login: string): Promise<SipDevice | undefined> {
  const guard = await get(z.object({ account: z.string(), id: z.string() }), keys.sipLogin(login));
  return guard ? get(SipDevice, keys.sipDevice(guard.account, guard.id)) : undefined;
}

/** Whom a switch means by this code: a code given for this source goes before one given for all. */
export async function aliasOf(source: string, code: string): Promise<Alias | undefined> {
  return (await get(Alias, keys.alias(source, code))) ?? (await get(Alias, keys.alias(anySource, code)));
}

/** The account of `aliasOf`. */
export const aliasOwner = async (source: string, code: string): Promise<string | undefined> =>
  (await aliasOf(source, code))?.account;
