import * as z from "zod";
import { type Login, pageFor } from "./login.ts";

/**
 * A link by which somebody sets a password without knowing one: whoever forgot it, and whoever is new and has none yet.
 * It counts once, until it expires, and only while nothing else has changed at the login since it was made.
 */
export const OneTimeLink = z.object({
  username: z.string(),
  /** What the login counted when the link was made: any other password, right or user name makes it worthless. */
  authVer: z.int(),
  purpose: z.enum(["RESET", "INVITATION"]),
  createdMs: z.int(),
  expiresMs: z.int(),
});
export type OneTimeLink = z.infer<typeof OneTimeLink>;
export type Purpose = OneTimeLink["purpose"];

/** Minutes that a link is good for. Who is invited may be on leave; who forgot something sits in front of the page. */
export const goodForMinutes: Record<Purpose, number> = { RESET: 60, INVITATION: 3 * 24 * 60 };

export const linkFor = ({ username, authVer }: Login, purpose: Purpose, at: number): OneTimeLink => ({
  ...{ username, authVer, purpose },
  ...{ createdMs: at, expiresMs: at + goodForMinutes[purpose] * 60_000 },
});

/** The end is exclusive: at 60 minutes sharp it is over. */
export const isGood = (link: OneTimeLink, login: Login, at: number): boolean =>
  at < link.expiresMs && login.enabled && login.authVer === link.authVer;

/** The token stands behind `#`, which browsers send to nobody: no log and no referrer has it. */
export const addressOfLink = (publicUrl: string, login: Login, token: string): string =>
  `${publicUrl}${pageFor(login, "set-password")}#${token}`;

const username = z.string("Required.").trim().min(1, "Required.").max(100, "Is too long.");
const token = z.string("Required.").min(1, "Required.").max(100, "Is too long.");

export const ForgottenPassword = z.strictObject({ username }).meta({ id: "ForgottenPassword" });
export const LinkToken = z
  .strictObject({
    /** What stands behind `#` in the link. */
    token,
  })
  .meta({ id: "LinkToken" });

/** What a link opens. */
export const LinkReply = z
  .object({
    username: z.string(),
    purpose: OneTimeLink.shape.purpose,
    expiresAt: z.iso.datetime(),
    /** MANUAL: 8 to 30 characters of four kinds; STRONG: 12 to 128 of any kind, without the person's names. */
    passwordPolicy: z.enum(["MANUAL", "STRONG"]),
  })
  .meta({ id: "OneTimeLink" });
export type LinkReply = z.infer<typeof LinkReply>;

/** A link that a person had made for somebody else. */
export const Invitation = z
  .object({
    purpose: OneTimeLink.shape.purpose,
    /** Opens the login: shown this once, and only its hash is kept. */
    link: z.string(),
    expiresAt: z.iso.datetime(),
    /** Where it was mailed; null where there is no address, and the link must be brought in another way. */
    sentTo: z.string().nullable(),
  })
  .meta({ id: "Invitation" });
export type Invitation = z.infer<typeof Invitation>;
