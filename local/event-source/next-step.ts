/** A run of consecutive records of one shard that goes to the function in one invocation: `first` counts, `end` does not. */
export interface Segment {
  first: number;
  end: number;
  /** Failed invocations of exactly this segment. */
  failures: number;
}

export interface RetryRules {
  /** Failed invocations after the first one that are allowed; -1 for as many as it takes. */
  retries: number;
  /** Cut a failing batch in two. A cut does not use up a retry (AWS Lambda developer guide, Kinesis error handling). */
  bisect: boolean;
}

export type Step =
  /** Taken by the function. */
  | { kind: "done" }
  /** To be run next, in this order, instead of the segment. Records before the first one are done. */
  | { kind: "again"; segments: Segment[]; pause: boolean }
  /** To the failure destination. */
  | { kind: "given-up" };

/**
 * What becomes of a segment after an invocation. `failedAt` is the index of the first record that the function did not
 * take: the segment's first one when it threw, undefined when it took all.
 */
export function nextStep(segment: Segment, failedAt: number | undefined, rules: RetryRules): Step {
  const { first, end, failures } = segment;
  if (failedAt === undefined) return { kind: "done" };
  if (failedAt > first) return { kind: "again", segments: [{ first: failedAt, end, failures: 0 }], pause: false };
  if (rules.bisect && end - first > 1) {
    const middle = first + Math.ceil((end - first) / 2);
    const halves = [
      { first, end: middle, failures: 0 },
      { first: middle, end, failures: 0 },
    ];
    return { kind: "again", segments: halves, pause: false };
  }
  if (rules.retries >= 0 && failures >= rules.retries) return { kind: "given-up" };
  return { kind: "again", segments: [{ first, end, failures: failures + 1 }], pause: true };
}
