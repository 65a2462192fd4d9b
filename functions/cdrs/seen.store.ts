import { keys } from "../platform/keys.ts";
import { getMany, keyName } from "../platform/table.ts";
import type { Fingerprint } from "./identity.ts";
import { leafFor, type MarkSet, markSetOf, readMarks, windowOf } from "./seen.ts";

/** A call, and an account that may have been charged for it. */
export interface AskedMark {
  account: string;
  setupMs: number;
  identity: string;
}

/** Which of these calls are charged to these accounts. */
export const markedAmong = async <Asked extends AskedMark>(asked: readonly Asked[]): Promise<Asked[]> => [
  ...(await marksOf(asked)).keys(),
];

/** The marks of those that are charged, read consistently. Each window once, then down where it is split. */
export async function marksOf<Asked extends AskedMark>(asked: readonly Asked[]): Promise<Map<Asked, Fingerprint>> {
  const sets = new Map<string, Map<string, MarkSet>>();
  const windowKey = ({ account, setupMs }: AskedMark) => keys.seen(account, windowOf(setupMs), "").pk;
  const setsOf = (one: AskedMark) => sets.get(windowKey(one)) ?? new Map<string, MarkSet>();
  for (
    let left = asked;
    left.length > 0;
    left = left.filter((one) => "missing" in leafFor(setsOf(one), one.identity))
  ) {
    const wanted = left.flatMap((one) => {
      const leaf = leafFor(setsOf(one), one.identity);
      return "missing" in leaf ? [{ one, bits: leaf.missing }] : [];
    });
    const keyOf = ({ one, bits }: (typeof wanted)[number]) => keys.seen(one.account, windowOf(one.setupMs), bits);
    const found = new Map((await getMany(wanted.map(keyOf))).map((item) => [keyName(item), item]));
    for (const want of wanted) {
      const key = keyOf(want);
      sets.set(key.pk, setsOf(want.one).set(want.bits, markSetOf(want.bits, found.get(keyName(key)))));
    }
  }
  const found = asked.flatMap((one) => {
    const leaf = leafFor(setsOf(one), one.identity);
    const mark = "missing" in leaf ? undefined : readMarks(leaf.marks).get(one.identity);
    return mark ? [[one, mark] as const] : [];
  });
  return new Map(found);
}
