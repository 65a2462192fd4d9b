import { keys } from "../platform/keys.ts";
import { absent, get, present, put, remove, type Write } from "../platform/table.ts";
import { EmailLink } from "./email-link.ts";
import { newToken, tokenHash } from "./token.ts";

/** A link's token, which is stored nowhere, and the write that lets it count. */
export function newEmailLink(link: EmailLink): { token: string; write: Write } {
  const token = newToken();
  const ttl = Math.ceil(link.expiresMs / 1000);
  return { token, write: put({ ...keys.emailLink(tokenHash(token)), ...link, ttl }, absent) };
}

export const getEmailLink = (token: string): Promise<EmailLink | undefined> =>
  get(EmailLink, keys.emailLink(tokenHash(token)));

/** Fails its condition when the link was used already. */
export const useUpEmailLink = (token: string): Write => remove(keys.emailLink(tokenHash(token)), present);
