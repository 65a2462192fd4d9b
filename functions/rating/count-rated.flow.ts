import { writeFigures } from "../platform/metric.ts";

interface Rated {
  counts: { accepted: number; duplicates: number; parked: number };
  waiting: readonly { record: { reason: string } }[];
}

/** For the alarms. What is delivered again is counted again: they look at shares, not at sums. */
export function countRated(rated: readonly Rated[], at: number): void {
  const sum = (of: (batch: Rated) => number) => rated.reduce((total, batch) => total + of(batch), 0);
  const figures = {
    CallsTaken: sum(({ counts }) => counts.accepted + counts.duplicates + counts.parked),
    CallsParked: sum(({ counts }) => counts.parked),
    CallsUnrated: sum(({ waiting }) => waiting.filter(({ record }) => record.reason === "NO_RATE").length),
  };
  if (figures.CallsTaken > 0) writeFigures(figures, at);
}
