import { keys } from "../platform/keys.ts";
import { absent, get, present, put, remove, type Write } from "../platform/table.ts";
import { OneTimeLink } from "./one-time-link.ts";
import { newToken, tokenHash } from "./token.ts";

/** A link's token, which is stored nowhere, and the write that lets it count. */
export function newLink(link: OneTimeLink): { token: string; write: Write } {
  const token = newToken();
  const ttl = Math.ceil(link.expiresMs / 1000);
  return { token, write: put({ ...keys.oneTimeLink(tokenHash(token)), ...link, ttl }, absent) };
}

export const getLink = (token: string): Promise<OneTimeLink | undefined> =>
  get(OneTimeLink, keys.oneTimeLink(tokenHash(token)));

/** Fails its condition when the link was used already. */
export const useUpLink = (token: string): Write => remove(keys.oneTimeLink(tokenHash(token)), present);
