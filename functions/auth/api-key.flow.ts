import { auditEntry } from "../audit/audit.store.ts";
import { isoInstant } from "../platform/clock.ts";
import { newId } from "../platform/id.ts";
import { Problem } from "../platform/problem.ts";
import { transact } from "../platform/table.ts";
import { canGrant, type Principal } from "./access.ts";
import { addApiKey, getApiKey, revokeApiKey } from "./api-key.store.ts";
import { ApiKey, type NewApiKey, secretOf } from "./api-key.ts";
import { newToken, tokenHash } from "./token.ts";

/** A key as it is kept, and as it is shown this once: with its secret, which is stored nowhere. */
export function madeKey(asked: NewApiKey, of: { account: string | null; createdBy: string }, at: number) {
  const id = newId("apiKey");
  const secret = secretOf(id, newToken());
  const key = { ...asked, ...of, id, createdAt: isoInstant(at), revokedAt: null };
  return { stored: { ...key, secretHash: tokenHash(secret) }, shown: { ...ApiKey.parse(key), secret } };
}

/** Makes a key and gives its secret. @throws Problem forbidden for scopes that the maker lacks */
export async function makeApiKey(asked: NewApiKey, actor: Principal, at: number): Promise<ApiKey & { secret: string }> {
  if (!canGrant(actor, asked.scopes)) throw new Problem("forbidden", "A key cannot have scopes that you lack.");
  const { stored, shown } = madeKey(asked, { account: null, createdBy: actor.id }, at);
  const { secretHash: _hash, ...after } = stored;
  await transact([
    ...addApiKey(stored),
    auditEntry({ actor, action: "api-key.create", subject: stored.id, after }, at),
  ]);
  return shown;
}

/** Ends a key at once; again is no fault. @throws Problem not_found */
export async function endApiKey(id: string, actor: Principal, at: number): Promise<void> {
  const key = /^key_[0-9A-Z]{26}$/.test(id) ? await getApiKey(id) : undefined;
  if (!key) throw new Problem("not_found", "There is no such key.");
  if (key.revokedAt !== null) return;
  const revokedAt = isoInstant(at);
  const entry = auditEntry({ actor, action: "api-key.revoke", subject: id, after: { revokedAt } }, at);
  await transact([revokeApiKey(key, revokedAt), entry]);
}
