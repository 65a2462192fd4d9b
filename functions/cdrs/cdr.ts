import * as z from "zod";
import { DayNumbers } from "./number-span.ts";

/**
 * One call attempt as a switch reported it, in the one form that every layout is brought to. Nothing here is
 * rated or translated yet. A switch's own meaning of "seconds" is settled before this point: `billableMs` is final.
 */

/** Milliseconds since 1970, UTC. */
const EpochMs = z.number().int().nonnegative();

/** How many digits of a number we take: what ITU-T E.164 allows, plus room for dial prefixes and star codes. */
export const DialledNumber = z.string().regex(/^[0-9*#+A-Da-d]{1,32}$/);

export const SwitchCdr = z.object({
  /** Id of the CDR source in whose name it was delivered. */
  source: z.string(),
  /** Name of the switch; two sources of one switch share it. Part of the call's identity. */
  switch: z.string(),
  /** The switch's own id of the call: the same whichever layout carried it (FreeSWITCH uuid, Asterisk uniqueid, SIP Call-ID). */
  callId: z.string().min(1).max(512),
  /** Tells records of one call apart: `a`, `b`, an Asterisk sequence, a from-tag. */
  leg: z.string().max(256),
  /** Whether this leg is the one that the source bills; others are kept for vendor cost and statistics, at charge 0. */
  billed: z.boolean(),
  /** Position in the file or body, from 1. */
  line: z.number().int().positive(),
  direction: z.enum(["OUT", "DID"]),
  setupMs: EpochMs,
  /** Null: never answered. Being answered is a fact of its own and does not follow from a duration. */
  answeredMs: EpochMs.nullable(),
  endedMs: EpochMs.nullable(),
  /** Talk time. From milliseconds where the layout has them, else the switch's own seconds times 1000. */
  billableMs: z.number().int().nonnegative(),
  precision: z.enum(["ms", "s"]),
  /** The field that `billableMs` was read from, as the layout names it. */
  durationSource: z.string(),
  cliReceived: z.string(),
  cldReceived: z.string(),
  /** What says whose call it is; which of them counts is the source's setting `customerBy`. */
  accountCode: z.string().nullable(),
  sourceIp: z.string().nullable(),
  sipUser: z.string().nullable(),
  /** The reservation that let the call go, when the switch asked us. */
  authorizationId: z.string().nullable(),
  gateway: z.string().nullable(),
  destinationIp: z.string().nullable(),
  sipCode: z.number().int().nullable(),
  /** ITU-T Q.850 cause, decimal. */
  q850: z.number().int().nullable(),
  causeText: z.string().nullable(),
  releasedBy: z.enum(["caller", "callee", "switch"]).nullable(),
  codec: z.string().nullable(),
  /** INVITE to the first ringing or answer, where the layout tells. */
  pddMs: z.number().int().nonnegative().nullable(),
});
export type SwitchCdr = z.infer<typeof SwitchCdr>;

/** Why a record could not become a charged call. Every code has a sentence in the manual and a test. */
export const SuspenseReason = z.enum([
  /** The line is not of the layout. */
  "MALFORMED",
  /** Cut off: the file ended in the middle of the record. */
  "TRUNCATED",
  /** A number outside `^[0-9*#+A-D]{1,32}$`. */
  "BAD_NUMBER",
  /** Setup in the future, or an end before its start that no zone fold explains. */
  "CLOCK",
  /** Longer than 24 hours. */
  "TOO_LONG",
  /** More than 90 days old when it was to be posted. */
  "TOO_OLD",
  "UNKNOWN_CUSTOMER",
  "NO_TARIFF",
  "NO_RATE",
  "RATE_BLOCKED",
  /** The tariff's currency is not the customer's. */
  "TARIFF_INVALID",
  /** The same call again with other content. */
  "CONFLICT",
  /** Half a call: its other half may still come. */
  "WAITING_FOR_BYE",
  /** Our own fault: the record is kept, the error is logged. */
  "INTERNAL",
]);
export type SuspenseReason = z.infer<typeof SuspenseReason>;

/** Half of a call, from a switch that reports its beginning and its end as two transactions and counts no duration. */
export const HalfCall = z.object({
  /** What both halves share: hex of the switch, the Call-ID and the two tags in either order. */
  call: z.string().regex(/^[0-9a-f]{32}$/),
  half: z.enum(["INVITE", "BYE"]),
  /** Of an INVITE the call as far as it was known at its answer. Of a BYE the end, and as `leg` who sent it. */
  cdr: SwitchCdr,
});
export type HalfCall = z.infer<typeof HalfCall>;

/** A line that did not become a record. `raw` is at most 4,096 characters; the whole payload is in S3. */
export const ParkedLine = z.object({
  line: z.number().int().positive(),
  reason: SuspenseReason,
  /** Says what is wrong in words, naming the field. */
  detail: z.string(),
  raw: z.string().max(4096),
  /** The record, where it could be read but may not be rated. */
  cdr: SwitchCdr.optional(),
  /** With `WAITING_FOR_BYE`: what is known of the call so far. */
  half: HalfCall.optional(),
});
export type ParkedLine = z.infer<typeof ParkedLine>;

/** How a delivery came and was read, kept so that it can be read again after a fix of its parser. */
export const Kept = z.object({
  /** When it came in: setups after it are doubted. */
  at: EpochMs,
  /** The layout, and the versions of its parser and of the source's settings by which it was read. */
  format: z.string(),
  parserVersion: z.number().int(),
  sourceVersion: z.number().int(),
  /** The bytes as they came, one character each (ISO 8859-1). Absent for a file: it is kept beside. */
  raw: z.string().optional(),
});
export type Kept = z.infer<typeof Kept>;

/** What one record of the stream carries. Redelivery of the same delivery and line is not a duplicate call. */
export const CdrBatch = z.object({
  source: z.string(),
  /** Id of the request or upload that brought the lines. */
  delivery: z.string(),
  /** Set for uploaded files: the upload whose counts this batch adds to. */
  upload: z.string().optional(),
  /** Which batch of its delivery this is, from 0: counts are kept per (delivery, part) and overwritten. */
  part: z.number().int().nonnegative(),
  cdrs: z.array(SwitchCdr),
  parked: z.array(ParkedLine),
  /** Running numbers of all records that were read with these, this batch's and its neighbours'; in one of them. */
  numbers: z.array(DayNumbers).optional(),
  kept: Kept.optional(),
  /** It is the whole delivery and only to be kept: other batches bring its records to be rated. */
  keepOnly: z.literal(true).optional(),
});
export type CdrBatch = z.infer<typeof CdrBatch>;
