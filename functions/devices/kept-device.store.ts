import * as z from "zod";
import { keptUntil } from "../customers/undo-term.ts";
import { keys } from "../platform/keys.ts";
import { get, present, put, queryAll, remove, type Write } from "../platform/table.ts";
import { StoredSipDevice } from "./device.store.ts";
import { IpDevice } from "./ip-device.ts";

/** A device of a closed customer as it was, its sealed secret too, until it comes back or the time to undo is over. */
export const KeptDevice = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ips"), device: IpDevice }),
  z.object({ kind: z.literal("sips"), device: StoredSipDevice }),
]);
export type KeptDevice = z.infer<typeof KeptDevice>;

/** Part of the transaction that removes the device. */
export const keepDevice = (kept: KeptDevice, at: number): Write =>
  put({ ...keys.keptDevice(kept.device.account, kept.device.id), ...kept, ttl: keptUntil(at) });

export const getKeptDevice = (account: string, id: string): Promise<KeptDevice | undefined> =>
  get(KeptDevice, keys.keptDevice(account, id));

export const keptDevicesOf = (account: string): Promise<KeptDevice[]> =>
  queryAll(KeptDevice, { pk: keys.keptDevice(account, "").pk, beginsWith: keys.keptDevice(account, "").sk });

/** Part of the transaction that gives it back: fails its condition when another one did. */
export const dropKeptDevice = ({ device }: KeptDevice): Write =>
  remove(keys.keptDevice(device.account, device.id), present);
