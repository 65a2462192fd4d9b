import type { Principal } from "../auth/access.ts";
import { Problem } from "../platform/problem.ts";
import { getSettings } from "../settings/settings.store.ts";
import { ceilingOf } from "./price-ceiling.ts";
import { pastChange, publish } from "./publish.flow.ts";
import { faultOfRate, type Rate, type RateRow, rateOfRow, rowOfRate } from "./rate.ts";
import { putRateBody, rateBook } from "./rate-body.store.ts";
import { listRows, type RateBook } from "./rate-book.ts";
import { changesPast, defaultStart, withoutRow, withRow } from "./rate-change.ts";
import { cardById, type StoredTariff } from "./tariff.ts";

interface Editing {
  tariff: StoredTariff;
  /** Card id; the first card where none is named. */
  card: string | undefined;
  confirmPastChange: boolean;
  noticeOverride?: string | undefined;
  principal: Principal;
  at: number;
}

export type AskedRate = Omit<Rate, "effectiveFrom"> & { effectiveFrom?: string | undefined };

const rowsOfPrefix = (book: RateBook, prefix: string): RateRow[] =>
  [...listRows(book, { under: prefix })].filter((row) => row.prefix === prefix);

/** Publishes the tariff with other rows for one prefix of one card. */
async function replaceRows(editing: Editing, book: RateBook, prefix: string, after: RateRow[]): Promise<StoredTariff> {
  const { tariff, confirmPastChange, noticeOverride, principal, at } = editing;
  if (changesPast(rowsOfPrefix(book, prefix), after, at) && !confirmPastChange) throw pastChange();
  const rows = [...[...listRows(book)].filter((row) => row.prefix !== prefix), ...after];
  const card = cardById(tariff, editing.card);
  const cards = tariff.cards.toSpliced(tariff.cards.indexOf(card), 1, { ...card, ...(await putRateBody(rows)) });
  return publish({ ...tariff, cards }, { principal, at, action: "tariff.rates", noticeOverride });
}

/**
 * Adds a rate, or with `replace` puts it in place of the one with its prefix and start.
 * @throws Problem conflict when it exists and is not to be replaced, invalid for a price above the ceiling.
 */
export async function saveRate(editing: Editing, asked: AskedRate, replace: boolean): Promise<Rate> {
  const card = cardById(editing.tariff, editing.card);
  const book = await rateBook(card.body);
  // An override card takes over from what the customer was charged by until now.
  const startMs = card.account === null ? defaultStart(book, asked.prefix, editing.at) : editing.at;
  const start = new Date(startMs).toISOString();
  const rate: Rate = { ...asked, effectiveFrom: asked.effectiveFrom ?? start };
  const fault = faultOfRate(rate, ceilingOf(editing.tariff, await getSettings()));
  if (fault) throw new Problem("invalid", `Please correct: ${fault.path}.`, { fields: [fault] });
  const row = rowOfRate(rate);
  const before = rowsOfPrefix(book, row.prefix);
  if (!replace && before.some((one) => one.fromMs === row.fromMs))
    throw new Problem("conflict", `${row.prefix} already has a rate from ${rate.effectiveFrom}.`);
  await replaceRows(editing, book, row.prefix, withRow(before, row));
  return rateOfRow(row);
}

/** @throws Problem not_found when there is no such rate. */
export async function deleteRate(editing: Editing, prefix: string, effectiveFrom: string): Promise<void> {
  const book = await rateBook(cardById(editing.tariff, editing.card).body);
  const before = rowsOfPrefix(book, prefix);
  const after = withoutRow(before, Date.parse(effectiveFrom));
  if (after.length === before.length) throw new Problem("not_found", `${prefix} has no rate from ${effectiveFrom}.`);
  await replaceRows(editing, book, prefix, after);
}
