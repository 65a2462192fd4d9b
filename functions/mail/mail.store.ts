import * as z from "zod";
import { indexed, keys, waitingIndexed } from "../platform/keys.ts";
import {
  absent,
  get,
  getMany,
  type Key,
  put,
  queryAll,
  queryPage,
  remove,
  transactPatiently,
  unchanged,
  type Write,
  write,
} from "../platform/table.ts";
import { isConditionFailed, WriteRefused } from "../platform/write-refused.ts";
import { StoredMail } from "./mail.ts";
import { FirstSent } from "./mail-sending.ts";
import { allOn, MailSwitches } from "./mail-switch.ts";
import { type MailKind, StoredWording } from "./template.ts";

/** The last two hexadecimal digits of an id are as good as chance; a few lists of what is due spread its writes. */
const shardOf = (id: string): number => Number.parseInt(id.slice(-2), 16) % keys.mailShards;
const dueKey = ({ id, dueMs }: StoredMail): Key | undefined =>
  dueMs === null ? undefined : keys.mailDue(shardOf(id), dueMs, id);

function item(mail: StoredMail) {
  const place = `${mail.createdAt}#${mail.id}`;
  return {
    ...keys.mail(mail.id),
    ...indexed(keys.mails().pk, place),
    ...(mail.account ? waitingIndexed(keys.mailsOf(mail.account).pk, place) : {}),
    ...mail,
  };
}

/** A new mail, for the transaction of its cause. Its condition fails when the cause has had its mail. */
export function addMail(mail: StoredMail): Write[] {
  const due = dueKey(mail);
  return [put(item(mail), absent), ...(due ? [put({ ...due, id: mail.id })] : [])];
}

/** What becomes of a mail, under the version that was read. */
export function changeMail(seen: StoredMail, next: StoredMail): Write[] {
  const [was, due] = [dueKey(seen), dueKey(next)];
  const moved = was?.sk !== due?.sk;
  return [
    put(item({ ...next, v: seen.v + 1 }), unchanged("v", seen.v)),
    ...(moved && was ? [remove(was)] : []),
    ...(moved && due ? [put({ ...due, id: next.id })] : []),
  ];
}

/** Whether the change was made: false when somebody else changed the mail since it was read. */
export async function replaceMail(seen: StoredMail, next: StoredMail): Promise<StoredMail | undefined> {
  try {
    await transactPatiently(changeMail(seen, next));
    return { ...next, v: seen.v + 1 };
  } catch (error) {
    if (isConditionFailed(error)) return undefined;
    throw error;
  }
}

export const firstSent = () => get(FirstSent, keys.mailFirstSent());

/** Keeps when the provider took a mail for the first time. Of two runs the first has the word. */
export async function noteFirstSent(firstSentAt: string): Promise<void> {
  if (await firstSent()) return;
  try {
    await write(put({ ...keys.mailFirstSent(), firstSentAt }, absent));
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
  }
}

export const getMail = (id: string): Promise<StoredMail | undefined> => get(StoredMail, keys.mail(id));

/** Those that are there of some mails. */
export const mailsNamed = async (ids: readonly string[]): Promise<StoredMail[]> =>
  (await getMany(ids.map((id) => keys.mail(id)))).map((item) => StoredMail.parse(item));

/** Ids of mails whose next try is due, the longest waiting first. */
export async function dueMails(shard: number, untilMs: number, limit: number): Promise<string[]> {
  const { pk, sk } = keys.mailDue(shard, untilMs, "~");
  const found = await queryPage({ pk, to: sk, limit });
  return found.items.map((one) => z.string().parse(one["id"]));
}

/** A page of mails, newest first: all of them, or those of one customer. A new one follows within a moment. */
export async function listMails(
  account: string | undefined,
  page: { limit: number; after: Record<string, unknown> | undefined },
) {
  const of = account
    ? { index: "gsi2" as const, pk: keys.mailsOf(account).pk }
    : { index: "gsi1" as const, pk: keys.mails().pk };
  const found = await queryPage({
    ...of,
    newestFirst: true,
    limit: page.limit,
    ...(page.after ? { after: page.after } : {}),
  });
  return { mails: found.items.map((one) => StoredMail.parse(one)), after: found.after };
}

/** The operator's own wording of a kind. */
export const ownWording = (kind: MailKind): Promise<StoredWording | undefined> =>
  get(StoredWording, keys.mailTemplate(kind));
export const ownWordings = (): Promise<StoredWording[]> => queryAll(StoredWording, { pk: keys.mailTemplate("").pk });
export const changeWording = (seen: StoredWording | undefined, next: StoredWording): Write =>
  put({ ...keys.mailTemplate(next.kind), ...next }, seen ? unchanged("version", seen.version) : absent);

export const switchesOf = async (account: string): Promise<MailSwitches> =>
  (await get(z.object(MailSwitches.shape), keys.mailSwitches(account))) ?? allOn;
export const setSwitches = (account: string, switches: MailSwitches): Write =>
  put({ ...keys.mailSwitches(account), ...switches });
