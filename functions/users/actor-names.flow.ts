import { getApiKey } from "../auth/api-key.store.ts";
import { getUser } from "./user.store.ts";

/** What the operator's people and keys are called, by id. Whoever is there no longer is left out. */
export async function actorNames(ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const found = await Promise.all(wanted.map((id) => (id.startsWith("key_") ? getApiKey(id) : getUser(id))));
  return new Map(wanted.flatMap((id, i) => (found[i] ? [[id, found[i].name] as const] : [])));
}
