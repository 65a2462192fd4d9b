import type { TraceStep } from "../rating/trace.ts";

/**
 * One form for a number that switches write in several: `+442071234567`, `00442071234567`, `02071234567` and
 * `442071234567` are the same subscriber, and rates are kept under the last form only.
 */

/** How a switch writes numbers; the CDR source holds it. Empty text switches a step off. */
export interface NumberStyle {
  /** Whether a leading `+` is taken away. */
  plus: boolean;
  /** Before an international number, as `00`; removed. */
  internationalPrefix: string;
  /** Before a national number, as `0`; replaced by the country code. */
  nationalPrefix: string;
  countryCode: string;
}

export interface NormalisedNumber {
  number: string;
  /** What was done, in the order done; empty when the number stayed as it was. */
  steps: TraceStep[];
}

/** `+` stands before an international number and is no digit of it. */
export const withoutPlus = (number: string): string => number.replace(/^\+/, "");

/** Takes the dial prefix away by which the customer chose a product or was told apart. The number must begin with it. */
export function stripDialPrefix(number: string, dialPrefix: string): NormalisedNumber {
  if (dialPrefix === "" || !number.startsWith(dialPrefix)) return { number, steps: [] };
  const rest = number.slice(dialPrefix.length);
  const detail = `${dialPrefix} is the dial prefix of the device: ${number} → ${rest}`;
  return { number: rest, steps: [{ step: "dial prefix", outcome: "stripped", detail }] };
}

/** At most one of the three applies: what follows a `+` or an international prefix is international already. */
export function normaliseNumber(number: string, style: NumberStyle): NormalisedNumber {
  const made = (next: string, outcome: string, matched: string): NormalisedNumber => ({
    number: next,
    steps: [{ step: "number form", outcome, detail: `${matched}: ${number} → ${next}` }],
  });
  const { internationalPrefix, nationalPrefix, countryCode } = style;
  if (style.plus && number.startsWith("+"))
    return made(number.slice(1), "plus removed", "+ stands before an international number");
  if (internationalPrefix !== "" && number.startsWith(internationalPrefix))
    return made(
      number.slice(internationalPrefix.length),
      "international prefix removed",
      `${internationalPrefix} stands before an international number`,
    );
  if (nationalPrefix !== "" && countryCode !== "" && number.startsWith(nationalPrefix))
    return made(
      `${countryCode}${number.slice(nationalPrefix.length)}`,
      "national number completed",
      `${nationalPrefix} stands before a national number of ${countryCode}`,
    );
  return { number, steps: [] };
}
