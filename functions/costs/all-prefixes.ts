import type { LoadedTariff } from "../tariffs/loaded-tariff.ts";
import { walkPrefixes } from "../tariffs/prefix-index.ts";
import { rowOfTariff } from "../tariffs/price-at.ts";

/**
 * Every prefix that any of some tariffs prices apart, in the order of text and each once. A vendor may price apart what
 * we sell as one, so the prefixes of one list alone would not show where the other is dearer.
 */

type Walk = Generator<[prefix: string, entry: number]>;

export function* allPrefixes(
  tariffs: readonly LoadedTariff[],
  { under, after, atMs }: { under: string; after: string; atMs: number },
): Generator<string> {
  const walks: Walk[] = tariffs.flatMap(({ cards }) =>
    cards.flatMap(({ account, book }) => (account === undefined ? [walkPrefixes(book.index, { under, after })] : [])),
  );
  const heads = walks.map((walk) => ({ walk, next: walk.next().value?.[0] }));
  for (;;) {
    let least: string | undefined;
    for (const { next } of heads) if (next !== undefined && (least === undefined || next < least)) least = next;
    if (least === undefined) return;
    for (const head of heads) if (head.next === least) head.next = head.walk.next().value?.[0];
    // A prefix whose rows are all past or still to come is priced by a shorter one.
    const prefix = least;
    if (tariffs.some((tariff) => rowOfTariff(tariff, prefix, atMs)?.prefix === prefix)) yield prefix;
  }
}
