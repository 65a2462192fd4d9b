import * as z from "zod";
import type { ListName } from "./rule-list.ts";
import type { CompiledList } from "./translate-number.ts";
import { NumberRefusal, outcomeOf } from "./try-rules.ts";

/** Numbers of calls that were made which a list that is not saved would treat otherwise than the one that is. */

/** Calls that one question looks at, the newest first. */
export const mostCalls = 10_000;
/** Numbers that are named; how many there are in all is counted. */
export const mostNamed = 100;

const count = z.int().nonnegative();
const Made = z
  .object({
    /** Null where the call is refused. */
    result: z.string().nullable(),
    refused: NumberRefusal.nullable(),
  })
  .meta({ id: "NumberMade" });

export const ChangedNumber = z
  .object({
    /** As the list gets it: in its normal form and without the dial prefix; of caller ID rules the translated destination. */
    number: z.string(),
    /** The caller's number beside it; of caller ID rules only, else empty. */
    cli: z.string(),
    /** How many of the calls had it. */
    calls: count,
    /** Setup of the newest of them. */
    lastAt: z.string(),
    before: Made,
    after: Made,
  })
  .meta({ id: "ChangedNumber" });

export const ChangedNumbers = z
  .object({
    /** Calls set up from this instant on were looked at. */
    from: z.string(),
    to: z.string(),
    /** Calls whose numbers go through the list. */
    calls: count,
    /** Calls beside them whose numbers were not tried: their switch reports them translated already. */
    translatedCalls: count,
    /** False where there are more calls in that time than are looked at: the newest 10,000 were. */
    isWhole: z.boolean(),
    /** Different numbers that were tried. */
    numbers: count,
    /** Those of them that would change. */
    changed: count,
    /** The changed ones with the most calls first, at most 100. */
    items: z.array(ChangedNumber),
  })
  .meta({ id: "ChangedNumbers" });
export type ChangedNumbers = z.infer<typeof ChangedNumbers>;
export type ChangedNumber = z.infer<typeof ChangedNumber>;

/** A number as a list gets it, with the calls that had it. */
export interface UsedNumber {
  number: string;
  cli: string;
  calls: number;
  lastAt: string;
}

const keyOf = ({ number, cli }: Pick<UsedNumber, "number" | "cli">): string => `${number}\n${cli}`;

/** Adds a call to the numbers; the newest call comes first. */
export function use(numbers: Map<string, UsedNumber>, asked: { number: string; cli: string }, setupAt: string): void {
  const key = keyOf(asked);
  const known = numbers.get(key);
  if (known) known.calls++;
  else numbers.set(key, { ...asked, calls: 1, lastAt: setupAt });
}

/** @returns the numbers of which the two lists make different things */
export function changedAmong(
  numbers: Iterable<UsedNumber>,
  lists: { list: ListName; before: CompiledList; after: CompiledList },
): ChangedNumber[] {
  const made = (asked: UsedNumber, rules: CompiledList) => {
    const { result, refused } = outcomeOf(asked, rules, lists.list);
    return { result, refused };
  };
  return [...numbers]
    .map((used) => ({ ...used, before: made(used, lists.before), after: made(used, lists.after) }))
    .filter(({ before, after }) => before.result !== after.result || before.refused !== after.refused)
    .sort((a, b) => b.calls - a.calls || (keyOf(a) < keyOf(b) ? -1 : 1));
}
