import { tariffOrNotFound } from "../../tariffs/publish.flow.ts";
import { type Rate, rateOfRow } from "../../tariffs/rate.ts";
import { rateBook } from "../../tariffs/rate-body.store.ts";
import { countRows, listRows } from "../../tariffs/rate-book.ts";
import { cardById } from "../../tariffs/tariff.ts";
import { type Column, column } from "../column.ts";
import type { FiltersOf } from "../export.ts";
import { exportKind, type Scope } from "./kind.ts";

const pageSize = 5000;

const columns: Column<Rate>[] = [
  column("prefix", "Prefix"),
  column("destination", "Destination"),
  column("pricePerMinute", "Price per minute", "number"),
  column("connectFee", "Connect fee", "number"),
  column("firstIncrement", "First increment", "number"),
  column("nextIncrement", "Next increment", "number"),
  column("graceSeconds", "Grace seconds", "number"),
  column("freeSeconds", "Free seconds", "number"),
  column("blocked", "Blocked", "flag"),
  column("effectiveFrom", "Effective from", "instant"),
  column("effectiveTo", "Effective to", "instant"),
];

async function found(
  { tariff: id, card, prefix = "", destination = "", at }: FiltersOf<"rates">,
  { principal }: Scope,
) {
  const tariff = await tariffOrNotFound(id, principal);
  const book = await rateBook(cardById(tariff, card).body);
  const moment = at === undefined ? undefined : Date.parse(at);
  return { book, rows: listRows(book, { under: prefix, named: destination, at: moment }) };
}

async function* pages(filter: FiltersOf<"rates">, scope: Scope) {
  const { book, rows } = await found(filter, scope);
  let page: Rate[] = [];
  let read = 0;
  for (const row of rows) {
    page.push(rateOfRow(row));
    if (page.length < pageSize) continue;
    read += page.length;
    yield { rows: page, done: read / countRows(book) };
    page = [];
  }
  yield { rows: page, done: 1 };
}

async function count(filter: FiltersOf<"rates">, scope: Scope): Promise<number> {
  let rows = 0;
  for (const _ of (await found(filter, scope)).rows) rows++;
  return rows;
}

export const rateRows = exportKind<FiltersOf<"rates">, Rate>({ columns, pages, count, check: found });
