import * as z from "zod";

/** Why a line of a sheet became no rate. */
export const RejectReason = z.enum([
  /** The line cannot be cut into cells: an open quote, a NUL byte, or more text than a cell or line may have. */
  "MALFORMED",
  /** Bytes that are not of the file's encoding. */
  "ENCODING",
  /** Not digits, shortened by a spreadsheet, or a list or range that can be read in two ways. */
  "BAD_PREFIX",
  /** Not a number, too many decimals, of another currency, or a comma that may mean thousands. */
  "BAD_PRICE",
  "NEGATIVE",
  /** Above the tariff's price ceiling. */
  "OVER_CEILING",
  "BAD_INCREMENT",
  /** No date, no day of the calendar, or an order of day and month that was not declared. */
  "BAD_DATE",
  /** It would end before it begins. */
  "BAD_PERIOD",
  /** The blocked or status column says neither yes nor no. */
  "BAD_FLAG",
  "BAD_NAME",
  /** The same prefix and start as an earlier line, which is kept. */
  "DUPLICATE",
]);
export type RejectReason = z.infer<typeof RejectReason>;

/** A line that was refused. `line` counts from 1, whatever stands before the headers included. */
export interface Reject {
  line: number;
  reason: RejectReason;
  detail: string;
  raw: string;
  /** Prefixes that the line names, where they could be read. */
  prefixes?: string[];
}

/** Says why a cell is no good; caught where the row is read. */
export class CellRefused extends Error {
  readonly reason: RejectReason;
  constructor(reason: RejectReason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/** @throws CellRefused always. */
export function refuse(reason: RejectReason, detail: string): never {
  throw new CellRefused(reason, detail);
}

/** A cell as it is quoted in a reason. */
export const quoted = (cell: string): string => JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}…` : cell);
