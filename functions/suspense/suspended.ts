import * as z from "zod";
import { type ParkedLine, SuspenseReason, SwitchCdr } from "../cdrs/cdr.ts";
import { fingerprint, lineIdentity } from "../cdrs/identity.ts";
import { chosen } from "../customers/customer-fields.ts";
import { isoInstant } from "../platform/clock.ts";
import { wholeSeconds } from "../rating/increments.ts";
import { dateIn } from "../time/zone.ts";
import { Estimate, EstimateView, estimateView } from "./estimate.ts";
import { forPerson, type Wait, WaitView, waitView } from "./waits-for.ts";

/** That a person gave a record up, and why. It waits no more and is never charged, until it is taken back. */
const WrittenOff = z.object({
  /** ISO 8601. */
  at: z.string(),
  /** User or key that did it. */
  by: z.string(),
  note: z.string(),
});

/**
 * Records that could not become charged calls. They wait with their reason until the cause is gone, are never charged 0
 * because something was missing, and never stop the records behind them.
 */
export const Suspended = z.object({
  id: z.string(),
  reason: SuspenseReason,
  detail: z.string(),
  source: z.string(),
  delivery: z.string(),
  upload: z.string().nullable(),
  line: z.number().int(),
  /** The line as it came, or the record as JSON; at most 4,096 characters. */
  raw: z.string(),
  /** Absent where the line could not be read as a record: such a line is sent again, not retried. */
  cdr: SwitchCdr.nullable(),
  /** When it came first, ISO 8601. */
  parkedAt: z.string(),
  /** As `suspendedDay` says. Null: stored before days were those of the source; counted in no figures of an upload. */
  day: z.string().nullable().default(null),
  /** Whose it would be, where that is known. */
  account: z.string().nullable().default(null),
  estimate: Estimate.nullable().default(null),
  /** What it waits for, a name of `causes`. */
  waitsFor: z.string().nullable().default(null),
  /** When it is tried again by itself, ISO 8601. */
  nextTryAt: z.string().nullable().default(null),
  /** Tries after the first. */
  tries: z.number().int().default(0),
  /** When it was tried last, ISO 8601. */
  triedAt: z.string().default(""),
  writtenOff: WrittenOff.nullable().default(null),
  /** Optimistic lock; 0 = not stored yet, or stored before records were counted. */
  v: z.number().int().default(0),
  /** Which part of its count it is in. */
  shard: z.number().int().default(0),
  /**
   * As what the line was read before its delivery was replayed. It is not charged by itself while that call may have been:
   * marks cannot tell, they stand under the call as it was read then.
   */
  formerly: z
    .object({
      cdr: SwitchCdr,
      /** The former reading waited too, and this row was written in its place: only a try that was under way can have charged it. */
      waited: z.boolean(),
    })
    .nullable()
    .default(null),
});
export type Suspended = z.infer<typeof Suspended>;

export const SuspendedView = Suspended.pick({
  id: true,
  reason: true,
  detail: true,
  source: true,
  delivery: true,
  upload: true,
  line: true,
  raw: true,
})
  .extend({
    /** When it came first. */
    parkedAt: z.iso.datetime(),
    /** Whose call it would be; null where that is not known. */
    account: z.string().nullable(),
    /** Talk time in seconds, rounded up. Null where the line could not be read, 0 for a leg that is not billed. */
    seconds: z.number().int().nullable(),
    /** The money it is about. Null where no rate is known for it, never 0 for that. */
    estimate: EstimateView.nullable(),
    /** When it is tried again by itself. */
    wait: WaitView,
    /** Tries after the first. */
    tries: z.number().int(),
    triedAt: z.iso.datetime(),
    /** Whether a retry can help. */
    canRetry: z.boolean(),
    /** Who gave it up, when and why; null while it waits. */
    writtenOff: WrittenOff.extend({ at: z.iso.datetime() }).nullable(),
  })
  .meta({ id: "SuspendedCdr" });
export type SuspendedView = z.infer<typeof SuspendedView>;

/** Talk time, each call's rounded up; only of a leg that is billed. */
export const secondsOf = ({ cdr }: Pick<Suspended, "cdr">): number => (cdr?.billed ? wholeSeconds(cdr.billableMs) : 0);

export function suspendedView(record: Suspended): SuspendedView {
  const { cdr, estimate, waitsFor, nextTryAt, day: _day, v: _v, shard: _shard, formerly: _was, ...rest } = record;
  const isGivenUp = record.writtenOff !== null;
  return {
    ...rest,
    seconds: cdr && secondsOf(record),
    estimate: estimate && estimateView(estimate),
    wait: waitView(isGivenUp ? forPerson : { waitsFor, nextTryAt }),
    triedAt: record.triedAt || record.parkedAt,
    canRetry: cdr !== null && !isGivenUp,
  };
}

/** Whether a record waits, or was given up. */
export const SuspenseState = z.enum(["WAITING", "WRITTEN_OFF"]);
export type SuspenseState = z.infer<typeof SuspenseState>;

export const SuspenseFilters = z.object({
  /** What waits, where it is left out. */
  state: chosen(SuspenseState.optional()),
  reason: chosen(SuspenseReason.optional()),
  source: chosen(z.string().max(64).optional()),
  /** Day of the call's setup in the source's time zone; of the parking where the line could not be read. `2026-01-31` */
  day: chosen(z.iso.date().optional()),
});

/** Day of the call's setup in the source's time zone; of the parking where the line could not be read. */
export const suspendedDay = ({ day, cdr, parkedAt }: Pick<Suspended, "day" | "cdr" | "parkedAt">): string =>
  day ?? (cdr ? isoInstant(cdr.setupMs) : parkedAt).slice(0, 10);

/** When a record is parked, epoch ms, and in which zone its source has its days. */
export interface Moment {
  at: number;
  zone: string;
}

/** What brought the record. */
export interface Bringer {
  source: string;
  delivery: string;
  upload?: string | undefined;
}

/** Why a record waits, and what is known of it all the same. */
export interface Why extends Wait {
  reason: SuspenseReason;
  detail: string;
  account: string | null;
  estimate: Estimate | null;
}

/**
 * The same record is the same item however often it comes; the same call with other content is another one, because both
 * must be looked at.
 */
export const suspendedId = (cdr: SwitchCdr): string => {
  const { identity, content } = fingerprint(cdr, "");
  return identity + content;
};

const brought = ({ source, delivery, upload }: Bringer, cdr: SwitchCdr | undefined, { at, zone }: Moment) => ({
  source,
  delivery,
  upload: upload ?? null,
  parkedAt: isoInstant(at),
  day: dateIn(zone, cdr?.setupMs ?? at),
  triedAt: isoInstant(at),
  tries: 0,
  writtenOff: null,
  v: 0,
  shard: 0,
  formerly: null,
});

export const suspendCdr = (cdr: SwitchCdr, by: Bringer, why: Why, moment: Moment): Suspended => ({
  id: suspendedId(cdr),
  ...why,
  ...brought(by, cdr, moment),
  line: cdr.line,
  raw: JSON.stringify(cdr).slice(0, 4096),
  cdr,
});

export const suspendLine = (line: ParkedLine, by: Bringer, wait: Wait, moment: Moment): Suspended => ({
  id: line.cdr ? suspendedId(line.cdr) : lineIdentity(by.source, line.line, line.raw),
  reason: line.reason,
  detail: line.detail,
  account: null,
  estimate: null,
  ...wait,
  ...brought(by, line.cdr, moment),
  line: line.line,
  raw: line.raw,
  cdr: line.cdr ?? null,
});

/** The record as it is stored when it comes once more: it keeps when and by what it came first, and how often it was tried. */
export const comeAgain = (known: Suspended, again: Suspended): Suspended => ({
  ...again,
  delivery: known.delivery,
  upload: known.upload,
  line: known.line,
  raw: known.raw,
  cdr: known.cdr,
  parkedAt: known.parkedAt,
  day: known.day,
  tries: known.tries,
  writtenOff: known.writtenOff,
  v: known.v,
  shard: known.shard,
  formerly: known.formerly,
  ...(known.formerly ? { reason: known.reason, detail: known.detail, ...waitOfRow(known) } : {}),
});

const waitOfRow = ({ waitsFor, nextTryAt }: Suspended): Wait => ({ waitsFor, nextTryAt });
