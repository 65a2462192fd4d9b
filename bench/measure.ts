/** Times of several contenders, taken in turns, so that whatever else the machine does meets all of them alike. */

export interface Contender {
  /** How many units of work one call does. */
  units: number;
  work: () => void;
}

export const rounds = ({ quick }: { quick: boolean }): number => (quick ? 12 : 15);

/**
 * Processor time, not wall time: these contenders use one thread and wait for nothing, and a neighbour on the machine
 * must not count. It includes the garbage collector's and the compiler's own threads.
 */
function processorNs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const spent = process.cpuUsage(before);
  return (spent.user + spent.system) * 1000;
}

/** Nanoseconds per unit of each contender, one sample of each per round; three rounds before that are not counted. */
export function interleaved(contenders: readonly Contender[], count: number): number[][] {
  for (let warm = 0; warm < 3; warm++) for (const { work } of contenders) work();
  const samples = contenders.map((): number[] => []);
  for (let round = 0; round < count; round++)
    for (const [i, { units, work }] of contenders.entries()) samples[i]?.push(processorNs(work) / units);
  return samples;
}
