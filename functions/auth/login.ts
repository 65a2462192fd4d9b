import * as z from "zod";
import { permissions } from "./access.ts";

/**
 * What signing in needs to know of a person, in one item per user name: who it is, the hash of the password, and the
 * permissions. Every request of a session reads it, so a change takes effect at the next click.
 */
export const Login = z.object({
  username: z.string(),
  kind: z.enum(["admin", "reseller", "customer"]),
  /** User id, or the account of a customer. */
  subject: z.string(),
  /** The account it is bound to; null for the operator's staff. */
  account: z.string().nullable(),
  passwordHash: z.string(),
  /** Rises to end every session at once: other password, other permissions, switched off. */
  authVer: z.int(),
  permissions: z.array(z.enum(permissions)),
  enabled: z.boolean(),
  /** A code is asked for after the password. */
  secondFactor: z.boolean().default(false),
});
export type Login = z.infer<typeof Login>;

/** Whose money and devices it is about; nobody's for the operator's people. For members that are left out then. */
export const accountOf = ({ account }: Login): { account?: string } => (account === null ? {} : { account });

/** Where somebody finds a page that needs no sign-in: customers in the portal, in the brand of whoever sells to them. */
export const pageFor = ({ kind, account }: Login, page: "set-password" | "confirm-email"): string =>
  kind === "customer" ? `/portal/${page}?of=${account}` : `/${page}`;

/** Ends after this long without a request. */
export const idleMs = 30 * 60_000;
/** Ends after this long in any case. */
export const absoluteMs = 12 * 3_600_000;
/** A switched session ends after this long in any case. */
export const switchedMs = 60 * 60_000;

export const Session = z.object({
  /** User name of the login, in the spelling it is kept under. */
  username: z.string(),
  authVer: z.int(),
  createdMs: z.int(),
  seenMs: z.int(),
  /** From where it was begun, for its owner to know it by; older ones do not say. */
  from: z.object({ ip: z.string(), agent: z.string() }).optional(),
  /** For one that somebody above the account switched to. */
  switched: z
    .object({
      /** Hash of the token of their own session, without which this one is over. */
      origin: z.string(),
      /** Whose session it is, for the page. */
      company: z.string(),
      reason: z.string(),
    })
    .optional(),
});
export type Session = z.infer<typeof Session>;

/** Whether the session still speaks for the login. Both ends are exclusive: at 30 minutes sharp it is over. */
export const isLive = (session: Session, login: Login, at: number): boolean =>
  login.enabled &&
  session.authVer === login.authVer &&
  at - session.seenMs < idleMs &&
  at - session.createdMs < (session.switched ? switchedMs : absoluteMs);

/** Failures of one user name that cost nothing. */
const freeFailures = 5;

/** How long the user name is closed after its nth failure in a row: nothing for the first four, then 1, 2, 4, 8, 15, 15 … minutes. */
export const delayMs = (failures: number): number =>
  failures < freeFailures ? 0 : Math.min(2 ** (failures - freeFailures), 15) * 60_000;
