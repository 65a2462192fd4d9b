import type { CallRow, SeenCall } from "./call-row.ts";

/** What orders calls. It never changes, wherever a call is kept. */
export interface Placed {
  setupMs: number;
  block: string;
  /** Place in its block. */
  index: number;
}

/** A row and where it was posted. */
export interface PlacedCall extends Placed {
  id: string;
  row: CallRow;
}

/** A call that passed a filter, of which all is read when it is asked for. */
export interface FoundCall extends Readonly<Placed> {
  readonly seen: SeenCall;
  placed: () => PlacedCall;
}

/** A call that is read already. */
export const foundCall = (call: PlacedCall): FoundCall => ({
  ...{ setupMs: call.setupMs, block: call.block, index: call.index },
  seen: call.row,
  placed: () => call,
});

/** Setup (epoch ms), block, row: every call has a place in this order of its own. */
export type Place = readonly [number, string, number];

export const placeOf = ({ setupMs, block, index }: Placed): Place => [setupMs, block, index];

/** Before all calls that were set up at an instant or earlier, and behind all later ones. */
export const placeBefore = (setupMs: number): Place => [setupMs, "~", 0];

/** Later calls first; calls of one millisecond in an order that never changes. */
export const newestFirst = (a: Place, b: Place): number =>
  b[0] - a[0] || (a[1] < b[1] ? 1 : a[1] > b[1] ? -1 : b[2] - a[2]);

const byNewest = (a: Placed, b: Placed): number => {
  const [one, other] = [a.setupMs, b.setupMs];
  return one === other ? newestFirst(placeOf(a), placeOf(b)) : other - one;
};

/** Calls that come piece by piece, pieces of later calls first, the calls of a piece in any order. */
export interface Side<T extends Placed> {
  /** Latest setup, epoch ms, that a piece which was not read yet can hold; `nothingLeft` where there is none. */
  readonly horizon: number;
  readOn: () => Promise<T[]>;
}
export const nothingLeft = Number.NEGATIVE_INFINITY;

/** Several sides as one, newest first: a call is handed out once nothing that is unread can hold a later one. */
export class NewestFirst<T extends Placed> {
  /** Read, and not handed out yet. */
  private waiting: T[] = [];
  private readonly sides: readonly Side<T>[];

  constructor(sides: readonly Side<T>[]) {
    this.sides = sides;
  }

  get read(): readonly T[] {
    return this.waiting;
  }

  /** Latest setup of what is not read yet. */
  get horizon(): number {
    return this.sides.reduce((most, side) => Math.max(most, side.horizon), nothingLeft);
  }

  add(calls: readonly T[]): void {
    if (calls.length > 0) this.waiting = [...this.waiting, ...calls].sort(byNewest);
  }

  /** The next call, unless something must be read before it. */
  take(): T | undefined {
    return (this.waiting[0]?.setupMs ?? nothingLeft) > this.horizon ? this.waiting.shift() : undefined;
  }

  /** Reads a piece. @returns whether there was one */
  async readOn(): Promise<boolean> {
    const { horizon } = this;
    const side = this.sides.find((one) => one.horizon === horizon);
    if (horizon === nothingLeft || !side) return false;
    this.add(await side.readOn());
    return true;
  }

  /** The next call, or undefined at the end. */
  async next(): Promise<T | undefined> {
    for (;;) {
      const call = this.take();
      if (call || !(await this.readOn())) return call;
    }
  }
}
