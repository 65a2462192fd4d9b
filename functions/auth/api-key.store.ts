import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { absent, get, getMany, put, queryPage, unchanged, type Write } from "../platform/table.ts";
import { ApiKey } from "./api-key.ts";

const StoredKey = ApiKey.extend({ secretHash: z.string() });
export type StoredKey = z.infer<typeof StoredKey>;

export const getApiKey = (id: string): Promise<StoredKey | undefined> => get(StoredKey, keys.apiKey(id));

/** Where it stands: in the operator's list, or in its account's. */
const listed = ({ account, id }: Pick<StoredKey, "account" | "id">) =>
  account === null ? keys.apiKeyListing(id) : keys.apiKeyOf(account, id);

export const addApiKey = (key: StoredKey): Write[] => [
  put({ ...keys.apiKey(key.id), ...key }, absent),
  put({ ...listed(key), id: key.id }, absent),
];

export const revokeApiKey = (key: StoredKey, at: string): Write => ({
  kind: "update",
  key: keys.apiKey(key.id),
  change: "SET #revokedAt = :at",
  values: { at },
  when: unchanged("revokedAt", null),
});

async function keysIn(lines: readonly Record<string, unknown>[]): Promise<ApiKey[]> {
  const found = await getMany(lines.map((item) => keys.apiKey(String(item["id"]))));
  return found.map((item) => ApiKey.parse(item)).sort((a, b) => (a.id < b.id ? 1 : -1));
}

/** The operator's, newest first. */
export async function listApiKeys(page: { limit: number; after?: Record<string, unknown> }) {
  const { items, after } = await queryPage({ ...page, pk: keys.apiKeyListing("").pk, newestFirst: true });
  return { items: await keysIn(items), after };
}

/** Those of an account, newest first; of very many that ended the newest. */
export async function apiKeysOf(account: string): Promise<ApiKey[]> {
  const { items } = await queryPage({ pk: keys.apiKeyOf(account, "").pk, newestFirst: true, limit: 200 });
  return keysIn(items);
}
