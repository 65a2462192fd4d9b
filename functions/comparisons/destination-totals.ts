import { decimalOf, type Nano, nanoOf } from "../money/money.ts";
import { type Compared, isCall, type OurCall } from "./compare-calls.ts";
import type { DestinationLine, TheirTotal } from "./comparison.ts";
import type { DifferenceClass, Told } from "./difference.ts";

/** What calls come to on both sides, by destination. */

export const unknownDestination = "Unknown destination";

/** Destinations of ours by the prefixes under which they were rated: what a call of theirs alone would be called. */
export class KnownDestinations {
  private readonly names = new Map<string, string>();

  note({ prefix, destination }: Pick<OurCall, "prefix" | "destination">): void {
    if (prefix !== null && destination !== null) this.names.set(prefix, destination);
  }

  /** By the longest prefix that the number begins with, else as the file calls it. */
  nameOf(number: string, called: string): string {
    const plain = number.replace(/^00/, "");
    for (let length = plain.length; length > 0; length--) {
      const name = this.names.get(plain.slice(0, length));
      if (name !== undefined) return name;
    }
    return called || unknownDestination;
  }
}

interface Adding {
  calls: number;
  seconds: number;
  amount: Nano;
}
const nothing = (): Adding => ({ calls: 0, seconds: 0, amount: 0n });

function addCall(sum: Adding, call: Told | null): void {
  // An attempt that the other side has as a call is no call of this side.
  if (!call || !isCall(call)) return;
  sum.calls++;
  sum.seconds += call.seconds;
  sum.amount += call.amount ?? 0n;
}

interface Line {
  prefixes: Set<string>;
  ours: Adding;
  theirs: Adding;
  matched: number;
  classes: Map<DifferenceClass, { calls: number; amount: Nano }>;
}
const freshLine = (): Line => ({
  ...{ prefixes: new Set(), ours: nothing(), theirs: nothing() },
  ...{ matched: 0, classes: new Map() },
});

const sumOf = ({ calls, seconds, amount }: Adding) => ({ calls, seconds, amount: decimalOf(amount) });

function lineOf(destination: string, { prefixes, ours, theirs, matched, classes }: Line): DestinationLine {
  const counted = [...classes].map(([name, { calls, amount }]) => [name, { calls, amount: decimalOf(amount) }]);
  return {
    destination,
    prefixes: [...prefixes].sort(),
    ...{ ours: sumOf(ours), theirs: sumOf(theirs), matched },
    classes: Object.fromEntries(counted) as DestinationLine["classes"],
  };
}

function addTo(line: Line, { kind, our, their }: Compared): void {
  if (our?.prefix) line.prefixes.add(our.prefix);
  addCall(line.ours, our);
  addCall(line.theirs, their);
  if (our && their) line.matched++;
  if (kind === "SAME") return;
  const { calls, amount } = line.classes.get(kind) ?? { calls: 0, amount: 0n };
  line.classes.set(kind, { calls: calls + 1, amount: amount + (their?.amount ?? 0n) - (our?.amount ?? 0n) });
}

/** How far apart the two sides' amounts are. */
const apart = ({ ours, theirs }: DestinationLine): Nano => {
  const difference = nanoOf(theirs.amount) - nanoOf(ours.amount);
  return difference < 0n ? -difference : difference;
};

export class DestinationTotals {
  private readonly lines = new Map<string, Line>();
  private readonly all = freshLine();

  private of(destination: string): Line {
    const known = this.lines.get(destination);
    if (known) return known;
    const made = freshLine();
    this.lines.set(destination, made);
    return made;
  }

  add(destination: string, compared: Compared): void {
    addTo(this.of(destination), compared);
    addTo(this.all, compared);
  }

  /** A call of ours that is only counted. */
  addOurs(destination: string, our: OurCall): void {
    for (const line of [this.of(destination), this.all]) {
      addCall(line.ours, our);
      if (our.prefix !== null && isCall(our)) line.prefixes.add(our.prefix);
    }
  }

  /** What they say without naming calls: by the name of a destination of ours, or under its own. */
  addTotal({ destination, calls, seconds, amount }: TheirTotal): void {
    const wanted = destination.toLowerCase();
    const name = [...this.lines.keys()].find((one) => one.toLowerCase() === wanted) ?? destination;
    for (const { theirs } of [this.of(name), this.all]) {
      theirs.calls += calls;
      theirs.seconds += seconds;
      theirs.amount += nanoOf(amount);
    }
  }

  /** The farthest apart first. */
  rows(): DestinationLine[] {
    const rows = [...this.lines].map(([destination, line]) => lineOf(destination, line));
    return rows.sort((a, b) => {
      const difference = apart(b) - apart(a);
      return difference > 0n ? 1 : difference < 0n ? -1 : a.destination < b.destination ? -1 : 1;
    });
  }

  total(): Omit<DestinationLine, "destination" | "prefixes"> {
    const { destination: _d, prefixes: _p, ...total } = lineOf("", this.all);
    return total;
  }
}
