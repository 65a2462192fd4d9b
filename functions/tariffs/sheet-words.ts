import type { SheetLayout } from "./sheet-layout.ts";

/** Words that stand in a price or status column instead of a number. */

/** OPEN: sold as the row says. BLOCKED: calls are refused. CLOSED: the prefix's rate ends, shorter prefixes hold. */
export type Availability = "OPEN" | "BLOCKED" | "CLOSED";

/** Letters and digits with single spaces: `Not-available ` is `not available`. */
const plain = (word: string): string =>
  word
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const words = (list: string): ReadonlySet<string> => new Set(list.split(","));
const blocked = words(
  "blocked,block,barred,forbidden,suspended,disabled,stopped,not available,unavailable,no route,no service,not offered",
);
const closed = words("closed,close,deleted,delete,discontinued,removed,remove,withdrawn,expired,ended");
const open = words(
  "open,active,available,new,current,increase,increased,decrease,decreased,up,down,unchanged,no change,same,changed,change,valid,ok,yes,enabled",
);

/** What the word says; undefined for one that nobody declared. */
export function availabilityOf(cell: string, layout: SheetLayout): Availability | undefined {
  const word = plain(cell);
  if (layout.closedWords.some((one) => plain(one) === word) || closed.has(word)) return "CLOSED";
  if (layout.blockedWords.some((one) => plain(one) === word) || blocked.has(word)) return "BLOCKED";
  return open.has(word) ? "OPEN" : undefined;
}
