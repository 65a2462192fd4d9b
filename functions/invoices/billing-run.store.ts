import { isoInstant } from "../platform/clock.ts";
import { announceFile, putFile } from "../platform/files.ts";
import { newId } from "../platform/id.ts";
import { indexed, keys } from "../platform/keys.ts";
import { absent, get, put, queryAll, queryPage, unchanged, type Write, write } from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { BillingFaultRow, type NewBillingRun, noonOf, StoredBillingRun } from "./billing-run.ts";

export const getRun = (id: string): Promise<StoredBillingRun | undefined> => get(StoredBillingRun, keys.billingRun(id));

const itemOf = (run: StoredBillingRun) => ({
  ...keys.billingRun(run.id),
  ...indexed(keys.billingRuns().pk, `${run.createdAt}#${run.id}`),
  ...run,
});

/** A run as it begins. @param by id of the user or key; `system` for the clock */
export function newRun(asked: NewBillingRun, by: string, at: number): StoredBillingRun {
  const { date } = asked;
  return {
    ...{ id: newId("billingRun"), date: date ?? null, status: "queued", progress: 0, account: asked.account ?? null },
    ...{ closeNow: asked.closeNow, final: false, customers: 0, due: 0, issued: 0, empty: 0, failed: 0, gross: {} },
    ...{ createdAt: isoInstant(at), finishedAt: null, createdBy: by, behind: null, v: 0 },
    at: date === undefined ? at : noonOf(date),
  };
}

export const addRun = (run: StoredBillingRun): Write => put(itemOf(run), absent);

/** The run as it goes on; undefined where another function has written it since it was read. */
export async function saveRun(
  seen: StoredBillingRun,
  change: Partial<StoredBillingRun>,
): Promise<StoredBillingRun | undefined> {
  const next = { ...seen, ...change, v: seen.v + 1 };
  try {
    await write(put(itemOf(next), unchanged("v", seen.v)));
    return next;
  } catch (error) {
    if (isConditionFailed(error)) return undefined;
    throw error;
  }
}

/** A page of runs, newest first. */
export async function runPage(page: { limit: number; after: Record<string, unknown> | undefined }) {
  const { limit, after } = page;
  const { pk } = keys.billingRuns();
  const found = await queryPage({ index: "gsi1", pk, newestFirst: true, limit, ...(after ? { after } : {}) });
  return { runs: found.items.map((item) => StoredBillingRun.parse(item)), after: found.after };
}

/** Said again by a part that is done again. */
export const noteFault = (id: string, fault: BillingFaultRow): Promise<void> =>
  write(put({ ...keys.billingFault(id, fault.account), ...fault }));

export function faultsOf(id: string): Promise<BillingFaultRow[]> {
  const { pk, sk } = keys.billingFault(id, "");
  return queryAll(BillingFaultRow, { pk, beginsWith: sk });
}

/** Objects under this prefix start the function; the rest of the key says what to do. */
export const requestPrefix = "billing-runs";

const startOf = (id: string) => ({ bucket: "uploads", key: `${requestPrefix}/${id}` }) as const;

export const startBillingRun = (id: string): Promise<void> => putFile(startOf(id), id, "text/plain");
/** Another run takes over where this one stops. */
export const goOnLater = (id: string): Promise<void> => announceFile(startOf(id));

export type DocumentKind = "invoice" | "credit-note";

/** Has the files of a document written. */
export const requestRendering = (account: string, kind: DocumentKind, number: string): Promise<void> =>
  putFile({ bucket: "uploads", key: `${requestPrefix}/render/${account}/${kind}/${number}` }, number, "text/plain");
