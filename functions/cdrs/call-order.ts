import type { CallRow } from "./call-row.ts";

/** A row and where it was posted: that never changes, wherever the row is kept. */
export interface PlacedCall {
  id: string;
  row: CallRow;
  block: string;
  index: number;
}

/** Setup (epoch ms), block, row: every call has a place in this order of its own. */
export type Place = readonly [number, string, number];

export const placeOf = ({ row, block, index }: PlacedCall): Place => [row.cdr.setupMs, block, index];

/** Later calls first; calls of one millisecond in an order that never changes. */
export const newestFirst = (a: Place, b: Place): number =>
  b[0] - a[0] || (a[1] < b[1] ? 1 : a[1] > b[1] ? -1 : b[2] - a[2]);

export const byNewest = (a: PlacedCall, b: PlacedCall): number => {
  const [one, other] = [a.row.cdr.setupMs, b.row.cdr.setupMs];
  return one === other ? newestFirst(placeOf(a), placeOf(b)) : other - one;
};

/** Calls that come piece by piece, pieces of later calls first, the calls of a piece in any order. */
export interface Side {
  /** Latest setup, epoch ms, that a piece which was not read yet can hold; `nothingLeft` where there is none. */
  readonly horizon: number;
  readOn: () => Promise<PlacedCall[]>;
}
export const nothingLeft = Number.NEGATIVE_INFINITY;

/** Several sides as one, newest first: a call is handed out once nothing that is unread can hold a later one. */
export class NewestFirst {
  /** Read, and not handed out yet. */
  private waiting: PlacedCall[] = [];
  private readonly sides: readonly Side[];

  constructor(sides: readonly Side[]) {
    this.sides = sides;
  }

  get read(): readonly PlacedCall[] {
    return this.waiting;
  }

  add(calls: readonly PlacedCall[]): void {
    if (calls.length > 0) this.waiting = [...this.waiting, ...calls].sort(byNewest);
  }

  /** The next call, or undefined at the end. */
  async next(): Promise<PlacedCall | undefined> {
    for (;;) {
      const horizon = this.sides.reduce((most, side) => Math.max(most, side.horizon), nothingLeft);
      if (horizon === nothingLeft || (this.waiting[0]?.row.cdr.setupMs ?? nothingLeft) > horizon) break;
      this.add((await this.sides.find((side) => side.horizon === horizon)?.readOn()) ?? []);
    }
    return this.waiting.shift();
  }
}
