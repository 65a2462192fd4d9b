import type { Customer } from "../customers/customer.ts";
import { statusAllows } from "../customers/status-rules.ts";
import type { Reseller } from "../resellers/reseller.ts";
import type { Authorization } from "./authorization.ts";
import type { Refusal } from "./refusal.ts";

/** Whoever is in the chains of some calls. */
export interface PayingPeople {
  customers: ReadonlyMap<string, Customer>;
  resellers: ReadonlyMap<string, Reseller>;
}

type Asked = Pick<Authorization, "stop" | "direction" | "amt">;

/**
 * Why a call that goes on gets no more time: somebody had it stopped, or the customer or a reseller above it may not call
 * any more. Undefined: nothing speaks against it. Whoever only owes money is still reached.
 */
export function stopOf(account: string, { stop, direction, amt }: Asked, people: PayingPeople): Refusal | undefined {
  if (stop) return { code: "CALL_STOPPED", detail: "" };
  const customer = people.customers.get(account);
  if (customer && !statusAllows(customer.status, direction))
    return { code: "ACCOUNT_INACTIVE", detail: `${account} is ${customer.status}.` };
  if (direction === "incoming") return undefined;
  const above = Object.keys(amt).flatMap((of) => people.resellers.get(of) ?? []);
  const reseller = above.find(({ status }) => !statusAllows(status, "outgoing"));
  return reseller && { code: "RESELLER_INACTIVE", detail: `${reseller.account} is ${reseller.status}.` };
}
