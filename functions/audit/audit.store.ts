import type { Switched } from "../auth/access.ts";
import { isoInstant } from "../platform/clock.ts";
import { newId } from "../platform/id.ts";
import { indexed, keys } from "../platform/keys.ts";
import { absent, put, queryPage, type Write } from "../platform/table.ts";
import { AuditEntry, difference } from "./audit.ts";

export interface Change {
  /** Undefined for what the product does by itself. */
  actor: { id: string; kind: "admin" | "reseller" | "customer" | "key"; switched?: Switched } | undefined;
  /** Verb after the noun: `customer.create`. */
  action: string;
  subject: string;
  account?: string;
  before?: object;
  after?: object;
}

/** The audit line of a change, to be put into the change's own transaction. Takes out secrets by itself. */
export function auditEntry(change: Change, at: number): Write {
  const entry: AuditEntry = {
    id: newId("event"),
    at: isoInstant(at),
    actor: change.actor?.switched?.by ?? change.actor?.id ?? "system",
    actorKind: change.actor?.switched?.byKind ?? change.actor?.kind ?? "system",
    inSessionOf: change.actor?.switched ? change.actor.id : null,
    action: change.action,
    subject: change.subject,
    account: change.account ?? null,
    ...difference(change.before ?? {}, change.after ?? {}),
  };
  const sort = `${entry.at}#${entry.id}`;
  const byAccount = change.account ? indexed(keys.auditOf(change.account).pk, sort) : {};
  return put({ ...keys.auditEntry(entry.at.slice(0, 10), sort), ...byAccount, ...entry }, absent);
}

interface Wanted {
  limit: number;
  after: Record<string, unknown> | undefined;
}

/** The entries of one day (`2026-01-31`, UTC), newest first. */
export async function auditOfDay(day: string, { limit, after }: Wanted) {
  const page = await queryPage({
    pk: keys.auditEntry(day, "").pk,
    newestFirst: true,
    limit,
    ...(after ? { after } : {}),
  });
  return { items: page.items.map((item) => AuditEntry.parse(item)), after: page.after };
}

/** The entries that concern one customer, newest first. Follows the change within a moment, not at once. */
export async function auditOfAccount(account: string, { limit, after }: Wanted) {
  const pk = keys.auditOf(account).pk;
  const page = await queryPage({ index: "gsi1", pk, newestFirst: true, limit, ...(after ? { after } : {}) });
  return { items: page.items.map((item) => AuditEntry.parse(item)), after: page.after };
}
