import { type Principal, seesVendors } from "../auth/access.ts";
import { allGateways } from "../vendors/gateway.store.ts";
import { allVendors } from "../vendors/vendor.store.ts";

export interface GatewayOwner {
  id: string;
  name: string;
}

/** Whose each gateway is, by the gateway's name; undefined: not for whoever asks. */
export async function vendorsFor(principal: Principal): Promise<ReadonlyMap<string, GatewayOwner> | undefined> {
  if (!seesVendors(principal)) return undefined;
  const [gateways, vendors] = await Promise.all([allGateways(), allVendors()]);
  const names = new Map(vendors.map(({ id, name }) => [id, name]));
  return new Map(gateways.map(({ name, vendorId: id }) => [name, { id, name: names.get(id) ?? id }]));
}
