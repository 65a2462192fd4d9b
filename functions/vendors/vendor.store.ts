import { keys } from "../platform/keys.ts";
import {
  absent,
  type Condition,
  get,
  getMany,
  present,
  put,
  queryAll,
  queryPage,
  remove,
  unchanged,
  type Write,
} from "../platform/table.ts";
import { Vendor } from "./vendor.ts";

export const getVendor = (id: string): Promise<Vendor | undefined> => get(Vendor, keys.vendor(id));

/** In the order in which they were made, closed ones included. */
export async function listVendors(limit: number, after: Record<string, unknown> | undefined) {
  const page = await queryPage({ pk: keys.vendor("").pk, limit, ...(after ? { after } : {}) });
  return { items: page.items.map((item) => Vendor.parse(item)), after: page.after };
}

/** An operator has tens of them. */
export const allVendors = (): Promise<Vendor[]> => queryAll(Vendor, { pk: keys.vendor("").pk });

/** Those that exist, by id, in as few reads as there are hundreds of them. */
export async function getVendors(ids: readonly string[]): Promise<Map<string, Vendor>> {
  const items = await getMany(ids.map((id) => keys.vendor(id)));
  return new Map(items.map((item) => Vendor.parse(item)).map((vendor) => [vendor.id, vendor]));
}

export const claimVendorName = (name: string, id: string): Write => put({ ...keys.vendorName(name), id }, absent);
export const freeVendorName = (name: string): Write => remove(keys.vendorName(name));

export const addVendor = (vendor: Vendor): Write => put({ ...keys.vendor(vendor.id), ...vendor }, absent);

const written = [
  "name",
  "company",
  "tariffId",
  "billingDecimals",
  "status",
  "tags",
  "notes",
  "emails",
  "creditLimit",
  "lowBalanceThreshold",
  "alertEmail",
  "closedAt",
  "version",
] as const;

/** Changes all but the count of gateways, which moves by itself. Fails its condition when the vendor changed in between. */
export const changeVendor = (next: Vendor): Write => ({
  kind: "update",
  key: keys.vendor(next.id),
  change: `SET ${written.map((name) => `#${name} = :${name}`).join(", ")}`,
  values: Object.fromEntries(written.map((name) => [name, next[name]])),
  when: unchanged("version", next.version - 1),
});

/** Leaves it without gateways. Fails its condition when it changed, or a gateway was added meanwhile to those that were seen. */
export const closeSeenVendor = ({ id, closedAt, version, gateways }: Vendor): Write => ({
  kind: "update",
  key: keys.vendor(id),
  change: "SET #status = :closed, #closedAt = :closedAt, #version = :version, #gateways = :none",
  values: { closed: "CLOSED", closedAt, version, none: 0 },
  when: {
    expression: "#version = :seen AND #gateways = :gateways",
    values: { seen: version - 1, gateways },
  },
});

const isOpen: Condition = {
  expression: "attribute_exists(#pk) AND #status <> :closed",
  values: { closed: "CLOSED" },
};

/** Counts its gateways. Fails its condition when there is no such vendor, or it is closed and would have more. */
export const countGateway = (id: string, more: 1 | -1): Write => ({
  kind: "update",
  key: keys.vendor(id),
  change: "SET #gateways = #gateways + :more",
  values: { more },
  when: more < 0 ? present : isOpen,
});
