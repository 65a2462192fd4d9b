import { CallColumns, cdrTexts, layout, rowTexts } from "./call-columns.ts";
import type { CallRow } from "./call-row.ts";
import { ColumnWriter } from "./columns.ts";
import { writeUpper } from "./upper-columns.ts";
import { writeVendors } from "./vendor-columns.ts";

/**
 * Packs calls column by column. Every row keeps its identity and content hash, so that marks and balances can be built
 * again from the blocks alone.
 */

/** Null and whole numbers ≥ 0 in one column. */
const optional = (value: number | null): number => (value === null ? -1 : value);

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A UUID's 16 bytes are written as they are; as text they would take 19 even when compressed. */
function writeCallIds(out: ColumnWriter, callIds: readonly string[]): void {
  const uuids = callIds.map((id) => uuidForm.test(id));
  out.numbers(uuids.map(Number));
  for (const [i, id] of callIds.entries()) if (uuids[i]) out.raw(Buffer.from(id.replaceAll("-", ""), "hex"));
  out.texts(
    callIds.filter((_, i) => !uuids[i]),
    "texts",
  );
}

/** `after` told by what it shares with the end of `before`: how much of the head was cut, and what stands there instead. */
function writeRewrites(out: ColumnWriter, before: readonly string[], after: readonly string[]): void {
  const cuts = before.map((text, i) => {
    const other = after[i] ?? "";
    let shared = 0;
    while (shared < text.length && shared < other.length && text.at(-1 - shared) === other.at(-1 - shared)) shared++;
    return { cut: text.length - shared, head: other.slice(0, other.length - shared) };
  });
  out.numbers(cuts.map(({ cut }) => cut));
  out.repeating(cuts.map(({ head }) => head));
}

function writeRated(out: ColumnWriter, rows: readonly CallRow[]): void {
  for (const name of rowTexts) out.repeating(rows.map((row) => row[name]));
  out.numbers(rows.map((row) => optional(row.tariffVersion)));
  out.repeating(rows.map((row) => (row.prefix === null || row.cld.startsWith(row.prefix) ? null : row.prefix)));
  out.numbers(rows.map((row) => (row.prefix === null ? -1 : row.prefix.length)));
  // Talk time is nearly always the ceiling of the billable milliseconds.
  out.numbers(rows.map((row) => row.durationSeconds - Math.ceil(row.cdr.billableMs / 1000)));
  out.numbers(rows.map((row) => row.billedSeconds - row.durationSeconds));
  out.rounded(rows.map((row) => row.charge));
  out.rounded(rows.map((row) => row.tax));
  out.numbers(rows.map((row) => row.upper.length));
  const upper = rows.flatMap((row) => row.upper);
  out.repeating(upper.map(({ account }) => account));
  out.rounded(upper.map(({ charge }) => charge));
}

/** The bytes of a block. Rows may stand in any order; their order is part of each call's id and stays. */
export function encodeBlock(rows: readonly CallRow[]): Uint8Array {
  const out = new ColumnWriter();
  const cdrs = rows.map((row) => row.cdr);
  out.numbers([layout, rows.length]);
  out.raw(Buffer.from(rows.map((row) => row.identity + row.content + row.delivery).join(""), "hex"));
  writeCallIds(
    out,
    cdrs.map((cdr) => cdr.callId),
  );
  out.repeating(cdrs.map((cdr) => cdr.leg));
  for (const name of cdrTexts) out.repeating(cdrs.map((cdr) => cdr[name]));
  out.repeating(cdrs.map((cdr) => cdr.authorizationId));
  out.deltas(rows.map((row) => row.line));
  out.deltas(cdrs.map((cdr) => cdr.setupMs));
  out.numbers(cdrs.map((cdr) => (cdr.answeredMs === null ? 0 : cdr.answeredMs - cdr.setupMs)));
  out.numbers(
    cdrs.map((cdr) => (cdr.answeredMs === null ? 0 : 1) + (cdr.endedMs === null ? 0 : 2) + (cdr.billed ? 4 : 0)),
  );
  // From the answer, or the setup, to the end is nearly always the talk time.
  out.numbers(
    cdrs.map((cdr) => (cdr.endedMs === null ? 0 : cdr.endedMs - (cdr.answeredMs ?? cdr.setupMs) - cdr.billableMs)),
  );
  out.numbers(cdrs.map((cdr) => cdr.billableMs));
  for (const name of ["sipCode", "q850", "pddMs"] as const) out.numbers(cdrs.map((cdr) => optional(cdr[name])));
  for (const name of ["cliReceived", "cldReceived"] as const)
    out.texts(
      cdrs.map((cdr) => cdr[name]),
      "digits",
    );
  for (const [before, after] of [
    ["cliReceived", "cli"],
    ["cldReceived", "cld"],
  ] as const)
    writeRewrites(
      out,
      cdrs.map((cdr) => cdr[before]),
      rows.map((row) => row[after]),
    );
  writeRated(out, rows);
  writeVendors(out, rows);
  writeUpper(out, rows);
  return out.finish();
}

/** Every row of a block, exactly as it was put in. @throws Error for bytes that are no block of a known layout. */
export function decodeBlock(bytes: Uint8Array): CallRow[] {
  const calls = new CallColumns(bytes);
  return Array.from({ length: calls.rows }, (_, row) => calls.row(row));
}
