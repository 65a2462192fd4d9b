import { rateBook } from "../tariffs/rate-body.store.ts";
import { listRows } from "../tariffs/rate-book.ts";
import { cardLines, changesOf, listOf, type NoticeLine } from "./notice-line.ts";

/** Cards of a version, as far as prices go. */
interface Cards {
  cards: readonly { id: string; name: string; account: string | null; body: string }[];
}

const rowsOf = async (body: string | undefined) => (body === undefined ? [] : listRows(await rateBook(body)));

/** All lines between two versions: what changes, or with `whole` everything that holds from then on. */
export async function linesBetween(
  before: Cards | undefined,
  after: Cards,
  atMs: number,
  whole = false,
): Promise<NoticeLine[]> {
  const was = new Map(before?.cards.map((card) => [card.id, card]));
  const is = new Map(after.cards.map((card) => [card.id, card]));
  const lines: NoticeLine[][] = [];
  for (const id of new Set([...is.keys(), ...was.keys()])) {
    const [old, next] = [was.get(id), is.get(id)];
    const { name, account } = next ?? old ?? { name: "", account: null };
    if (!whole && old?.body === next?.body) continue;
    const rows = { before: await rowsOf(old?.body), after: await rowsOf(next?.body) };
    lines.push(cardLines(rows, atMs, whole ? listOf : changesOf).map((line) => ({ ...line, card: name, account })));
  }
  return lines.flat();
}
