import type { SwitchCdr } from "./cdr.ts";

/**
 * Whether a value is a CDR exactly as the schema would give it back: nothing missing, wrong or more. It says what
 * `SwitchCdr` says once more, because the stream brings CDRs by the thousand, all of them ours, and parsing one into a
 * copy costs as much as reading its JSON. A `false` only means that the schema has to be asked. A test holds the two together.
 */
export function isSoundCdr(value: unknown): value is SwitchCdr {
  if (typeof value !== "object" || value === null) return false;
  const cdr = value as Record<keyof SwitchCdr, unknown>;
  return hasNothingElse(cdr) && isIdentified(cdr) && isTimed(cdr) && isDescribed(cdr);
}

type Unknown = Record<keyof SwitchCdr, unknown>;

const members = 27;

const isText = (value: unknown): value is string => typeof value === "string";
const isTextOrNull = (value: unknown): boolean => value === null || typeof value === "string";
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isCountOrNull = (value: unknown): boolean => value === null || isCount(value);
const isWholeOrNull = (value: unknown): boolean => value === null || Number.isSafeInteger(value);

/** All members are asked for by name elsewhere, so it is enough to count them. */
function hasNothingElse(cdr: Unknown): boolean {
  let count = 0;
  for (const _ in cdr) count++;
  return count === members;
}

function isIdentified(cdr: Unknown): boolean {
  return (
    isText(cdr.source) &&
    isText(cdr.switch) &&
    isText(cdr.callId) &&
    cdr.callId.length >= 1 &&
    cdr.callId.length <= 512 &&
    isText(cdr.leg) &&
    cdr.leg.length <= 256 &&
    typeof cdr.billed === "boolean" &&
    isCount(cdr.line) &&
    cdr.line !== 0 &&
    (cdr.direction === "OUT" || cdr.direction === "DID")
  );
}

function isTimed(cdr: Unknown): boolean {
  return (
    isCount(cdr.setupMs) &&
    isCountOrNull(cdr.answeredMs) &&
    isCountOrNull(cdr.endedMs) &&
    isCount(cdr.billableMs) &&
    (cdr.precision === "ms" || cdr.precision === "s") &&
    isText(cdr.durationSource) &&
    isCountOrNull(cdr.pddMs)
  );
}

function isDescribed(cdr: Unknown): boolean {
  const { releasedBy: by } = cdr;
  return (
    isText(cdr.cliReceived) &&
    isText(cdr.cldReceived) &&
    isTextOrNull(cdr.accountCode) &&
    isTextOrNull(cdr.sourceIp) &&
    isTextOrNull(cdr.sipUser) &&
    isTextOrNull(cdr.authorizationId) &&
    isTextOrNull(cdr.gateway) &&
    isTextOrNull(cdr.destinationIp) &&
    isWholeOrNull(cdr.sipCode) &&
    isWholeOrNull(cdr.q850) &&
    isTextOrNull(cdr.causeText) &&
    (by === null || by === "caller" || by === "callee" || by === "switch") &&
    isTextOrNull(cdr.codec)
  );
}
