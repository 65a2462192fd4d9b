import * as z from "zod";
import { Disposition, dispositionOf } from "../cdrs/call.ts";
import { SuspenseReason, type SwitchCdr } from "../cdrs/cdr.ts";
import { isoInstant } from "../platform/clock.ts";
import { normaliseNumber } from "../translation/normalise-number.ts";
import { isParked } from "./formats/format.ts";
import { outcomesOf } from "./normalise.ts";
import { type CdrSource, NewSource } from "./source.ts";
import { joinedOutcomes } from "./whole-call.ts";

/** What a source that is not there yet would make of a sample. Nothing is kept. */

const mostShown = 20;
const mostText = 256 * 1024;

export const PreviewRequest = z
  .strictObject({ source: NewSource, text: z.string().max(mostText) })
  .meta({ id: "CdrPreviewRequest" });

const Record = z.object({
  line: z.number().int(),
  setupAt: z.string(),
  answeredAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Talk time in seconds, to the millisecond. */
  billableSeconds: z.number(),
  /** False for a leg that the source does not charge. */
  billed: z.boolean(),
  /** As the switch sent them, after `numberText`. */
  cliReceived: z.string(),
  cldReceived: z.string(),
  /** As they would be rated, before the dial prefix of the customer's device is taken off. */
  cli: z.string(),
  cld: z.string(),
  accountCode: z.string().nullable(),
  ip: z.string().nullable(),
  sipUser: z.string().nullable(),
  /** The cause's text, else the SIP code, else the Q.850 cause. */
  cause: z.string().nullable(),
  disposition: Disposition,
});

/** The first 20 records, and the first 20 lines that would be parked; `counts` are of the whole sample. */
export const Preview = z
  .object({
    records: z.array(Record),
    parked: z.array(z.object({ line: z.number().int(), reason: SuspenseReason, detail: z.string(), raw: z.string() })),
    counts: z.object({ records: z.number().int(), parked: z.number().int() }),
  })
  .meta({ id: "CdrPreview" });
export type Preview = z.infer<typeof Preview>;

function causeOf({ causeText, sipCode, q850 }: SwitchCdr): string | null {
  const code = sipCode ?? q850;
  return causeText ?? (code === null ? null : String(code));
}

const ratedNumber = (number: string, { numberState, normalise }: CdrSource): string =>
  numberState === "TRANSLATED" ? number : normaliseNumber(number, normalise).number;

const shown = (cdr: SwitchCdr, source: CdrSource): z.infer<typeof Record> => ({
  line: cdr.line,
  setupAt: isoInstant(cdr.setupMs),
  answeredAt: isoInstant(cdr.answeredMs),
  endedAt: isoInstant(cdr.endedMs),
  billableSeconds: cdr.billableMs / 1000,
  billed: cdr.billed,
  cliReceived: cdr.cliReceived,
  cldReceived: cdr.cldReceived,
  cli: ratedNumber(cdr.cliReceived, source),
  cld: ratedNumber(cdr.cldReceived, source),
  accountCode: cdr.accountCode,
  ip: cdr.sourceIp,
  sipUser: cdr.sipUser,
  cause: causeOf(cdr),
  disposition: dispositionOf(cdr),
});

export function previewOf({ source: asked, text }: z.infer<typeof PreviewRequest>, atMs: number): Preview {
  const source: CdrSource = { ...asked, id: "preview", createdAt: isoInstant(atMs), version: 1 };
  const outcomes = joinedOutcomes(outcomesOf(text, source, atMs), source, atMs);
  const cdrs = outcomes.filter((outcome): outcome is SwitchCdr => !isParked(outcome));
  const parked = outcomes.filter(isParked);
  return {
    records: cdrs.slice(0, mostShown).map((cdr) => shown(cdr, source)),
    parked: parked.slice(0, mostShown).map(({ line, reason, detail, raw }) => ({ line, reason, detail, raw })),
    counts: { records: cdrs.length, parked: parked.length },
  };
}
