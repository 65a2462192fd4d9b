import { indexed, keys } from "../platform/keys.ts";
import { put, queryPage, type Write } from "../platform/table.ts";
import { MissingCdr, missingLifeSeconds } from "./missing-cdr.ts";

export const addMissingCdr = (missing: MissingCdr): Write =>
  put({
    ...keys.missingCdr(missing.id),
    ...indexed(keys.missingCdrs().pk, `${missing.sweptAt}#${missing.id}`),
    ttl: Math.floor(Date.parse(missing.sweptAt) / 1000) + missingLifeSeconds,
    ...missing,
  });

/** Newest first, of an index: one that was let go a moment ago may not be there yet. */
export async function listMissingCdrs(page: { limit: number; after?: Record<string, unknown> }) {
  const found = await queryPage({ ...page, index: "gsi1", pk: keys.missingCdrs().pk, newestFirst: true });
  return { items: found.items.map((item) => MissingCdr.parse(item)), after: found.after };
}
