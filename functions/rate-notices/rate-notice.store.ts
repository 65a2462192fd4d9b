import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { absent, get, put, queryAll, queryPage, remove, unchanged, type Write } from "../platform/table.ts";
import { TariffHead } from "../tariffs/tariff.ts";
import { StoredNotice } from "./rate-notice.ts";

/** A new notice, for the transaction of the version that it tells of. */
export const addNotice = (notice: StoredNotice): Write[] => [
  put({ ...keys.rateNotice(notice.tariffId, notice.id), ...notice }, absent),
  put({ ...keys.noticeDue(notice.id), tariffId: notice.tariffId }),
];

/** Fails its condition where another run has gone on. */
export const changeNotice = (seen: StoredNotice, next: StoredNotice): Write =>
  put({ ...keys.rateNotice(seen.tariffId, seen.id), ...next, v: seen.v + 1 }, unchanged("v", seen.v));
export const noticeDone = (id: string): Write => remove(keys.noticeDue(id));

export const getNotice = (tariffId: string, id: string): Promise<StoredNotice | undefined> =>
  get(StoredNotice, keys.rateNotice(tariffId, id));

/** A page of a tariff's notices, newest first. */
export async function noticesOf(tariffId: string, limit: number, after: Record<string, unknown> | undefined) {
  const range = { pk: keys.rateNotice(tariffId, "").pk, newestFirst: true, limit };
  const page = await queryPage(after ? { ...range, after } : range);
  return { notices: page.items.map((item) => StoredNotice.parse(item)), after: page.after };
}

const Due = z.object({ sk: z.string(), tariffId: z.string() });
/** Notices that are not written to everybody yet. */
export const dueNotices = async () =>
  (await queryAll(Due, { pk: keys.noticeDue("").pk, limit: 50 })).map(({ sk, tariffId }) => ({ id: sk, tariffId }));

const Written = z.object({ sk: z.string(), mail: z.string() });
/** Says that a customer was written to, in the transaction of its mail. */
export const noteWritten = (notice: string, account: string, mail: string): Write =>
  put({ ...keys.noticeMail(notice, account), mail }, absent);
export const writtenTo = async (notice: string) =>
  (await queryAll(Written, { pk: keys.noticeMail(notice, "").pk })).map(({ sk, mail }) => ({ account: sk, mail }));

/** A version as it was published. */
export const versionOf = (tariffId: string, version: number): Promise<TariffHead | undefined> =>
  get(TariffHead, keys.tariffVersion(tariffId, version));
