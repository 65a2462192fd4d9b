import { RefusalCode } from "../switch/refusal.ts";
import type { SeenCall } from "./call-row.ts";

/** How an attempt ended, under one name by which calls are filtered and counted. */

/** Which refusal of ours a switch wrote into its record. A switch that writes none counts as one that tried. */
export function refusalOf({
  answeredMs,
  causeText,
}: Pick<SeenCall["cdr"], "answeredMs" | "causeText">): RefusalCode | null {
  if (answeredMs !== null || causeText === null) return null;
  const words = new Set<string>(causeText.split(/[^A-Z0-9_]+/));
  return RefusalCode.options.find((code) => words.has(code)) ?? null;
}

interface Ending {
  refusal: RefusalCode | null;
  sipCode: number | null;
  q850: number | null;
}

/** SIP code and Q.850 cause, `486/17`; or the code of a refusal of ours. */
export const causeOf = ({ refusal, sipCode, q850 }: Ending): string => refusal ?? `${sipCode ?? ""}/${q850 ?? ""}`;
