import { allIpDevices, allSipDevices } from "../devices/device.store.ts";
import { isSingleAddress, parseNetwork } from "../devices/ip-network.ts";

const isAddress = (ip: string): boolean => {
  const network = parseNetwork(ip);
  return network !== undefined && isSingleAddress(network);
};

/** The devices of these customers by id, as people call them. */
export async function deviceNames(accounts: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const account of new Set(accounts)) {
    // A network is no address that could be called.
    for (const { id, ip } of await allIpDevices(account)) if (isAddress(ip)) names.set(id, ip);
    for (const { id, login } of await allSipDevices(account)) names.set(id, login);
  }
  return names;
}
