import { announceFile, putFile } from "../platform/files.ts";
import { indexed, keys } from "../platform/keys.ts";
import { absent, get, put, queryAll, queryPage, unchanged, type Write, write } from "../platform/table.ts";
import { StoredRerate, StoredRerateAccount } from "./rerate.ts";

/** Jobs of re-rating and what they do to each account. */

export const getRerate = (id: string): Promise<StoredRerate | undefined> => get(StoredRerate, keys.rerate(id));

/** Fails its condition when its status has changed since it was read. */
export const keepRerate = (seen: StoredRerate, next: StoredRerate): Write =>
  put(
    { ...keys.rerate(next.id), ...indexed(keys.rerates().pk, next.id), ...next, v: seen.v + 1 },
    seen.v === 0 ? absent : unchanged("v", seen.v),
  );

/** Says how far a run is, while the job is as it was read. @throws WriteRefused of kind `condition` otherwise */
export const noteProgress = (
  { id, v }: StoredRerate,
  progress: number,
  place: Pick<StoredRerate, "after" | "versions">,
): Promise<void> =>
  write({
    kind: "update",
    key: keys.rerate(id),
    change: "SET #progress = :progress, #after = :after, #versions = :versions",
    values: { progress, ...place },
    when: unchanged("v", v),
  });

interface Wanted {
  limit: number;
  after: Record<string, unknown> | undefined;
}

/** Jobs, the newest first. A new one follows within a moment. */
export async function reratePage({ limit, after }: Wanted) {
  const { pk } = keys.rerates();
  const page = await queryPage({ index: "gsi1", pk, newestFirst: true, limit, ...(after ? { after } : {}) });
  return { items: page.items.map((item) => StoredRerate.parse(item)), after: page.after };
}

/** What the trial found of an account, over what an earlier trial found. */
export const putAccount = (id: string, account: StoredRerateAccount): Write =>
  put({ ...keys.rerateAccount(id, account.account), ...account });

/** Part of a transaction that corrects: so many calls are done, and so much was debited more by it. */
export const countDone = (id: string, account: string, done: number, booked: bigint): Write => ({
  kind: "update",
  key: keys.rerateAccount(id, account),
  change: "ADD #done :done, #booked :booked",
  values: { done, booked },
});

export const noteFault = (id: string, account: string, fault: string | null): Promise<void> =>
  write({
    kind: "update",
    key: keys.rerateAccount(id, account),
    change: "SET #fault = :fault",
    values: { fault },
  });

const accountsOf = (id: string) => {
  const { pk, sk } = keys.rerateAccount(id, "");
  return { pk, beginsWith: sk };
};

export const allAccounts = (id: string): Promise<StoredRerateAccount[]> =>
  queryAll(StoredRerateAccount, accountsOf(id));

export async function rerateAccountPage(id: string, { limit, after }: Wanted) {
  const page = await queryPage({ ...accountsOf(id), limit, ...(after ? { after } : {}) });
  return { items: page.items.map((item) => StoredRerateAccount.parse(item)), after: page.after };
}

/** The object whose arrival starts a run; what is to be done stands in the table. */
const startOf = (id: string) => ({ bucket: "uploads", key: `rerates/${id}` }) as const;

export const startRun = (id: string): Promise<void> => putFile(startOf(id), id, "text/plain");
/** Another run takes over where this one stops. */
export const startRunAgain = (id: string): Promise<void> => announceFile(startOf(id));
