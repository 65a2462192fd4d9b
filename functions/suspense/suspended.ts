import * as z from "zod";
import { type ParkedLine, SuspenseReason, SwitchCdr } from "../cdrs/cdr.ts";
import { fingerprint, lineIdentity } from "../cdrs/identity.ts";

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
  /** When it was last tried, ISO 8601. */
  parkedAt: z.string(),
});
export type Suspended = z.infer<typeof Suspended>;

export const SuspendedView = Suspended.omit({ cdr: true })
  .extend({
    /** Whether a retry can help. */
    canRetry: z.boolean(),
  })
  .meta({ id: "SuspendedCdr" });
export type SuspendedView = z.infer<typeof SuspendedView>;

export const suspendedView = ({ cdr, ...rest }: Suspended): SuspendedView => ({ ...rest, canRetry: cdr !== null });

/** An empty parameter is one that was left out. */
const chosen = <S extends z.ZodType>(schema: S) => z.preprocess((value) => (value === "" ? undefined : value), schema);

export const SuspenseFilters = z.object({
  reason: chosen(SuspenseReason.optional()),
  source: chosen(z.string().max(64).optional()),
  /** UTC day of the call's setup; of the parking where the line could not be read. `2026-01-31` */
  day: chosen(z.iso.date().optional()),
});

/** UTC day of the call's setup; of the parking where the line could not be read. */
export const suspendedDay = ({ cdr, parkedAt }: Suspended): string =>
  (cdr ? new Date(cdr.setupMs).toISOString() : parkedAt).slice(0, 10);

/** What brought the record. */
export interface Bringer {
  source: string;
  delivery: string;
  upload?: string | undefined;
}

/**
 * The same record is the same item however often it comes; the same call with other content is another one, because both
 * must be looked at.
 */
export const suspendedId = (cdr: SwitchCdr): string => {
  const { identity, content } = fingerprint(cdr, "");
  return identity + content;
};

export function suspendCdr(
  cdr: SwitchCdr,
  by: Bringer,
  why: { reason: SuspenseReason; detail: string },
  at: number,
): Suspended {
  return {
    id: suspendedId(cdr),
    ...why,
    source: by.source,
    delivery: by.delivery,
    upload: by.upload ?? null,
    line: cdr.line,
    raw: JSON.stringify(cdr).slice(0, 4096),
    cdr,
    parkedAt: new Date(at).toISOString(),
  };
}

export function suspendLine(line: ParkedLine, by: Bringer, at: number): Suspended {
  return {
    id: line.cdr ? suspendedId(line.cdr) : lineIdentity(by.source, line.line, line.raw),
    reason: line.reason,
    detail: line.detail,
    source: by.source,
    delivery: by.delivery,
    upload: by.upload ?? null,
    line: line.line,
    raw: line.raw,
    cdr: line.cdr ?? null,
    parkedAt: new Date(at).toISOString(),
  };
}
