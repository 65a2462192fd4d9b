import { getCustomer } from "../customers/customer.store.ts";
import { getReseller } from "../resellers/reseller.store.ts";
import { type Principal, permissionsOf } from "./access.ts";
import type { StoredKey } from "./api-key.store.ts";
import { isUsable } from "./api-key.ts";
import { getLogin } from "./login.store.ts";
import type { Login } from "./login.ts";

/** The login of the account that a key is of, while it may sign in. */
async function holderOf(account: string): Promise<Login | undefined> {
  const owner = (await getCustomer(account)) ?? (await getReseller(account));
  const login = owner && (await getLogin(owner.username));
  return login?.enabled && login.account === account ? login : undefined;
}

/**
 * Who comes with a key, and what it may do now: for a key of an account, what that may do itself and the key was given.
 * Undefined where it may do nothing any more: it ended, or its account may not sign in.
 */
export async function principalOfKey(key: StoredKey, at: number): Promise<Principal | undefined> {
  if (!isUsable(key, at)) return undefined;
  const who = { id: key.id, kind: "key" as const, isLocked: key.allowedIps.length > 0 };
  if (key.account === null)
    return { ...who, permissions: key.scopes, ...(key.sources ? { sources: key.sources } : {}) };
  const login = await holderOf(key.account);
  if (!login || login.kind === "admin") return undefined;
  const held = permissionsOf(login.kind, login.permissions);
  const permissions = key.scopes.filter((scope) => held.includes(scope));
  return { ...who, account: key.account, holder: login.kind, permissions };
}
