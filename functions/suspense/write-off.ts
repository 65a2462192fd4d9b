import * as z from "zod";
import { SuspenseReason } from "../cdrs/cdr.ts";
import { isoInstant } from "../platform/clock.ts";
import { counted } from "../time/counted.ts";
import type { Suspended } from "./suspended.ts";
import type { RowChange } from "./waiting.ts";

/**
 * Giving a record up, with a reason that a person typed, and taking it back. A record that was written off is kept and
 * listed, counts no more as waiting, and no retry and no redelivery charges it.
 */

const note = z.string().trim().min(3, "Must say why, in 3 characters or more.").max(300);

/** Why a record is given up. */
export const NewWriteOff = z.strictObject({ note }).meta({ id: "NewSuspenseWriteOff" });

const filters = {
  reason: SuspenseReason.optional(),
  source: z.string().min(1).max(64).optional(),
  /** Account code as the switch sent it. */
  code: z.string().min(1).max(256).optional(),
  /** Day of the call's setup. */
  day: z.iso.date().optional(),
};

/** Some records by their ids, or all of a filter. */
const chosen = {
  /** These records, and no filter. */
  ids: z.array(z.string().min(1).max(64)).min(1).max(500).optional(),
  ...filters,
  /** Where the answer before said to go on. */
  cursor: z.string().max(2000).optional(),
  /** Records after which it answers, so that whoever waits sees it go on. As many as the time allows where it is left out. */
  most: z.number().int().min(1).max(100_000).optional(),
};

const filterNames = ["reason", "source", "code", "day"] as const;

/** Never everything by leaving all out, and never ids that a filter would narrow without a word. */
function isChosen(asked: { ids?: unknown } & { [K in (typeof filterNames)[number]]?: unknown }): boolean {
  const isFiltered = filterNames.some((name) => asked[name] !== undefined);
  return isFiltered !== (asked.ids !== undefined);
}
const choose = { path: ["ids"], error: "Name ids, or else a reason, source, code or day." };

export const NewWriteOffs = z
  .strictObject({ note, ...chosen })
  .refine(isChosen, choose)
  .meta({ id: "NewSuspenseWriteOffs" });

export const NewTakeBacks = z.strictObject(chosen).refine(isChosen, choose).meta({ id: "NewSuspenseTakeBacks" });
export type NewTakeBacks = z.infer<typeof NewTakeBacks>;

export interface Act {
  /** User or key. */
  by: string;
  /** Now, epoch ms. */
  at: number;
}

/** What becomes of a row. */
type Decision = (known: Suspended | undefined) => Suspended | "leave";

/** Of a filter, what came after `until` (ISO 8601) was not seen by whoever asked, and stays. */
export const writeOff =
  (given: string, { by, at }: Act, until?: string): Decision =>
  (known) => {
    if (!known || known.writtenOff || (until !== undefined && known.parkedAt > until)) return "leave";
    return { ...known, writtenOff: { at: isoInstant(at), by, note: given } };
  };

/** It waits again. What it waited for may have changed meanwhile, so it is tried at once; a line that was not read waits for a person. */
export const takeBack =
  ({ at }: Pick<Act, "at">): Decision =>
  (known) => {
    if (!known?.writtenOff) return "leave";
    return { ...known, writtenOff: null, waitsFor: null, nextTryAt: known.cdr ? isoInstant(at) : null };
  };

/** What the audit says of some records that were written off, or taken back. */
export function auditOf(changes: readonly RowChange[]) {
  const records = changes.flatMap(({ before }) => before ?? []);
  const accounts = new Set(records.map(({ account }) => account));
  const [account] = accounts.size === 1 ? accounts : [null];
  const [first] = records;
  return {
    subject: records.length === 1 && first ? first.id : `${counted(records.length, "record")} in suspense`,
    ...(account ? { account } : {}),
    told: { records: records.map(({ id, reason, source, line }) => ({ id, reason, source, line })) },
    notes: [...new Set(records.flatMap(({ writtenOff }) => writtenOff?.note ?? []))],
  };
}
