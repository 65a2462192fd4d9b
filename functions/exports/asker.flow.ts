import { type Principal, permissionsOf } from "../auth/access.ts";
import { getApiKey } from "../auth/api-key.store.ts";
import { principalOfKey } from "../auth/key-principal.flow.ts";
import { getLogin } from "../auth/login.store.ts";
import { getCustomer } from "../customers/customer.store.ts";
import { getReseller } from "../resellers/reseller.store.ts";
import { getUser } from "../users/user.store.ts";
import type { StoredExport } from "./export.ts";

async function byLogin(username: string | undefined, asker: StoredExport["asker"]): Promise<Principal | undefined> {
  const login = username === undefined ? undefined : await getLogin(username);
  if (!login?.enabled || login.subject !== asker.id) return undefined;
  const { subject: id, kind, account } = login;
  const permissions = permissionsOf(kind, login.permissions);
  return { id, kind, permissions, ...(account === null ? {} : { account }) };
}

/** Whoever asked for an export, with what it may do now; undefined where it may do nothing any more. */
export async function askerNow(asker: StoredExport["asker"], at: number): Promise<Principal | undefined> {
  if (asker.kind === "admin") return byLogin((await getUser(asker.id))?.username, asker);
  if (asker.kind === "reseller") return byLogin((await getReseller(asker.id))?.username, asker);
  if (asker.kind === "customer") return byLogin((await getCustomer(asker.id))?.username, asker);
  const key = await getApiKey(asker.id);
  return key && principalOfKey(key, at);
}
