import type { Principal } from "../auth/access.ts";
import type { Customer } from "../customers/customer.ts";
import { sendAgain } from "../mail/mail.flow.ts";
import { getMail } from "../mail/mail.store.ts";
import { Problem } from "../platform/problem.ts";
import { getTariff } from "../tariffs/tariff.store.ts";
import { linesBetween } from "./lines.flow.ts";
import type { NoticeLine } from "./notice-line.ts";
import { linesFor } from "./price-sheet.ts";
import { getNotice, writtenTo } from "./rate-notice.store.ts";
import { noticeShown, type StoredNotice } from "./rate-notice.ts";

export async function noticeOrNotFound(tariffId: string, id: string): Promise<StoredNotice> {
  const notice = await getNotice(tariffId, id);
  if (!notice) throw new Problem("not_found", "There is no such notice.");
  return notice;
}

/** The notice, and what became of each of its mails. */
export async function withDeliveries(notice: StoredNotice) {
  const written = await writtenTo(notice.id);
  const mails = await Promise.all(written.map(({ mail }) => getMail(mail)));
  const deliveries = written.flatMap(({ account, mail }, n) => {
    const one = mails[n];
    return one ? [{ account, mail, to: one.to, status: one.status, reason: one.reason, via: one.via }] : [];
  });
  return { ...noticeShown(notice), deliveries };
}

/** Has every mail of the notice that can be sent again sent again; how many that are. */
export async function repeatNotice(notice: StoredNotice, actor: Principal, at: number): Promise<number> {
  let count = 0;
  for (const { mail } of await writtenTo(notice.id)) {
    const one = await getMail(mail);
    if (!one || one.dueMs !== null || one.to.length === 0) continue;
    await sendAgain(one, actor, at);
    count++;
  }
  return count;
}

/** What a customer pays now, and what is announced, from A to Z. */
export async function priceListOf({ account, tariffId }: Customer, at: number): Promise<NoticeLine[]> {
  const tariff = await getTariff(tariffId);
  if (!tariff) return [];
  const own = { cards: tariff.cards.filter((card) => card.account === null || card.account === account) };
  return linesFor(await linesBetween(own, own, at, true), account);
}
