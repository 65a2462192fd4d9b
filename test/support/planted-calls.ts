import { seededRandom } from "../../bin/demo/calls.ts";
import type { OurCall } from "../../functions/comparisons/compare-calls.ts";
import type { DifferenceClass } from "../../functions/comparisons/difference.ts";
import { numberKey } from "../../functions/comparisons/number-key.ts";
import { decimalOf } from "../../functions/money/money.ts";

/** Calls of ours and a file of theirs in which differences are planted; the same for the same seed. */
export interface Planted {
  ours: OurCall[];
  csv: string;
  /** What is to be found: our call's id, or the line where only they have it. */
  expected: Map<DifferenceClass, string[]>;
}

interface Row {
  number: string;
  at: number;
  seconds: number;
  amount: bigint;
}

const day = 86_400;
const cent = 10_000_000n;
const destinations = ["4420", "447", "3312", "4930", "9198", "1212"];

/** 1 cent a minute, by the second, to nano. */
const priced = (seconds: number): bigint => (BigInt(seconds) * cent) / 60n;

const written = ({ number, at, seconds, amount }: Row, aheadSeconds: number): string =>
  `${new Date((at + aheadSeconds) * 1000).toISOString().slice(0, 19).replace("T", " ")},00${number},${seconds},${decimalOf(amount)}`;

/** Their clock may be off by so many seconds on both sides. */
const clockSeconds = 5;

/** Two calls to a number that are nearer than both clocks are off could be each other. */
const isApart = (times: readonly number[], at: number): boolean =>
  times.every((other) => Math.abs(other - at) > 4 * clockSeconds - 1);

/** Numbers that are called again and again, some of them 20 seconds later. */
function ourCallsOf(random: () => number, calls: number, fromSeconds: number, days: number): OurCall[] {
  const ours: OurCall[] = [];
  const called = new Map<string, number[]>();
  while (ours.length < calls) {
    const prefix = destinations[Math.floor(random() * destinations.length)] ?? "";
    const number = `${prefix}${String(Math.floor(random() * 20_000)).padStart(7, "0")}`;
    const at = fromSeconds + 120 + Math.floor(random() * (days * day - 240));
    const times = called.get(number) ?? [];
    called.set(number, times);
    for (const again of random() < 0.02 ? [0, 4 * clockSeconds] : [0]) {
      if (!isApart(times, at + again)) continue;
      times.push(at + again);
      const seconds = 5 + Math.floor(random() * 600);
      ours.push({
        ...{ id: `our-${ours.length}`, account: "C00000001", number, key: numberKey(number, 9) },
        ...{ atSeconds: at + again, setupMs: (at + again) * 1000, seconds, billedSeconds: null },
        ...{ amount: priced(seconds), prefix, destination: `Destination ${prefix}` },
      });
    }
  }
  return ours.slice(0, calls);
}

/** Numbers that nobody else calls, so that a call of theirs alone is like none of ours. */
const strange = (n: number): string => `8816${String(n).padStart(7, "0")}`;

function theirRow(our: OurCall, kind: DifferenceClass | undefined, random: () => number): Row {
  const { number, atSeconds, seconds, amount } = our;
  // Their clock is some seconds off from call to call.
  const at = atSeconds + Math.floor(random() * (2 * clockSeconds + 1)) - clockSeconds;
  if (kind === "DURATION") return { number, at, seconds: seconds + 7, amount: priced(seconds + 7) };
  if (kind === "ROUNDING") return { number, at, seconds, amount: (amount ?? 0n) + 300_000n };
  if (kind === "RATE") return { number, at, seconds, amount: (amount ?? 0n) + 2n * cent };
  return { number, at, seconds, amount: amount ?? 0n };
}

interface Wanted {
  seed: number;
  calls: number;
  /** How many of each kind. */
  each: Record<DifferenceClass, number>;
  fromSeconds: number;
  days: number;
  aheadSeconds: number;
}

export function plantedCalls({ seed, calls, each, fromSeconds, days, aheadSeconds }: Wanted): Planted {
  const random = seededRandom(seed);
  const ours = ourCallsOf(random, calls, fromSeconds, days);
  const kinds: (DifferenceClass | undefined)[] = (
    ["ONLY_OURS", "TWICE", "DURATION", "ROUNDING", "RATE"] as const
  ).flatMap((kind) => Array.from({ length: each[kind] }, () => kind));
  // Planted at distinct places all over the calls.
  const step = Math.floor(ours.length / kinds.length);
  const kindAt = new Map(kinds.map((kind, i) => [i * step + Math.floor(random() * step), kind]));
  const rows: { row: Row; our: OurCall | undefined; isCopy: boolean }[] = [];
  for (const [i, our] of ours.entries()) {
    const kind = kindAt.get(i);
    if (kind === "ONLY_OURS") continue;
    const row = theirRow(our, kind, random);
    rows.push({ row, our, isCopy: false });
    if (kind === "TWICE") rows.push({ row, our, isCopy: true });
  }
  for (let n = 0; n < each.ONLY_THEIRS; n++) {
    const seconds = 30 + n;
    const at = fromSeconds + Math.floor(random() * days * day);
    rows.push({ row: { number: strange(n), at, seconds, amount: priced(seconds) }, our: undefined, isCopy: false });
  }
  const shuffled = rows.map((one) => ({ one, by: random() })).sort((a, b) => a.by - b.by);
  const lines = shuffled.map(({ one }, i) => ({ ...one, line: i + 2 }));
  return {
    ours,
    csv: ["Call date,Called number,Duration,Amount", ...lines.map(({ row }) => written(row, aheadSeconds))].join("\n"),
    expected: expectedOf(ours, kindAt, lines),
  };
}

function expectedOf(
  ours: readonly OurCall[],
  kindAt: ReadonlyMap<number, DifferenceClass | undefined>,
  lines: readonly { our: OurCall | undefined; line: number; isCopy: boolean }[],
): Map<DifferenceClass, string[]> {
  const expected = new Map<DifferenceClass, string[]>();
  const add = (kind: DifferenceClass, name: string) => expected.set(kind, [...(expected.get(kind) ?? []), name]);
  const kindOf = new Map(ours.map((our, i) => [our.id, kindAt.get(i)]));
  for (const [id, kind] of kindOf) if (kind && kind !== "TWICE") add(kind, id);
  // Of two equal lines the later one is the second.
  const copies = lines.filter(({ our }) => our && kindOf.get(our.id) === "TWICE");
  for (const same of Map.groupBy(copies, ({ our }) => our?.id).values())
    add("TWICE", String(Math.max(...same.map(({ line }) => line))));
  for (const { our, line } of lines) if (!our) add("ONLY_THEIRS", String(line));
  for (const names of expected.values()) names.sort();
  return expected;
}
