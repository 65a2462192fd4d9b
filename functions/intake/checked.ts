import type * as z from "zod";
import { HalfCall, type ParkedLine, SwitchCdr } from "../cdrs/cdr.ts";
import { numberIn } from "./csv-dialect.ts";
import { park, type RawRecord } from "./formats/format.ts";
import { doubtOf } from "./plausible.ts";
import type { CdrSource } from "./source.ts";

/** A record that was read, held against its schema and the source's rules; by itself, so that rating needs no reader of a layout. */

/** What was read of one record. */
export type Outcome = SwitchCdr | ParkedLine;

/** Numbers and ids come from the network; control characters have no place in them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\0-\x1f\x7f]/g;

const clean = (text: string, longest: number) => text.replace(control, "").trim().slice(0, longest);

function tidied(cdr: SwitchCdr, source: CdrSource): SwitchCdr {
  const number = (text: string) => clean(numberIn(text, source.numberText), 64);
  return { ...cdr, cliReceived: number(cdr.cliReceived), cldReceived: number(cdr.cldReceived) };
}

/** A parked line as it came; half a call in the form in which it will be joined. */
export function checkedLine(line: ParkedLine, source: CdrSource): ParkedLine {
  if (!line.half) return line;
  const sound = HalfCall.safeParse({ ...line.half, cdr: tidied(line.half.cdr, source) });
  if (sound.success) return { ...line, half: sound.data };
  const { half: _half, ...rest } = line;
  return { ...rest, reason: "MALFORMED", detail: faultText(sound.error) };
}

function faultText({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join(".")}: ${issue?.message}`;
}

/** The record as the schema has it, or parked with the field that is not. */
export function checked(cdr: SwitchCdr, record: RawRecord, source: CdrSource, atMs: number): Outcome {
  const tidy = tidied(cdr, source);
  const doubt = doubtOf(tidy, source, atMs);
  const sound = SwitchCdr.safeParse({ ...tidy, billableMs: Math.max(0, tidy.billableMs) });
  if (!sound.success) return park(record, "MALFORMED", faultText(sound.error));
  if (!doubt) return sound.data;
  // A record is tried again as it is kept: where that would no longer be doubted, only its text is.
  const stillDoubted = doubtOf(sound.data, source, atMs) !== undefined;
  return park(record, doubt.reason, doubt.detail, stillDoubted ? sound.data : undefined);
}
