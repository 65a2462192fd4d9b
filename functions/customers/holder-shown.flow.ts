import { allows, type Principal } from "../auth/access.ts";
import { getCustomer } from "./customer.store.ts";
import type { Holder } from "./reopened.ts";

/** Whose something is, for the operator's staff who may see customers; null for everybody else. */
export async function holderShown(account: string | undefined, actor: Principal): Promise<Holder | null> {
  const mayKnow = actor.account === undefined && allows(actor, "customers:read");
  const owner = mayKnow && account !== undefined ? await getCustomer(account) : undefined;
  return owner ? { account: owner.account, company: owner.company } : null;
}
