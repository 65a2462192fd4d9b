import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import type { Customer } from "../customers/customer.ts";
import { mailsNamed } from "../mail/mail.store.ts";
import { downloadUrl } from "../platform/files.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { Problem } from "../platform/problem.ts";
import { latestTry } from "../webhooks/delivery.ts";
import { deliveriesNamed } from "../webhooks/webhook.store.ts";
import {
  addressOfCallFile,
  askForCallFile,
  callFilesPage,
  changeCallFile,
  getCallFile,
  getCallFiles,
  replaceCallFile,
} from "./call-file.store.ts";
import { asked, asOf, type CallFile, isThere, mostSends, type StoredCallFile } from "./call-file.ts";
import { toldOf } from "./tell-call-file.flow.ts";

const lost = "It was changed meanwhile. Look at it again.";

/** Files with what became of their messages. */
async function shown(files: readonly StoredCallFile[], at: number): Promise<CallFile[]> {
  const [mails, events] = await Promise.all([
    mailsNamed(files.flatMap(({ mailId }) => mailId ?? [])),
    deliveriesNamed(files.flatMap(({ messageId }) => messageId ?? [])),
  ]);
  return files.map((file) => {
    const { account: _account, key: _key, contentType: _type, tries: _tries, ...rest } = asOf(file, at);
    const { leaseMs: _lease, mailId, messageId, v: _v, ...fields } = rest;
    const mail = mails.find(({ id }) => id === mailId)?.status ?? null;
    const event = events.find(({ id }) => id === messageId);
    return { ...fields, mail, webhook: event?.status ?? null, webhookTry: event ? latestTry(event) : null };
  });
}

export async function listCallFiles(
  account: string,
  page: { limit: number; after: Record<string, unknown> | undefined },
  at: number,
) {
  const { files, after } = await callFilesPage(account, page.limit, page.after);
  return { items: await shown(files, at), after };
}

/** @throws Problem not_found */
export async function callFileOf(account: string, id: string, at: number): Promise<StoredCallFile> {
  const file = /^\d{8}T\d{6}Z$/.test(id) ? await getCallFile(account, id) : undefined;
  if (!file) throw new Problem("not_found", "There is no such file.");
  return asOf(file, at);
}

/** Address of the file for five minutes, signed this moment. @throws Problem not_found where there is no file any more */
export async function callFileUrl(file: StoredCallFile, at: number): Promise<string> {
  if (file.key === null || !isThere(file, at)) throw new Problem("not_found", "There is no file any more.");
  return downloadUrl(addressOfCallFile(file.key), file.fileName);
}

export async function callFileWithUrl(file: StoredCallFile, at: number) {
  const [one] = await shown([file], at);
  if (!one) throw new Error("a file was read and is not shown");
  return { ...one, url: isThere(file, at) ? await callFileUrl(file, at) : null };
}

interface Asked {
  customer: Customer;
  id: string;
  actor: Principal;
  at: number;
}

/** Has a file made anew, as the settings are now. @throws Problem not_found; conflict while it is being made */
export async function makeAgain({ customer, id, actor, at }: Asked): Promise<StoredCallFile> {
  const { account } = customer;
  const seen = await callFileOf(account, id, at);
  if (seen.status === "MAKING") throw new Problem("conflict", "It is being made at this moment.");
  const next = asked(seen, at);
  const entry = auditEntry({ actor, action: "call-file.make", subject: id, account }, at);
  await transactGuarded(guarded([changeCallFile(seen, next), entry], lost));
  try {
    await askForCallFile(account, id);
  } catch (cause) {
    // Nothing would ever begin it.
    await replaceCallFile({ ...next, v: seen.v + 1 }, seen);
    throw new Problem("unavailable", "It could not be begun. Please try again.", { cause });
  }
  return { ...next, v: seen.v + 1 };
}

/** Tells once more of a file that is there. @throws Problem not_found, conflict */
export async function tellAgain({ customer, id, actor, at }: Asked): Promise<StoredCallFile> {
  const { account } = customer;
  const [seen, settings] = await Promise.all([callFileOf(account, id, at), getCallFiles(account)]);
  if (seen.status !== "READY" || !isThere(seen, at)) throw new Problem("conflict", "There is no file to tell of.");
  if (seen.sends >= mostSends)
    throw new Problem("conflict", `It was told of ${mostSends} times. Please fetch it here.`);
  if (!settings || (settings.emails.length === 0 && settings.webhookUrl === null))
    throw new Problem("conflict", "Nobody is to be told: give an e-mail address or a webhook first.");
  const { file, writes } = await toldOf(seen, { settings, customer }, at);
  const entry = auditEntry({ actor, action: "call-file.send", subject: id, account }, at);
  await transactGuarded(guarded([changeCallFile(seen, file), ...writes, entry], lost));
  return { ...file, v: seen.v + 1 };
}
