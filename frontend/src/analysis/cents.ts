import { fixedDecimalOf, nanoOf, roundNano } from "../../../functions/money/nano.ts";

/** Two decimals are enough to see how things stand; the API has all of them. */
export const cents = (amount: string | null): string | null =>
  amount === null ? null : fixedDecimalOf(roundNano(nanoOf(amount), 2, "HALF_UP"), 2);
