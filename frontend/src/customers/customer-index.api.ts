import { queryOptions } from "@tanstack/react-query";
import { inOrder, type TariffNames } from "../../../functions/customers/listing-order.ts";
import { type Asked, fitsFor, type Searchable, searchable } from "../../../functions/customers/matching.ts";
import { answer, api, type Schemas } from "../api/client.ts";

type Row = Schemas["CustomerRow"];
type Money = "balance" | "reserved" | "available";

/** A line of the listing. Out of the index it comes without its money, which moves with every call. */
export type CustomerLine = Omit<Row, Money> & Partial<Pick<Row, Money>>;

/** What actions need to know of a customer: a line of the listing has it, and so has the customer itself. */
export type ActedOn = Pick<CustomerLine, "account" | "company" | "status" | "customerType">;

interface IndexLine {
  line: CustomerLine;
  /** Prepared once, so that a key press only compares. */
  words: Searchable;
}

/** Rows out of columns. */
export function linesOf(columns: Schemas["CustomerIndex"]["columns"]): IndexLine[] | undefined {
  if (!columns) return undefined;
  const names = Object.keys(columns) as (keyof typeof columns)[];
  return columns.account.map((_, at) => {
    const line = Object.fromEntries(names.map((name) => [name, columns[name][at]])) as unknown as CustomerLine;
    return { line, words: searchable(line) };
  });
}

/** All customers, for filtering in the page; without lines where there are too many. The browser asks again under its ETag. */
export const indexQuery = queryOptions({
  queryKey: ["customers", "index"],
  queryFn: async ({ signal }) => {
    const { customers, columns } = await answer(api.GET("/api/v1/customers/index", { signal }));
    return { customers, lines: linesOf(columns) };
  },
});

export const sortLines = (lines: readonly IndexLine[], sort: string, tariffs: TariffNames): IndexLine[] => {
  const words = new Map(lines.map(({ line, words: of }) => [line, of]));
  const sorted = inOrder(
    lines.map(({ line }) => line),
    sort,
    tariffs,
  );
  return sorted.map((line) => ({ line, words: words.get(line) ?? searchable(line) }));
};

export function findIn(lines: readonly IndexLine[], asked: Asked): CustomerLine[] {
  const fits = fitsFor(asked);
  return lines.filter(({ words }) => fits(words)).map(({ line }) => line);
}

type Balance = Schemas["CustomerBalance"];
let waiting = new Map<string, ((balance: Balance | null) => void)[]>();

async function askTogether(asked: typeof waiting): Promise<void> {
  const accounts = [...asked.keys()];
  for (let at = 0; at < accounts.length; at += 100) {
    const part = accounts.slice(at, at + 100);
    const query = { accounts: part.join(",") };
    const found = await answer(api.GET("/api/v1/customers/balances", { params: { query } })).catch(() => ({
      items: [],
    }));
    const byAccount = new Map(found.items.map((balance: Balance) => [balance.account, balance]));
    for (const account of part) for (const tell of asked.get(account) ?? []) tell(byAccount.get(account) ?? null);
  }
}

/** Rows that come into sight together ask together, once the scrolling pauses. */
function balanceOf(account: string): Promise<Balance | null> {
  return new Promise((tell) => {
    if (waiting.size === 0)
      setTimeout(() => {
        const asked = waiting;
        waiting = new Map();
        void askTogether(asked);
      }, 80);
    waiting.set(account, [...(waiting.get(account) ?? []), tell]);
  });
}

export const balanceQuery = (account: string) =>
  queryOptions({ queryKey: ["customers", "balance", account], queryFn: () => balanceOf(account) });
