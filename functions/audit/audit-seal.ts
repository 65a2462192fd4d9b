import { createHash } from "node:crypto";
import * as z from "zod";
import { isoInstant } from "../platform/clock.ts";
import { dayMs } from "../time/day.ts";

const Digest = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * What a day's lines of the audit were when the day was over. Every line is bound to the one before it, and the first line
 * of a day to the seal of the day before, so that whoever knows the newest digest knows whether any older line is another.
 */
export const AuditSeal = z
  .object({
    /** Day in UTC. */
    day: z.iso.date(),
    lines: z.int(),
    /** SHA-256 in hexadecimal. */
    digest: Digest,
    /** Digest of the day before; null for the first day that was sealed. */
    previous: Digest.nullable(),
    sealedAt: z.string(),
  })
  .meta({ id: "AuditSeal" });
export type AuditSeal = z.infer<typeof AuditSeal>;

export const AuditSealCheck = z
  .object({
    seal: AuditSeal,
    /** What the day's lines are now. */
    found: z.object({ lines: z.int(), digest: Digest }),
    /** The lines are those that were sealed, and the seal goes on from that of the day before. */
    intact: z.boolean(),
  })
  .meta({ id: "AuditSealCheck" });
export type AuditSealCheck = z.infer<typeof AuditSealCheck>;

const bySortedNames = (_name: string, value: unknown): unknown =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** One text for one line, in whatever order its members were read. */
export const sealedText = (line: object): string => JSON.stringify(line, bySortedNames);

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What a day begins with, before its first line. */
export const headOf = (day: string, previous: string | null): string => sha256(`${day}\n${previous ?? ""}`);

/** The digest with one more line, as it is stored: with every member, also those that a later version knows nothing of. */
export const linked = (digest: string, line: object): string => sha256(`${digest}\n${sealedText(line)}`);

/** How long after its end a day is left alone: no clock and no try again takes so long. */
const settledMs = 3_600_000;

/** The newest day that no line is written to any more. */
export const lastOver = (at: number): string => isoInstant(at - dayMs - settledMs).slice(0, 10);
