import { operator } from "../auth/access.ts";
import { getCustomers } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { accountPage, behindAccount } from "../customers/listing.store.ts";
import { openTableFile } from "../exports/formats/open-file.flow.ts";
import { type MailAttachment, mailId } from "../mail/mail.ts";
import { mailToCustomer } from "../mail/outbox.flow.ts";
import { isoDay, now } from "../platform/clock.ts";
import { FileSink } from "../platform/file-sink.ts";
import { transact } from "../platform/table.ts";
import { isConditionFailed, isRefusedForNow } from "../platform/write-refused.ts";
import { linesBetween } from "./lines.flow.ts";
import { countsOf, firstStart, type NoticeLine } from "./notice-line.ts";
import { linesFor, priceColumns } from "./price-sheet.ts";
import { changeNotice, dueNotices, getNotice, noteWritten, noticeDone, versionOf } from "./rate-notice.store.ts";
import type { StoredNotice } from "./rate-notice.ts";

const customersAtOnce = 100;
const rowsAtOnce = 1000;
const style = { timeZone: "UTC", decimalSeparator: ".", dateFormat: "ISO" } as const;
const types = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** Writes the sheet under a name that follows from the notice, over whatever a run before has left. */
async function writeSheet(
  notice: StoredNotice,
  of: string,
  format: keyof typeof types,
  lines: readonly NoticeLine[],
): Promise<MailAttachment> {
  const key = `mail/notices/${notice.id}/${of}.${format}`;
  const sink = new FileSink({ bucket: "files", key }, types[format]);
  const head = {
    title: `Rates ${notice.tariffName}`,
    columns: priceColumns,
    style,
    criteria: [],
    madeAt: notice.createdAt,
  };
  const file = await openTableFile(format, sink, head);
  for (let at = 0; at < lines.length; at += rowsAtOnce)
    await file.write(lines.slice(at, at + rowsAtOnce).map((line) => priceColumns.map((column) => column.of(line))));
  await file.close();
  await sink.close();
  return { fileName: `rates-${notice.firstFrom.slice(0, 10)}.${format}`, contentType: types[format], key };
}

/** What the notice says, and the sheets that carry it. Customers without cards of their own share one. */
class Sheets {
  private readonly made = new Map<string, Promise<MailAttachment[]>>();
  private readonly notice: StoredNotice;
  private readonly changes: readonly NoticeLine[];
  private readonly told: readonly NoticeLine[];

  constructor(notice: StoredNotice, changes: readonly NoticeLine[], told: readonly NoticeLine[]) {
    this.notice = notice;
    this.changes = changes;
    this.told = told;
  }

  changesFor(account: string): NoticeLine[] {
    return linesFor(this.changes, account);
  }

  of(account: string): Promise<MailAttachment[]> {
    const own = this.told.some((line) => line.account === account) ? account : "all";
    const made = this.made.get(own) ?? this.write(own);
    this.made.set(own, made);
    return made;
  }

  private write(own: string): Promise<MailAttachment[]> {
    const lines = linesFor(this.told, own);
    return Promise.all((["csv", "xlsx"] as const).map((format) => writeSheet(this.notice, own, format, lines)));
  }
}

/** Writes to one customer, once. False: it has been written to, or nothing changes for it. */
async function tell(customer: Customer, notice: StoredNotice, sheets: Sheets, at: number): Promise<boolean> {
  const { account } = customer;
  const changes = sheets.changesFor(account);
  if (changes.length === 0) return false;
  const { increase } = countsOf(changes);
  const values = {
    ...{
      currency: notice.currency,
      tariff: notice.tariffName,
      changes: String(changes.length),
      increases: String(increase),
    },
    from: isoDay(firstStart(changes)),
  };
  const cause = `${notice.id} ${account}`;
  const order = { kind: "RATE_NOTICE" as const, cause, values, attachments: await sheets.of(account) };
  try {
    const mail = await mailToCustomer(customer, order, at);
    await transact([...mail, noteWritten(notice.id, account, mailId("RATE_NOTICE", cause))]);
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}

const isTold = ({ customerType, status }: Customer): boolean => customerType === "LIVE" && status !== "CLOSED";

async function sheetsOf(notice: StoredNotice): Promise<Sheets> {
  const { tariffId, fromVersion, toVersion, atMs, scope } = notice;
  const [before, after] = await Promise.all([versionOf(tariffId, fromVersion), versionOf(tariffId, toVersion)]);
  if (!before || !after) throw new Error(`the versions of notice ${notice.id} are missing`);
  const cards = (head: typeof after) => ({ cards: head.cards.map((card) => ({ ...card, id: card.cardId })) });
  const changes = await linesBetween(cards(before), cards(after), atMs);
  return new Sheets(
    notice,
    changes,
    scope === "FULL" ? await linesBetween(cards(before), cards(after), atMs, true) : changes,
  );
}

/** One notice, page by page of the customers. A run that dies is followed by one that goes on; nobody is written to twice. */
async function sendNotice(seen: StoredNotice, untilMs: number): Promise<void> {
  const sheets = await sheetsOf(seen);
  let notice = seen;
  while (now() < untilMs) {
    const place = notice.after === null ? undefined : behindAccount(operator, notice.after);
    const page = await accountPage(operator, "", { place, limit: customersAtOnce });
    const mine = page.rows.filter(({ tariffId }) => tariffId === notice.tariffId).map(({ account }) => account);
    const customers = [...(await getCustomers(mine)).values()].filter(isTold);
    let mails = notice.mails;
    for (const customer of customers) if (await tell(customer, notice, sheets, now())) mails++;
    const isLast = page.rows.length < customersAtOnce;
    const next = { ...notice, mails, after: page.rows.at(-1)?.account ?? notice.after };
    if (isLast) return transact([changeNotice(notice, { ...next, status: "SENT" }), noticeDone(notice.id)]);
    await transact([changeNotice(notice, next)]);
    notice = { ...next, v: notice.v + 1 };
  }
}

/** Writes to the customers of tariffs that changed, until time is up. */
export async function sendNotices(untilMs: number): Promise<void> {
  for (const { id, tariffId } of await dueNotices()) {
    const notice = await getNotice(tariffId, id);
    if (!notice || now() >= untilMs) continue;
    try {
      await sendNotice(notice, untilMs);
    } catch (error) {
      // Another run has gone on with it.
      if (!isRefusedForNow(error)) throw error;
    }
  }
}
