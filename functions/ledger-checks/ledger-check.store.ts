import { announceFile, putFile } from "../platform/files.ts";
import { indexed, keys } from "../platform/keys.ts";
import { absent, get, put, queryPage, unchanged, type Write, write } from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { StoredCheck } from "./ledger-check.ts";

const item = (check: StoredCheck) => ({
  ...keys.ledgerCheck(check.id),
  ...indexed(keys.ledgerChecks().pk, `${check.createdAt}#${check.id}`),
  ...check,
});

export const addCheck = (check: StoredCheck): Write => put(item(check), absent);
export const getCheck = (id: string): Promise<StoredCheck | undefined> => get(StoredCheck, keys.ledgerCheck(id));

/** The run as it goes on; undefined where another function has written it since. */
export async function saveCheck(seen: StoredCheck, change: Partial<StoredCheck>): Promise<StoredCheck | undefined> {
  const next = { ...seen, ...change, v: seen.v + 1 };
  try {
    await write(put(item(next), unchanged("v", seen.v)));
    return next;
  } catch (error) {
    if (isConditionFailed(error)) return undefined;
    throw error;
  }
}

/** A page of runs, newest first. */
export async function checkPage(limit: number, after: Record<string, unknown> | undefined) {
  const range = { index: "gsi1" as const, pk: keys.ledgerChecks().pk, newestFirst: true, limit };
  const page = await queryPage(after ? { ...range, after } : range);
  return { checks: page.items.map((one) => StoredCheck.parse(one)), after: page.after };
}

/** Objects under this prefix start the function; the rest of the key names the run. */
export const requestPrefix = "ledger-checks";
const request = (id: string) => ({ bucket: "uploads" as const, key: `${requestPrefix}/${id}` });

/** Has the function begun, after the run is written down. */
export const startCheck = (id: string): Promise<void> => putFile(request(id), id, "text/plain");
/** Has the next part of it begun. */
export const goOn = (id: string): Promise<void> => announceFile(request(id));
