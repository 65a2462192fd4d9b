import type { Customer } from "../customers/customer.ts";
import { getListing } from "../customers/listing.store.ts";
import { Problem } from "../platform/problem.ts";

/** Devices of one kind that a customer may have: its line in the list names them all and must stay small. */
const mostDevices = 1000;

/** @throws Problem conflict when the customer has as many devices of the kind as it can have */
export async function refuseCrowd(customer: Customer, kind: "ips" | "sips"): Promise<void> {
  const listing = await getListing(customer);
  if (Object.keys(listing?.[kind] ?? {}).length >= mostDevices)
    throw new Problem("conflict", `A customer can have at most ${mostDevices} devices of one kind.`);
}
