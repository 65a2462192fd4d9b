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
    /** The customer or reseller it concerns, or the vendor of a payment; null for none. */
    account: z.string().nullable(),
    /** Only what differs. Secrets are never in here. */
    before: z.record(z.string(), z.unknown()),
    after: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Any of them together; without a day and an account it is today. */
export const AuditFilters = z.object({
  /** Day in UTC. */
  day: z.iso.date().optional(),
  account: AccountCode.optional(),
  /** Id of the user, key or account that did it, or `system`. */
  actor: z.string().trim().min(1).max(64).optional(),
  /** Kind of what it was done to, the noun of the action: `ip-device`. */
  kind: z
    .string()
    .regex(/^[a-z][a-z-]{0,39}$/, "Must be a noun such as customer or ip-device.")
    .optional(),
  /** The action whole, or its verb: `customer.create`, `create`. */
  action: z
    .string()
    .regex(/^[a-z][a-z-]{0,39}(\.[a-z][a-z-]{0,39})?$/, "Must be an action such as customer.create, or a verb.")
    .optional(),
  /** Stands somewhere in what it was done to, or in what it was before or after; capitals do not count. */
  text: z.string().trim().min(1).max(100).optional(),
});
export type AuditFilters = z.infer<typeof AuditFilters>;

/** Whether an entry is asked for, beside its day and account. */
export function fitsAudit({ actor, kind, action, text }: AuditFilters): (entry: AuditEntry) => boolean {
  const wanted = text?.toLowerCase();
  const says = ({ subject, account, before, after }: AuditEntry): boolean =>
    wanted === undefined ||
    [subject, account ?? "", JSON.stringify(before), JSON.stringify(after)].some((one) =>
      one.toLowerCase().includes(wanted),
    );
  return (entry) => {
    const [noun, verb] = entry.action.split(".");
    return (
      (actor === undefined || entry.actor === actor) &&
      (kind === undefined || noun === kind) &&
      (action === undefined || entry.action === action || verb === action) &&
      says(entry)
    );
  };
}

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
