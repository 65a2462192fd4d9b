import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { absent, get, getMany, put, queryPage, unchanged, type Write } from "../platform/table.ts";
import { ApiKey } from "./api-key.ts";

const StoredKey = ApiKey.extend({ secretHash: z.string() });
export type StoredKey = z.infer<typeof StoredKey>;

export const getApiKey = (id: string): Promise<StoredKey | undefined> => get(StoredKey, keys.apiKey(id));

export const addApiKey = (key: StoredKey): Write[] => [
  put({ ...keys.apiKey(key.id), ...key }, absent),
  put({ ...keys.apiKeyListing(key.id), id: key.id }, absent),
];

export const revokeApiKey = (key: StoredKey, at: string): Write => ({
  kind: "update",
  key: keys.apiKey(key.id),
  change: "SET #revokedAt = :at",
  values: { at },
  when: unchanged("revokedAt", null),
});

/** Newest first. */
export async function listApiKeys(page: { limit: number; after?: Record<string, unknown> }) {
  const listed = await queryPage({ ...page, pk: keys.apiKeyListing("").pk, newestFirst: true });
  const found = (await getMany(listed.items.map((item) => keys.apiKey(String(item["id"]))))).map((item) =>
    ApiKey.parse(item),
  );
  return { items: found.sort((a, b) => (a.id < b.id ? 1 : -1)), after: listed.after };
}
