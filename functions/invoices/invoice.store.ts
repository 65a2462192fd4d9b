import { deflateRawSync, inflateRawSync } from "node:zlib";
import * as z from "zod";
import { type Nano, StoredNano } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { indexed, keys, waitingIndexed } from "../platform/keys.ts";
import {
  absent,
  check,
  get,
  getMany,
  type Item,
  put,
  queryAll,
  queryPage,
  unchanged,
  type Write,
} from "../platform/table.ts";
import { InvoiceBody, openOf, StoredInvoice } from "./invoice.ts";

/** Invoices by account and period, and what makes each of them the only one: the account's chain and the series of numbers. */

/** Lines by the thousand must fit into one item of 400 KB. Big integers are texts in it. */
const pack = (body: InvoiceBody): Uint8Array =>
  deflateRawSync(JSON.stringify(body, (_, value) => (typeof value === "bigint" ? `${value}n` : value)));
const unpack = (bytes: Uint8Array): unknown =>
  JSON.parse(inflateRawSync(bytes).toString("utf8"), (_, value) =>
    typeof value === "string" && /^-?\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
  );

const Packed = z
  .object({ packed: z.instanceof(Uint8Array) })
  .catchall(z.unknown())
  .transform(({ packed, ...rest }) => StoredInvoice.parse({ ...rest, body: InvoiceBody.parse(unpack(packed)) }));

function itemOf(invoice: StoredInvoice): Item {
  const { body, ...rest } = invoice;
  const { account, period, number } = invoice;
  const files = invoice.filesReady
    ? {}
    : waitingIndexed(keys.unwrittenDocuments("INVOICES").pk, `${account}#${number}`);
  // By the day in its own zone: whoever looks takes a day more and asks the invoice itself.
  const open = openOf(invoice) > 0n ? indexed(keys.openInvoices().pk, `${invoice.dueOn}#${account}#${number}`) : {};
  return { ...keys.invoice(account, period), ...files, ...open, ...rest, packed: pack(body) };
}

export const getInvoice = (account: string, period: number): Promise<StoredInvoice | undefined> =>
  get(Packed, keys.invoice(account, period));

const Place = z.object({ period: z.number().int() });

export async function invoiceByNumber(account: string, number: string): Promise<StoredInvoice | undefined> {
  const place = await get(Place, keys.invoiceNumber(account, number));
  return place && getInvoice(account, place.period);
}

/** An account's invoices, newest first. */
export async function invoicesOf(account: string, limit: number, after: Record<string, unknown> | undefined) {
  const { pk } = keys.invoice(account, 0);
  const page = await queryPage({ pk, newestFirst: true, limit, ...(after ? { after } : {}) });
  return { invoices: page.items.map((item) => Packed.parse(item)), after: page.after };
}

/** All of an account, the oldest first. */
export const invoicesOfAccount = (account: string): Promise<StoredInvoice[]> =>
  queryAll(Packed, { pk: keys.invoice(account, 0).pk });

/** What the account has still to pay, the oldest first. */
export async function openInvoicesOf(account: string): Promise<StoredInvoice[]> {
  const all = await invoicesOfAccount(account);
  return all.filter((invoice) => openOf(invoice) > 0n);
}

/** A page of what is still to be paid by anybody, due at the latest on `dueBy`; one of the last moment may be missing. */
export async function openInvoicePage(dueBy: string, limit: number, after: Record<string, unknown> | undefined) {
  const range = { index: "gsi1" as const, pk: keys.openInvoices().pk, to: `${dueBy}~`, limit };
  const found = await queryPage(after ? { ...range, after } : range);
  return { invoices: found.items.map((item) => Packed.parse(item)), after: found.after };
}

const InvoicedUpTo = z.object({ period: z.number().int(), closing: StoredNano });
/** The last period of an account that is done with, and the balance that the next one opens with. */
export type InvoicedUpTo = z.infer<typeof InvoicedUpTo>;

export const invoicedUpTo = (account: string): Promise<InvoicedUpTo | undefined> =>
  get(InvoicedUpTo, keys.invoicedUpTo(account));

/** The same of many accounts; what was written in the last moment may be missing. */
export async function invoicedUpToOf(accounts: readonly string[]): Promise<Map<string, InvoicedUpTo>> {
  const items = await getMany(accounts.map(keys.invoicedUpTo), "lately");
  return new Map(items.map((item) => [item.pk.slice("ACC#".length), InvoicedUpTo.parse(item)]));
}

/** The account's next step: fails its condition when another closer has made it. */
export const moveInvoicedUpTo = (account: string, seen: InvoicedUpTo | undefined, next: InvoicedUpTo): Write =>
  put({ ...keys.invoicedUpTo(account), ...next }, seen ? unchanged("period", seen.period) : absent);

/** Part of what rests on which invoices there are: fails its condition when one was issued meanwhile. */
export const stillInvoicedUpTo = (account: string, seen: InvoicedUpTo | undefined): Write =>
  check(keys.invoicedUpTo(account), seen ? unchanged("period", seen.period) : absent);

const Series = z.object({ last: z.number().int() });

/** The last number that was given in a series; 0 before the first. */
export const lastNumberOf = async (series: string): Promise<number> =>
  (await get(Series, keys.documentSeries(series)))?.last ?? 0;

/** Takes the number behind `last`, in the transaction of its document: no number without one, and none twice. */
export const takeNumber = (series: string, last: number): Write =>
  put({ ...keys.documentSeries(series), last: last + 1 }, last === 0 ? absent : unchanged("last", last));

/** A new invoice, its number and its lines in the lists of `owners`. Fails its condition when the period has one. */
export function addInvoice(invoice: StoredInvoice, owners: readonly string[]): Write[] {
  const { account, period, number, issuedAt } = invoice;
  return [
    put(itemOf({ ...invoice, v: 1 }), absent),
    put({ ...keys.invoiceNumber(account, number), period }, absent),
    ...owners.map((owner) =>
      put({ ...keys.documentListing(owner, "INVOICES", isoInstant(issuedAt), number), account, period }, absent),
    ),
  ];
}

/** What may change of an issued invoice, under the version that was read. */
export function changeInvoice(
  seen: StoredInvoice,
  change: Partial<
    Pick<StoredInvoice, "paid" | "covered" | "credited" | "creditedLines" | "state" | "filesReady" | "reminded">
  >,
): Write {
  return put(itemOf({ ...seen, ...change, v: seen.v + 1 }), unchanged("v", seen.v));
}

/** Part of what rests on how an invoice stands: fails its condition when it changed meanwhile. */
export const stillAsSeen = ({ account, period, v }: StoredInvoice): Write =>
  check(keys.invoice(account, period), unchanged("v", v));

/** Sets a payment against an invoice; a negative amount takes it back. Fails its condition when the invoice changed meanwhile. */
export const payInvoice = (seen: StoredInvoice, amount: Nano): Write =>
  changeInvoice(seen, { paid: seen.paid + amount });

const Listed = z.object({ account: z.string(), period: z.number().int() });

/** A page of a list, newest first, between two instants (ISO). */
export async function listedInvoices(
  owner: string,
  span: { from: string; to: string },
  page: { limit: number; after: Record<string, unknown> | undefined },
) {
  const { pk, sk: from } = keys.documentListing(owner, "INVOICES", span.from, "");
  const { sk: to } = keys.documentListing(owner, "INVOICES", span.to, "~");
  const { limit, after } = page;
  const found = await queryPage({ pk, from, to, newestFirst: true, limit, ...(after ? { after } : {}) });
  const places = found.items.map((item) => Listed.parse(item));
  const items = await getMany(places.map(({ account, period }) => keys.invoice(account, period)));
  const invoices = new Map(items.map((item) => [`${item.pk} ${item.sk}`, Packed.parse(item)]));
  return {
    invoices: places.flatMap(({ account, period }) => {
      const { pk: at, sk } = keys.invoice(account, period);
      return invoices.get(`${at} ${sk}`) ?? [];
    }),
    after: found.after,
  };
}
