import type { Fingerprint } from "../cdrs/identity.ts";
import { keys } from "../platform/keys.ts";
import { absent, get, getMany, put, type Write } from "../platform/table.ts";
import { LateCallMark } from "./late-call.ts";

/** The guard that lets a call be released once, whoever brings or releases it again: it may not exist yet. */
export const lateCallMark = (identity: string, mark: LateCallMark): Write =>
  put({ ...keys.lateCall(identity), ...mark }, absent);

export const releasedAs = (identity: string): Promise<LateCallMark | undefined> =>
  get(LateCallMark, keys.lateCall(identity));

/** What calls that are too old are to those that were released: `undefined` where none was. In their order. */
export async function releasedBefore(
  prints: readonly Fingerprint[],
): Promise<("redelivered" | "duplicate" | "conflict" | undefined)[]> {
  const items = await getMany(prints.map(({ identity }) => keys.lateCall(identity)));
  const marks = new Map(items.map((item) => [item.pk, LateCallMark.parse(item)]));
  return prints.map(({ identity, content, delivery }) => {
    const mark = marks.get(keys.lateCall(identity).pk);
    if (mark?.content === content && mark.delivery === delivery) return "redelivered";
    return mark && (mark.content === content ? "duplicate" : "conflict");
  });
}
