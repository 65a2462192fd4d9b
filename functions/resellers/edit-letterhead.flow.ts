import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { logoOf } from "../settings/change-logo.flow.ts";
import { putLogo } from "../settings/logo.store.ts";
import { changeLetterhead } from "./letterhead.store.ts";
import type { Letterhead } from "./letterhead.ts";

const lost = "Somebody else changed it meanwhile. Load it again and repeat your change.";

/** @throws Problem conflict when it changed meanwhile */
export async function editLetterhead(
  reseller: string,
  seen: Letterhead,
  change: Partial<Letterhead>,
  by: { actor: Principal; at: number },
): Promise<Letterhead> {
  const next = { ...seen, ...change, version: seen.version + 1 };
  const what = { actor: by.actor, action: "reseller.letterhead", subject: reseller, account: reseller };
  const entry = auditEntry({ ...what, before: seen, after: next }, by.at);
  await transactGuarded(guarded([changeLetterhead(reseller, seen, next), entry], lost));
  return next;
}

/**
 * The file is there before the letterhead names it. The former one stays: documents that were issued with it name it.
 * @throws Problem invalid for another kind of file, conflict when the letterhead changed meanwhile
 */
export async function setLetterheadLogo(
  reseller: string,
  seen: Letterhead,
  bytes: Uint8Array,
  by: { actor: Principal; at: number },
): Promise<Letterhead> {
  const logo = logoOf(bytes);
  await putLogo(logo, bytes);
  return editLetterhead(reseller, seen, { logo }, by);
}
