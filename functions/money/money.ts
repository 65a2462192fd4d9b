import * as z from "zod";
import { type Nano, roundingModes } from "./nano.ts";

export { Currency, currencyCodes, currencyExponent } from "./currency.ts";
export { decimalOf, fixedDecimalOf, type Nano, nanoOf, nanoPlaces, quantumOf, roundNano, roundRatio } from "./nano.ts";

export const RoundingMode = z.enum(roundingModes);
export type RoundingMode = z.infer<typeof RoundingMode>;

/** For whoever sends a number; who typed the text in a form has sent one. */
export const asText = (sentence: string) => ({
  error: ({ input }: { input?: unknown }): string =>
    typeof input === "string" ? `${sentence}.` : `${sentence}, as text.`,
});

/** Money ≥ 0 in a request or answer: a decimal string with at most 15 digits before and 9 after the point. */
export const Amount = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,9})?$/, {
    ...asText("Must be a number ≥ 0 with at most 9 decimals"),
    // Whatever is checked behind it reckons with a number.
    abort: true,
  })
  .meta({ example: "0.0125" });

/** Money of either sign, else as `Amount`. */
export const SignedAmount = z
  .string()
  .regex(/^-?\d{1,15}(\.\d{1,9})?$/, asText("Must be a number with at most 9 decimals"))
  .meta({ example: "-12.5" });

/** Money as the table gives it back: number while it is a safe integer, else bigint. */
export const StoredNano = z
  .union([z.number().refine(Number.isSafeInteger, "Must be a whole number of nano."), z.bigint()])
  .transform((stored): Nano => BigInt(stored));
