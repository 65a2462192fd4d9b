import type { CdrBatch } from "../cdrs/cdr.ts";
import type { Outcome } from "../intake/checked.ts";
import type { LineReadings } from "./reading.ts";

const outcomesIn = ({ cdrs, parked }: Pick<CdrBatch, "cdrs" | "parked">): Outcome[] => [...cdrs, ...parked];

/** The readings of a delivery's lines, from whatever was kept of them. */
export class ReadingsByLine {
  readonly #before = new Map<number, Outcome[]>();
  readonly #since = new Map<number, Outcome[]>();

  add(batch: Pick<CdrBatch, "cdrs" | "parked">, when: "before" | "since"): void {
    const lists = when === "before" ? this.#before : this.#since;
    for (const outcome of outcomesIn(batch)) {
      const list = lists.get(outcome.line) ?? [];
      // A run that was killed and the one that read on may both have read a line.
      if (!list.some((known) => JSON.stringify(known) === JSON.stringify(outcome))) list.push(outcome);
      lists.set(outcome.line, list);
    }
  }

  /** The lines from one up to another, both included, with what they are read as now. */
  beside(now: readonly Outcome[], { from, to }: { from: number; to: number }): LineReadings[] {
    const read = Map.groupBy(now, ({ line }) => line);
    const lines = new Set([...this.#before.keys(), ...read.keys()]);
    return [...lines]
      .filter((line) => line >= from && line <= to)
      .sort((a, b) => a - b)
      .map((line) => ({
        line,
        before: this.#before.get(line) ?? [],
        since: this.#since.get(line) ?? [],
        now: read.get(line) ?? [],
      }));
  }

  /** Forgets the lines before one, which nobody asks for again. */
  forget(before: number): void {
    for (const lists of [this.#before, this.#since])
      for (const line of lists.keys()) if (line < before) lists.delete(line);
  }
}
