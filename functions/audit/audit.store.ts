import type { Switched } from "../auth/access.ts";
import { isoInstant } from "../platform/clock.ts";
import { newId } from "../platform/id.ts";
import { indexed, keys } from "../platform/keys.ts";
import type { Range } from "../platform/range.ts";
import { absent, type Item, put, queryPage, type Write } from "../platform/table.ts";
import { AuditEntry, type AuditFilters, difference, fitsAudit } from "./audit.ts";

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

/** Entries that one ask looks through: a rare word on a busy day is found over several pages. */
const mostRead = 2000;
const readAtOnce = 200;

/** By the index an account's entries begin with the day, too. */
const rangeOf = ({ account, day }: AuditFilters, today: string): Range =>
  account
    ? { index: "gsi1", pk: keys.auditOf(account).pk, ...(day ? { beginsWith: day } : {}) }
    : { pk: keys.auditEntry(day ?? today, "").pk };

/** Where to go on behind an item. */
function placeOf(item: Item, { index }: Range): Record<string, unknown> {
  const { pk, sk } = item;
  return index ? { pk, sk, gsi1pk: item["gsi1pk"], gsi1sk: item["gsi1sk"] } : { pk, sk };
}

/**
 * The entries that fit, newest first. A page may be short, or empty, and have more behind it. Those of an account follow
 * the change within a moment, not at once.
 * @param today day that is meant where neither day nor account is named, `2026-01-31`
 */
export async function auditPage(filters: AuditFilters, today: string, { limit, after }: Wanted) {
  const range = rangeOf(filters, today);
  const fits = fitsAudit(filters);
  const found: AuditEntry[] = [];
  let [next, read] = [after, 0];
  do {
    const page = await queryPage({ ...range, newestFirst: true, limit: readAtOnce, ...(next ? { after: next } : {}) });
    for (const [i, item] of page.items.entries()) {
      const entry = AuditEntry.parse(item);
      if (!fits(entry)) continue;
      found.push(entry);
      const isLast = i === page.items.length - 1;
      if (found.length === limit) return { items: found, after: isLast ? page.after : placeOf(item, range) };
    }
    read += page.items.length;
    next = page.after;
  } while (next && read < mostRead);
  return { items: found, after: next };
}
