import { getLogin } from "../auth/login.store.ts";
import { balanceRowsOf, balancesOf } from "../ledger/ledger.store.ts";
import { decimalOf, type Nano } from "../money/money.ts";
import { Problem } from "../platform/problem.ts";
import type { Freshness } from "../platform/table.ts";
import type { Customer } from "./customer.ts";
import type { CustomerReply } from "./customer-request.ts";
import { type Hits, hitsOf } from "./find-customers.flow.ts";
import {
  accountPage,
  behindAccount,
  behindCompany,
  companyPage,
  listingOf,
  listingsFor,
  listingsOf,
  listState,
  type Place,
} from "./listing.store.ts";
import {
  type BalanceRow,
  type CustomerFilters,
  type Figures,
  type Listing,
  type ListRow,
  listedCustomer,
} from "./listing.ts";
import { compareBy, inOrder, orderOf } from "./listing-order.ts";
import { fitsFor, plain, searchable } from "./matching.ts";
import { ordered } from "./ordered-list.flow.ts";

/** Up to so many customers the whole list goes to the page, and can be ordered by any column. */
export const mostIndexed = 20_000;

const nothing: Figures = { balance: "0", reserved: "0", available: "0" };

const figuresIn = ({ balance, reserved, available }: Record<keyof Figures, Nano>): Figures => ({
  balance: decimalOf(balance),
  reserved: decimalOf(reserved),
  available: decimalOf(available),
});

async function figuresOf(accounts: readonly string[], freshness: Freshness): Promise<Map<string, Figures>> {
  const balances = await balancesOf(accounts, freshness);
  return new Map([...balances].map(([account, money]) => [account, figuresIn(money)]));
}

/** The customer with its money as it stands. */
export async function withBalance(customer: Customer): Promise<CustomerReply> {
  const { resellers: _resellers, ...shown } = customer;
  const { account, username } = customer;
  const [rows, login] = await Promise.all([balanceRowsOf([account], "now"), getLogin(username)]);
  const row = rows.get(account);
  const figures = row ? figuresIn({ balance: row.bal, reserved: row.reserved, available: row.avail }) : nothing;
  // The name of a closed one may be somebody else's by now.
  const secondFactor = login?.account === account && login.secondFactor;
  return { ...shown, ...figures, liveCalls: row?.sessions ?? 0, secondFactor };
}

/** The money of those customers that are the owner's, at half a read unit each for the line and for the balance. */
export async function balancesFor(owner: string, accounts: readonly string[]): Promise<BalanceRow[]> {
  const own = new Set((await listingsFor(owner, accounts, "lately")).map(({ account }) => account));
  const figures = await figuresOf([...own], "lately");
  return [...own].map((account) => ({ account, ...nothing, ...figures.get(account) }));
}

interface Asking {
  filters: CustomerFilters;
  /** `company` upwards, `-company` downwards. */
  sort: string;
  limit: number;
  /** The account that the last page ended with. */
  after: string | undefined;
}

type Fits = (line: Listing) => boolean;

const fitting = (filters: CustomerFilters): Fits => {
  const fits = fitsFor(filters);
  return (line) => fits(searchable(listedCustomer(line)));
};

/** The list in its order, from the last page's end on, as far as it is asked for. */
class Walk {
  readonly found: Listing[] = [];
  isOver = false;
  private place: Place;
  /** What all account codes of the range begin with; nothing when the last page ended elsewhere. */
  private readonly start: string;
  private readonly owner: string;
  private readonly asked: Asking;
  private readonly fits: Fits;

  constructor(owner: string, asked: Asking, fits: Fits, last: Listing | undefined) {
    this.owner = owner;
    this.asked = asked;
    this.fits = fits;
    const start = plain(asked.filters.account ?? "").toUpperCase();
    this.start = last && !last.account.startsWith(start) ? "" : start;
    if (last) this.place = this.byAccount ? behindAccount(owner, last.account) : behindCompany(owner, last);
  }

  private get byAccount(): boolean {
    return orderOf(this.asked.sort).field === "account";
  }

  private page(limit: number) {
    const { owner, place } = this;
    const { down } = orderOf(this.asked.sort);
    if (!this.byAccount) return companyPage(owner, { place, limit, down });
    return accountPage(owner, this.start, { place, limit, down });
  }

  /** Reads so many lines more, or fewer when the page is full. */
  async readOn(most: number): Promise<void> {
    for (let read = 0; read < most && !this.isOver; ) {
      const page = await this.page(Math.min(most - read, 1000));
      read += page.rows.length;
      this.found.push(...page.rows.filter(this.fits));
      this.place = page.after;
      this.isOver = page.after === undefined || this.found.length > this.asked.limit;
    }
  }
}

/** Lines that the hits lead to, in order, behind the last page's end; at half a read unit each, as fresh as the index. */
async function linesOf(
  owner: string,
  hits: readonly string[],
  asked: Asking,
  last: Listing | undefined,
): Promise<Listing[]> {
  const lines = (await listingsFor(owner, hits, "lately")).filter(fitting(asked.filters));
  const compare = compareBy(asked.sort);
  return inOrder(lines, asked.sort).filter((line) => last === undefined || compare(last, line) < 0);
}

/** Tokens that cost less than a line: some eighty of them are read for half a unit. */
const tokensPerLine = 20;

/**
 * Who is among the hits of every filter, as far as reading the tokens of the others costs less than the lines that it
 * saves: filters that are all common rarely meet.
 */
async function inAll(filters: readonly Hits[], fewest: Hits, limit: number): Promise<string[]> {
  const { accounts } = fewest;
  if (accounts.size <= 2 * limit) return [...accounts];
  const others = filters.filter((hits) => hits !== fewest);
  await Promise.all(others.map((hits) => hits.readUpTo(tokensPerLine * accounts.size)));
  const whole = others.filter((hits) => hits.areAll);
  return [...accounts].filter((account) => whole.every((hits) => hits.accounts.has(account)));
}

/**
 * Reads the hits of every filter and the list itself in turns, each turn twice as far, until one of them is read to its
 * end: the filter that leaves the fewest, or a page of the list that is full. So a rare word costs what its few hits
 * cost, and a common one the few lines in which a page of them is found; neither costs more for a longer list.
 */
async function search(owner: string, asked: Asking): Promise<Listing[]> {
  const last = asked.after === undefined ? undefined : await listingOf(owner, asked.after);
  const walk = new Walk(owner, asked, fitting(asked.filters), last);
  const filters = hitsOf(owner, asked.filters);
  for (let turn = 64; ; turn *= 2) {
    // A token costs a tenth of what a line of the list does.
    await Promise.all(filters.map((hits) => hits.readOn(4 * turn)));
    const [fewest] = filters.filter((hits) => hits.areAll).sort((a, b) => a.accounts.size - b.accounts.size);
    // A line costs a seventh where lines are read in a row; among many hits the page is often full before they are.
    const left = fewest && (await inAll(filters, fewest, asked.limit));
    if (left && left.length > 2 * asked.limit) await walk.readOn(2 * left.length);
    if (walk.isOver) return walk.found;
    if (left) return linesOf(owner, left, asked, last);
    await walk.readOn(filters.length === 0 ? asked.limit + 1 : turn);
    if (walk.isOver) return walk.found;
  }
}

/** By a column that the table keeps no order of. @throws Problem invalid for a list that is too long for it */
async function searchAll(owner: string, asked: Asking): Promise<Listing[]> {
  const { customers } = await listState(owner);
  if (customers > mostIndexed) {
    const message = `A list of more than ${mostIndexed} customers can be sorted by account or company.`;
    throw new Problem("invalid", message, { fields: [{ path: "sort", message }] });
  }
  const lines = await ordered(await listingsOf(owner), asked.sort, owner);
  const start = asked.after === undefined ? 0 : lines.findIndex(({ account }) => account === asked.after) + 1;
  return lines.slice(start).filter(fitting(asked.filters));
}

/**
 * One page of the customers of an owner that fit the filters. A page begins after the account that the last one ended
 * with; when that one no longer fits, nothing is left out, for the place is found among all.
 * @throws Problem invalid for an order that so long a list has not
 */
export async function linesThatFit(
  owner: string,
  asked: Asking,
): Promise<{ lines: Listing[]; after: string | undefined }> {
  const { field } = orderOf(asked.sort);
  const found = await (field === "account" || field === "company" ? search : searchAll)(owner, asked);
  const lines = found.slice(0, asked.limit);
  return { lines, after: found.length > lines.length ? lines.at(-1)?.account : undefined };
}

/**
 * The same with the money of each customer: that of the page's rows alone, at half a read unit each. A charge of the last
 * moment may be missing in it.
 */
export async function listCustomers(
  owner: string,
  asked: Asking,
): Promise<{ items: ListRow[]; after: string | undefined }> {
  const { lines, after } = await linesThatFit(owner, asked);
  const figures = await figuresOf(
    lines.map(({ account }) => account),
    "lately",
  );
  const items = lines.map((line) => ({ ...listedCustomer(line), ...nothing, ...figures.get(line.account) }));
  return { items, after };
}
