import type { CallRow } from "../cdrs/call-row.ts";
import { type Column, derived } from "../exports/column.ts";
import { decimalOf, fixedDecimalOf } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { offsetAt } from "../time/zone.ts";
import { grouped } from "./printable.ts";

/** Calls as the customer reads them beside an invoice: as a file for machines, and as an appendix on paper. */

export interface ListedCall {
  id: string;
  row: CallRow;
  /** Of an earlier period; it came after that one's invoice. */
  late: boolean;
}

const text = (id: string, title: string, of: (call: ListedCall) => string | null) =>
  derived<ListedCall>({ id, title, type: "text" }, of);
const number = (id: string, title: string, of: (call: ListedCall) => string | number) =>
  derived<ListedCall>({ id, title, type: "number" }, of);
const instant = (id: string, title: string, of: (call: ListedCall) => string | null) =>
  derived<ListedCall>({ id, title, type: "instant" }, of);

export const callColumns: readonly Column<ListedCall>[] = [
  instant("setupAt", "Setup (UTC)", ({ row }) => isoInstant(row.cdr.setupMs)),
  instant("answeredAt", "Answered (UTC)", ({ row }) => isoInstant(row.cdr.answeredMs)),
  text("cli", "CLI", ({ row }) => row.cli),
  text("cld", "CLD", ({ row }) => row.cld),
  text("prefix", "Prefix", ({ row }) => row.prefix),
  text("destination", "Destination", ({ row }) => row.destination),
  number("durationSeconds", "Duration seconds", ({ row }) => row.durationSeconds),
  number("billedSeconds", "Billed seconds", ({ row }) => row.billedSeconds),
  number("charge", "Charge", ({ row }) => decimalOf(row.charge)),
  number("tax", "Tax in charge", ({ row }) => decimalOf(row.tax)),
  text("kind", "Kind", ({ row }) => row.kind),
  text("period", "Period", ({ late }) => (late ? "previous" : "this")),
  text("id", "Call id", ({ id }) => id),
];

/** Calls of an appendix: more are in the file alone. */
export const mostItemised = 5000;

export const appendixColumns = [
  { title: "Date and time", isAmount: false, share: 2.6 },
  { title: "From", isAmount: false, share: 2.4 },
  { title: "To", isAmount: false, share: 2.4 },
  { title: "Destination", isAmount: false, share: 3.4 },
  { title: "Seconds", isAmount: true, share: 1.2 },
  { title: "Charge", isAmount: true, share: 1.6 },
];

/** Only what was answered: the rest cost nothing. */
export const isItemised = ({ row }: ListedCall): boolean => row.kind === "RATED" || row.kind === "EMERGENCY";

/** @param decimals to which the customer's calls are rounded */
export function appendixRow({ row, late }: ListedCall, zone: string, decimals: number): string[] {
  const { setupMs } = row.cdr;
  const local = new Date(setupMs + offsetAt(zone, setupMs)).toISOString().slice(0, 19).replace("T", " ");
  return [
    local,
    row.cli,
    row.cld,
    `${row.destination ?? ""}${late ? " (previous period)" : ""}`,
    String(row.billedSeconds),
    grouped(fixedDecimalOf(row.charge, decimals)),
  ];
}
