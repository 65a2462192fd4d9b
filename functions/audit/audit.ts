import * as z from "zod";
import { AccountCode } from "../customers/customer.ts";

/**
 * One change that someone made, kept for ever: who, to what, what it was before and after. It is written in the
 * transaction of the change itself, so neither can exist without the other.
 */
export const AuditEntry = z
  .object({
    id: z.string(),
    at: z.string(),
    /** User, key or account that did it; `system` for what the product does by itself. */
    actor: z.string(),
    actorKind: z.enum(["admin", "reseller", "customer", "key", "system"]),
    /** Account in whose session it was done, after a switch of login; null in the actor's own. */
    inSessionOf: z.string().nullable().default(null),
    /** Verb after the noun: `customer.create`. */
    action: z.string(),
    /** What it was done to: an account, a device id, a user id. */
    subject: z.string(),
    /** The customer it concerns, if any. */
    account: z.string().nullable(),
    /** Only what differs. Secrets are never in here. */
    before: z.record(z.string(), z.unknown()),
    after: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditFilters = z.object({
  /** Day in UTC; today when neither it nor an account is given. */
  day: z.iso.date().optional(),
  account: AccountCode.optional(),
});
export type AuditFilters = z.infer<typeof AuditFilters>;

const isSecret = (name: string): boolean => /password|secret|hash|ha1|token/i.test(name);
/** Counters and keys that change with every write and say nothing. */
const noise = new Set(["version", "pk", "sk", "gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk", "ttl", "resellers"]);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The members that differ, without secrets: a changed secret shows as `***` after, so that the change itself is seen. */
export function difference(before: object, after: object): Pick<AuditEntry, "before" | "after"> {
  const [old, next] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const names = [...new Set([...Object.keys(old), ...Object.keys(next)])].filter(
    (name) => !noise.has(name) && !same(old[name], next[name]),
  );
  const shown = (from: Record<string, unknown>) =>
    Object.fromEntries(
      names.filter((name) => from[name] !== undefined).map((name) => [name, isSecret(name) ? "***" : from[name]]),
    );
  return { before: shown(old), after: shown(next) };
}
