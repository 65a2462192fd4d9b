import { type FileAddress, putFile } from "../platform/files.ts";
import { indexed, keys } from "../platform/keys.ts";
import { absent, get, put, queryAll, queryPage, unchanged, type Write, write } from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { fileId, StoredCallFile } from "./call-file.ts";
import { StoredCallFiles } from "./call-file-settings.ts";

/** How long it is told what became of a file, in seconds. */
const lifeSeconds = 400 * 86_400;

export const getCallFiles = (account: string): Promise<StoredCallFiles | undefined> =>
  get(StoredCallFiles, keys.callFiles(account));

/** Under the count of writes that was read; in the list of what is due while it is on. */
export function changeCallFiles(seen: StoredCallFiles | undefined, next: StoredCallFiles): Write {
  const place = next.dueAt === null ? {} : indexed(keys.callFilesDue().pk, `${next.dueAt}#${next.account}`);
  const item = { ...keys.callFiles(next.account), ...place, ...next, v: (seen?.v ?? 0) + 1 };
  return put(item, seen ? unchanged("v", seen.v) : absent);
}

/** Accounts of which a file is due at an instant (ISO), the longest waiting first. The list may be a moment behind. */
export async function dueCallFiles(until: string, after: Record<string, unknown> | undefined) {
  const { pk } = keys.callFilesDue();
  const page = await queryPage({ index: "gsi1", pk, to: `${until}#~`, limit: 200, ...(after ? { after } : {}) });
  return { accounts: page.items.map((item) => StoredCallFiles.parse(item).account), after: page.after };
}

export const getCallFile = (account: string, id: string): Promise<StoredCallFile | undefined> =>
  get(StoredCallFile, keys.callFile(account, id));

/** Under the count of writes that was read: 0 for one that is not there. */
export function changeCallFile(seen: StoredCallFile, next: StoredCallFile): Write {
  const ttl = Math.floor(Date.parse(next.to) / 1000) + lifeSeconds;
  const item = { ...keys.callFile(next.account, next.id), ...next, v: seen.v + 1, ttl };
  return put(item, seen.v === 0 ? absent : unchanged("v", seen.v));
}

/** The file as it is then; undefined where somebody else changed it since it was read. */
export async function replaceCallFile(seen: StoredCallFile, next: StoredCallFile): Promise<StoredCallFile | undefined> {
  try {
    await write(changeCallFile(seen, next));
    return { ...next, v: seen.v + 1 };
  } catch (error) {
    if (isConditionFailed(error)) return undefined;
    throw error;
  }
}

/** Newest day first. */
export async function callFilesPage(account: string, limit: number, after: Record<string, unknown> | undefined) {
  const { pk } = keys.callFile(account, "");
  const page = await queryPage({ pk, newestFirst: true, limit, ...(after ? { after } : {}) });
  return { files: page.items.map((item) => StoredCallFile.parse(item)), after: page.after };
}

/** Those that begin in a range, epoch ms, its end not included. */
export const callFilesBetween = (account: string, fromMs: number, toMs: number): Promise<StoredCallFile[]> =>
  queryAll(StoredCallFile, { pk: keys.callFile(account, "").pk, from: fileId(fromMs), to: fileId(toMs - 1000) });

export const addressOfCallFile = (key: string): FileAddress => ({ bucket: "files", key });

const requests = "export-requests/call-files";

/** Putting this file is what has one made: its "Object Created" event comes at least once. */
export const askForCallFile = (account: string, id: string): Promise<void> =>
  putFile({ bucket: "uploads", key: `${requests}/${account}/${id}` }, id, "text/plain");

/** Which one a file in the uploads bucket asks for; undefined: it asks for something else. */
export function callFileAsked(key: string): { account: string; id: string } | undefined {
  if (!key.startsWith(`${requests}/`)) return undefined;
  const [account = "", id = ""] = key.slice(requests.length + 1).split("/");
  return { account, id };
}
