import type { Mutant } from "./mutant.ts";

const correct = "functions/rerates/correct-calls.flow.ts";

/** Guards of re-rating. */
export const rerateMutants: readonly Mutant[] = [
  {
    name: "a job corrects calls that it has corrected",
    file: "functions/rerates/plan-account.flow.ts",
    find: "isAsked(row) && !isCorrectedBy(row, id)",
    replace: "isAsked(row)",
  },
  {
    name: "corrections are written over others than those that were read",
    file: "functions/cdrs/correction.store.ts",
    find: 'v === 0 ? absent : unchanged("v", v)',
    replace: "undefined",
    seed: 96,
  },
  {
    name: "what a correction moves is passed to nobody above",
    file: correct,
    find: "below = isOwn && of.isPlay ? 0n : booking.up;",
    replace: "below = 0n;",
  },
  {
    name: "days of corrected calls are not counted again",
    file: correct,
    find: "changes.map(({ day }) => day),",
    replace: "[],",
    seed: 54,
  },
  {
    name: "an account above is moved by what the call costs, not by the difference",
    file: correct,
    find: "level.amount += after.charge - (before[i]?.charge ?? 0n);",
    replace: "level.amount += after.charge - (i > 0 ? 0n : (before[i]?.charge ?? 0n));",
  },
];
