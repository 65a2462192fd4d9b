import { keys } from "../platform/keys.ts";
import { absent, get, put, queryPage, remove, unchanged, type Write } from "../platform/table.ts";
import { User } from "./user.ts";

export const getUser = (id: string): Promise<User | undefined> => get(User, keys.userListing(id));

export const addUser = (user: User): Write => put({ ...keys.userListing(user.id), ...user }, absent);

export const changeUser = (seen: User, next: User): Write =>
  put({ ...keys.userListing(seen.id), ...next }, unchanged("version", seen.version));

export const removeUser = (seen: User): Write => remove(keys.userListing(seen.id), unchanged("version", seen.version));

/** Newest first. */
export async function listUsers(page: { limit: number; after?: Record<string, unknown> }) {
  const found = await queryPage({ ...page, pk: keys.userListing("").pk, newestFirst: true });
  return { items: found.items.map((item) => User.parse(item)), after: found.after };
}
