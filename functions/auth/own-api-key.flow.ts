import { auditEntry } from "../audit/audit.store.ts";
import { getCustomer } from "../customers/customer.store.ts";
import { selfEditTabs } from "../customers/customer-fields.ts";
import { isoInstant } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import { transact } from "../platform/table.ts";
import { keyScopesOf, type Permission, type Principal } from "./access.ts";
import { madeKey } from "./api-key.flow.ts";
import { addApiKey, apiKeysOf, getApiKey, revokeApiKey } from "./api-key.store.ts";
import type { ApiKey, NewOwnApiKey } from "./api-key.ts";

/** Keys in use that an account may have. */
const mostKeys = 20;

/** @throws Problem not_found for whoever has no account, and for a key */
function ownAccount({ kind, account }: Principal): string {
  if (account === undefined || (kind !== "customer" && kind !== "reseller"))
    throw new Problem("not_found", "Only customers and resellers have API keys of their own.");
  return account;
}

/** What the account may give a key: a customer no change of what is not opened to it. */
async function scopesFor(principal: Principal): Promise<readonly Permission[]> {
  const customer = principal.kind === "customer" ? await getCustomer(ownAccount(principal)) : undefined;
  return keyScopesOf(principal, customer ? customer.selfEdit : selfEditTabs);
}

export async function ownApiKeys(principal: Principal): Promise<{ items: ApiKey[]; scopes: readonly Permission[] }> {
  const account = ownAccount(principal);
  const [items, scopes] = await Promise.all([apiKeysOf(account), scopesFor(principal)]);
  return { items, scopes };
}

/** Makes a key of one's own account and gives its secret, which is stored nowhere. @throws Problem invalid, conflict */
export async function makeOwnApiKey(asked: NewOwnApiKey, principal: Principal, at: number) {
  const account = ownAccount(principal);
  const { items, scopes } = await ownApiKeys(principal);
  const fields = asked.scopes.flatMap((scope, n) =>
    scopes.includes(scope) ? [] : [{ path: `scopes.${n}`, message: `A key of yours cannot have ${scope}.` }],
  );
  if (fields.length > 0) throw new Problem("invalid", "Please correct: scopes.", { fields });
  if (items.filter(({ revokedAt }) => revokedAt === null).length >= mostKeys)
    throw new Problem("conflict", `There are ${mostKeys} keys, as many as there may be. Revoke one first.`);
  const { stored, shown } = madeKey(asked, { account, createdBy: principal.id }, at);
  const { secret: _secret, ...after } = shown;
  const entry = auditEntry({ actor: principal, action: "api-key.create", subject: stored.id, account, after }, at);
  await transact([...addApiKey(stored), entry]);
  return shown;
}

/** Ends a key of one's own at once. @throws Problem as `endKeyOf` */
export const endOwnApiKey = (id: string, principal: Principal, at: number): Promise<void> =>
  endKeyOf(ownAccount(principal), id, principal, at);

/** Ends a key of the account at once; again is no fault. @throws Problem not_found, also for a key of another account */
export async function endKeyOf(account: string, id: string, principal: Principal, at: number): Promise<void> {
  const key = /^key_[0-9A-Z]{26}$/.test(id) ? await getApiKey(id) : undefined;
  if (key?.account !== account) throw new Problem("not_found", "There is no such key.");
  if (key.revokedAt !== null) return;
  const revokedAt = isoInstant(at);
  const entry = auditEntry(
    { actor: principal, action: "api-key.revoke", subject: id, account, after: { revokedAt } },
    at,
  );
  await transact([revokeApiKey(key, revokedAt), entry]);
}
