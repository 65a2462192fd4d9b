import { counted } from "../../../functions/time/counted.ts";
import type { ComparisonView, DifferenceKind, SettingsView } from "./comparison.api.ts";

/** The classes of difference in their order: what each is called, and what it is by these tolerances. */
export const kindWords: readonly (readonly [DifferenceKind, string, (settings: SettingsView) => string])[] = [
  ["ONLY_OURS", "Only ours", () => "We have the call; no line of theirs is it."],
  ["ONLY_THEIRS", "Only theirs", () => "They have the call; we have none that is it."],
  [
    "TWICE",
    "Said twice",
    ({ timeToleranceSeconds }) =>
      `A line of theirs like one that is matched already: same number and length, at most ${timeToleranceSeconds} s from it.`,
  ],
  [
    "DURATION",
    "Duration",
    ({ durationToleranceSeconds }) => `The lengths differ by more than ${durationToleranceSeconds} s.`,
  ],
  [
    "ROUNDING",
    "Rounding",
    ({ roundingTolerance }) =>
      `The length is the same, and the amounts differ by at most ${roundingTolerance}; or the price of a second is the same and other increments were billed.`,
  ],
  [
    "RATE",
    "Rate",
    ({ roundingTolerance }) =>
      `The length is the same, and the amounts differ by more than ${roundingTolerance}; or we know no amount.`,
  ],
];

export const kindWord = (kind: DifferenceKind): string => kindWords.find(([one]) => one === kind)?.[1] ?? kind;

/** `Running, 40 %`. */
export function stateText({ status, progress, fileName }: ComparisonView): string {
  if (status === "running") return `Comparing, ${progress} %`;
  if (status === "queued") return fileName === null ? "Waiting" : "Waits for the file";
  return { done: "Done", failed: "Failed", cancelled: "Cancelled" }[status];
}

const ahead = (minutes: number): string => {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const length = `${hours}:${String(rest).padStart(2, "0")} h`;
  return minutes === 0 ? "is UTC" : `is ${length} ${minutes > 0 ? "ahead of" : "behind"} UTC`;
};

/** How their clock goes, and how sure that is. */
export function clockText({ clock, settings }: ComparisonView): string {
  if (!clock) return "";
  const { minutes, sureness, tried, matched, matchedByNext } = clock;
  const count = `${matched} of ${counted(tried, "call")} fit, ${matchedByNext} by the next best offset`;
  if (sureness === "NONE") return "No call of theirs fits one of ours by any offset; their times are taken as written.";
  if (sureness === "UNSURE") return `Their clock could not be told (${count}); their times are taken as written.`;
  const word = sureness === "SURE" ? "Sure" : "Likely";
  if (settings.timeZone === null) return `Their clock ${ahead(minutes)}. ${word}: ${count}.`;
  if (minutes === 0) return `Their times are those of ${settings.timeZone}. ${word}: ${count}.`;
  return `Their times do not look like those of ${settings.timeZone}: by a clock that is ${minutes} minutes ahead of it, ${count}. Leave the zone out to have it found.`;
}

/** Whether what is said of the clock is a warning. */
export const isClockDoubtful = ({ clock, settings }: ComparisonView): boolean =>
  clock !== null &&
  (clock.sureness === "NONE" || clock.sureness === "UNSURE" || (settings.timeZone !== null && clock.minutes !== 0));
