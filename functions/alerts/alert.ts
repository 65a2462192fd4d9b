import * as z from "zod";
import { allows, type Principal, reaches } from "../auth/access.ts";
import { alertKinds } from "./alert-kinds.ts";

/**
 * What should not stay as it is. An alert is raised once for a cause, stays open as long as the cause is there, and is
 * closed by itself when it is gone; the same cause coming back raises another one.
 */

const names = Object.keys(alertKinds) as [keyof typeof alertKinds, ...(keyof typeof alertKinds)[]];
export const AlertKind = z.enum(names).meta({ id: "AlertKind" });
export type AlertKind = z.infer<typeof AlertKind>;

const shown = {
  id: z.string(),
  kind: AlertKind,
  /** The customer that it is about; null where it is none. */
  account: z.string().nullable(),
  /** What is wrong, as a sentence with its figures; they follow while it is open. */
  text: z.string(),
  /** The page at which it is mended. */
  page: z.string(),
  openedAt: z.string(),
  /** When its cause was gone; null while it is there. */
  closedAt: z.string().nullable(),
};

export const Alert = z.object(shown).meta({ id: "Alert" });
export type Alert = z.infer<typeof Alert>;

export const StoredAlert = z.object({
  ...shown,
  /** The cause among those of its kind. */
  subject: z.string(),
  /** The account and the resellers above it: who reaches it beside the operator's people. */
  chain: z.array(z.string()),
});
export type StoredAlert = z.infer<typeof StoredAlert>;

export const alertOf = (stored: StoredAlert): Alert => Alert.parse(stored);

/** Something that is wrong now. */
export type Cause = Pick<StoredAlert, "subject" | "account" | "chain" | "text" | "page">;

/** All that is wrong now of one kind. */
export interface Found {
  kind: AlertKind;
  causes: readonly Cause[];
  /** False: not all was looked at, so what is missing among the causes may still be there. */
  isWhole: boolean;
}

/** What is to be written: alerts that are new, those whose figures changed, and those whose cause is gone. */
export function changesOf(open: readonly StoredAlert[], { causes, isWhole }: Found) {
  const known = new Map(open.map((alert) => [alert.subject, alert]));
  const there = new Set(causes.map(({ subject }) => subject));
  return {
    raised: causes.filter(({ subject }) => !known.has(subject)),
    told: causes.flatMap((cause) => {
      const alert = known.get(cause.subject);
      return alert && alert.text !== cause.text ? [{ alert, text: cause.text }] : [];
    }),
    gone: isWhole ? open.filter(({ subject }) => !there.has(subject)) : [],
  };
}

/** Whether it is somebody's to see: of the operator's people those with the right, of the others whose account it is about. */
export const seesAlert = (principal: Principal, { kind, chain }: Pick<StoredAlert, "kind" | "chain">): boolean =>
  allows(principal, alertKinds[kind].needs) && reaches(principal, chain);

export const AlertQuery = z.object({
  state: z.enum(["open", "closed"]).default("open"),
  kind: AlertKind.optional(),
  account: z.string().max(20).optional(),
});

/** Which alerts somebody gets by e-mail when they are raised. */
export const AlertMails = z
  .strictObject({
    kinds: z.array(AlertKind).transform((kinds) => [...new Set(kinds)].sort()),
  })
  .meta({ id: "AlertMails" });
export type AlertMails = z.infer<typeof AlertMails>;

/** Such a choice as it is kept. */
export const StoredAlertMails = z.object({
  kinds: z.array(AlertKind),
  /** User id, or the account of a reseller. */
  user: z.string(),
  kind: z.enum(["admin", "reseller"]),
});
export type StoredAlertMails = z.infer<typeof StoredAlertMails>;
