import { keys } from "../platform/keys.ts";
import { absent, get, put, queryPage, queryPages, write } from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { AuditSeal, headOf, linked } from "./audit-seal.ts";

/** The lines of a day in their order, and the digest of them all behind the seal of the day before. */
export async function linesOf(day: string, previous: string | null): Promise<{ lines: number; digest: string }> {
  let [lines, digest] = [0, headOf(day, previous)];
  for await (const { items } of queryPages({ pk: keys.auditEntry(day, "").pk }))
    for (const line of items) [lines, digest] = [lines + 1, linked(digest, line)];
  return { lines, digest };
}

export async function hasLines(day: string): Promise<boolean> {
  const { items } = await queryPage({ pk: keys.auditEntry(day, "").pk, limit: 1 });
  return items.length > 0;
}

export const getSeal = (day: string): Promise<AuditSeal | undefined> => get(AuditSeal, keys.auditSeal(day));

/** Writes a seal once; the one that stands is the one that counts. */
export async function keepSeal(seal: AuditSeal): Promise<AuditSeal> {
  try {
    await write(put({ ...keys.auditSeal(seal.day), ...seal }, absent));
    return seal;
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    return (await getSeal(seal.day)) ?? seal;
  }
}

/** A page of seals, newest first. */
export async function sealPage(limit: number, after: Record<string, unknown> | undefined) {
  const range = { pk: keys.auditSeal("").pk, newestFirst: true, limit };
  const page = await queryPage(after ? { ...range, after } : range);
  return { items: page.items.map((one) => AuditSeal.parse(one)), after: page.after };
}
