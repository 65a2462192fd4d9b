import { expect, it } from "vitest";
import { retryWords } from "../frontend/src/suspense/retry-words.ts";

const nothing = { charged: 0, duplicates: 0, parked: 0, reasons: {}, more: false };

it.each([
  { result: nothing, words: "Nothing could be tried again." },
  { result: { ...nothing, more: true }, words: "It was not decided in time. Retry once more." },
  { result: { ...nothing, charged: 1 }, words: "Tried again: 1 charged." },
  {
    result: { ...nothing, charged: 2, parked: 3, reasons: { NO_RATE: 3 } },
    words: "Tried again: 2 charged, 3 still wait (no rate 3).",
  },
  {
    result: { ...nothing, duplicates: 4, more: true },
    words: "Tried again: 4 known already. Not all of it was decided in time: retry once more.",
  },
])("a retry that came to $result is told as: $words", ({ result, words }) => {
  expect(retryWords(result)).toBe(words);
});
