import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { absent, get, getMany, put, remove, unchanged, type Write } from "../platform/table.ts";
import { KeptContact } from "./registration.ts";

/** What was told of a device so long ago is forgotten. */
const keptMs = 400 * 86_400_000;

/** `version` counts the writes and guards each of them. */
const Registration = z.object({
  deviceId: z.string(),
  account: z.string(),
  contacts: z.array(KeptContact),
  version: z.int().nonnegative(),
});
export type Registration = z.infer<typeof Registration>;

export interface DevicePlace {
  account: string;
  deviceId: string;
}

const none = ({ account, deviceId }: DevicePlace): Registration => ({ account, deviceId, contacts: [], version: 0 });

export const getRegistration = async (of: DevicePlace): Promise<Registration> =>
  (await get(Registration, keys.registration(of.account, of.deviceId))) ?? none(of);

/** By the device's id; a device of which nobody told is there too. */
export async function registrationsOf(
  devices: readonly DevicePlace[],
  freshness?: "lately",
): Promise<Map<string, Registration>> {
  const wanted = devices.map(({ account, deviceId }) => keys.registration(account, deviceId));
  const found = (await getMany(wanted, freshness)).map((item) => Registration.parse(item));
  const byId = new Map(found.map((one) => [one.deviceId, one]));
  return new Map(devices.map((of) => [of.deviceId, byId.get(of.deviceId) ?? none(of)]));
}

/** Fails its condition when something else was told meanwhile. */
export function putRegistration(seen: Registration, contacts: readonly KeptContact[]): Write {
  const { account, deviceId, version } = seen;
  const ttl = Math.ceil((Math.max(...contacts.map(({ until }) => until)) + keptMs) / 1000);
  const when = version === 0 ? absent : unchanged("version", version);
  return put({ ...keys.registration(account, deviceId), account, deviceId, contacts, version: version + 1, ttl }, when);
}

/** Goes with the device. */
export const removeRegistration = (account: string, deviceId: string): Write =>
  remove(keys.registration(account, deviceId));
