import { auditEntry } from "../audit/audit.store.ts";
import { isoInstant } from "../platform/clock.ts";
import { newId } from "../platform/id.ts";
import { Problem } from "../platform/problem.ts";
import { transact } from "../platform/table.ts";
import { canGrant, type Principal } from "./access.ts";
import { addApiKey, getApiKey, revokeApiKey } from "./api-key.store.ts";
import { ApiKey, type NewApiKey, secretOf } from "./api-key.ts";
import { newToken, tokenHash } from "./token.ts";

/** Makes a key and gives its secret, which is stored nowhere. @throws Problem forbidden for scopes that the maker lacks */
export async function makeApiKey(asked: NewApiKey, actor: Principal, at: number): Promise<ApiKey & { secret: string }> {
  if (!canGrant(actor, asked.scopes)) throw new Problem("forbidden", "A key cannot have scopes that you lack.");
  const id = newId("apiKey");
  const secret = secretOf(id, newToken());
  const key = { ...asked, id, createdAt: isoInstant(at), createdBy: actor.id, revokedAt: null };
  const entry = auditEntry({ actor, action: "api-key.create", subject: id, after: key }, at);
  await transact([...addApiKey({ ...key, secretHash: tokenHash(secret) }), entry]);
  return { ...ApiKey.parse(key), secret };
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
