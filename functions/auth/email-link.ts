import * as z from "zod";
import { EmailAddress } from "../customers/customer-fields.ts";
import { type Login, pageFor } from "./login.ts";

/**
 * A link to a new address by which its owner confirms that it reads the mail there. It counts once, for an hour, and only
 * while nothing else has changed at the login since it was made. It opens nothing else: no password is set by it.
 */
export const EmailLink = z.object({
  username: z.string(),
  /** What the login counted when the link was made. */
  authVer: z.int(),
  /** The address that it confirms. */
  email: z.string(),
  /** Epoch ms, not included. */
  expiresMs: z.int(),
});
export type EmailLink = z.infer<typeof EmailLink>;

export const goodForMinutes = 60;

export const emailLinkFor = ({ username, authVer }: Login, email: string, at: number): EmailLink => ({
  ...{ username, authVer, email },
  expiresMs: at + goodForMinutes * 60_000,
});

export const isGoodFor = (link: EmailLink, login: Login, at: number): boolean =>
  at < link.expiresMs && login.enabled && login.authVer === link.authVer;

/** Behind `#`, which browsers send to nobody. */
export const addressOfEmailLink = (publicUrl: string, login: Login, token: string): string =>
  `${publicUrl}${pageFor(login, "confirm-email")}#${token}`;

export const OwnEmail = z
  .object({
    /** Where links and notices of one's own login go; null where none is known. */
    email: z.string().nullable(),
  })
  .meta({ id: "OwnEmail" });
export type OwnEmail = z.infer<typeof OwnEmail>;

export const NewOwnEmail = z
  .strictObject({
    email: EmailAddress,
    /** One's own, once more. */
    password: z.string("Required.").min(1, "Required.").max(200, "Is too long."),
  })
  .meta({ id: "NewOwnEmail" });
export type NewOwnEmail = z.infer<typeof NewOwnEmail>;
