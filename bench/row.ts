/** What a row of the table is made of. A row measures us and its peers in one run and compares what they answered. */

export interface Series {
  name: string;
  unit: string;
  samples: readonly number[];
}

/** A bound that was set before anything was measured. */
export type Target = { atLeast: number } | { atMost: number };

export interface Line {
  series: Series;
  /** The figure that the target is about: a ratio of medians, or the median itself. */
  figure?: string;
  target?: string;
  isMet?: boolean;
}

export interface RowResult {
  lines: Line[];
  /** What one has to know to read the figures: sizes, settings, what is missing and why. */
  notes: string[];
  /** Where our answer is not the peer's. Anything here fails the run. */
  differences: string[];
}

export interface RowSize {
  /** Smaller inputs, for a look while working; its figures are not the ones to quote. */
  quick: boolean;
  /** Calls that were asked for, of a row that can be had in any size. */
  calls?: number | undefined;
}

export type Row = (size: RowSize) => Promise<RowResult>;

export const median = (samples: readonly number[]): number => {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
};

const isMet = (value: number, target: Target) =>
  "atLeast" in target ? value >= target.atLeast : value <= target.atMost;
const written = (target: Target, unit: string) =>
  "atLeast" in target ? `≥ ${target.atLeast} ${unit}` : `≤ ${target.atMost} ${unit}`;

/** The line of a peer: the ratio of the medians, `over` divided by `under`, against the target. */
export function ratioLine(series: Series, [over, under]: readonly [Series, Series], target: Target): Line {
  const ratio = median(over.samples) / median(under.samples);
  return { series, figure: `${ratio.toFixed(2)} ×`, target: written(target, "×"), isMet: isMet(ratio, target) };
}

/** A line whose median is itself what was promised. */
export const medianLine = (series: Series, target: Target): Line => ({
  series,
  target: written(target, series.unit),
  isMet: isMet(median(series.samples), target),
});
