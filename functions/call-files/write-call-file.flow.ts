import { customerItself } from "../auth/access.ts";
import { chosenColumns } from "../exports/column.ts";
import { contentTypes } from "../exports/export.ts";
import { openTableFile } from "../exports/formats/open-file.flow.ts";
import { kindOf } from "../exports/kinds/kinds.flow.ts";
import { mostRows } from "../exports/row-limits.ts";
import { decimalOf, nanoOf } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { FileSink } from "../platform/file-sink.ts";
import { GzipSink } from "../platform/gzip-sink.ts";
import { addressOfCallFile } from "./call-file.store.ts";
import { type CallFileFailure, keyOf, type StoredCallFile, type Written } from "./call-file.ts";
import { type CallFileSettings, callFileColumns, separators } from "./call-file-settings.ts";

/** The file is not made, for a reason that its owner can read. */
export class NotMade extends Error {
  readonly reason: CallFileFailure;
  constructor(reason: CallFileFailure, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Kept for writing the end of the file and what tells of it. */
const endingMs = 30_000;

type Limits = { at: number; msLeft: () => number };
type Range = Pick<StoredCallFile, "account" | "from" | "to">;

/** Pages of a range's calls as the customer sees them, newest first; the charge stands behind the asked columns. */
async function* callsOf({ account, from, to }: Range, ids: readonly string[], { at, msLeft }: Limits) {
  const scope = { principal: customerItself(account), at };
  for await (const { rows } of kindOf("calls").pages({ account, from, to }, scope, [...ids, "charge"])) {
    if (msLeft() < endingMs) throw new NotMade("OUT_OF_TIME", "Time was up before all calls were read.");
    yield rows;
  }
}

const chargeOf = (rows: readonly (readonly unknown[])[]): bigint =>
  rows.reduce((sum, row) => sum + nanoOf(String(row.at(-1))), 0n);

/** How many calls a range has now, and what they were charged. @throws NotMade */
export async function callsNow(range: Range, limits: Limits): Promise<Pick<Written, "rows" | "charge">> {
  let [rows, charge] = [0, 0n];
  for await (const page of callsOf(range, [], limits)) {
    rows += page.length;
    charge += chargeOf(page);
  }
  return { rows, charge: decimalOf(charge) };
}

export const contentTypeOf = ({ format, gzip }: CallFileSettings): string =>
  gzip ? "application/gzip" : contentTypes[format];

async function openFile(sink: FileSink, { settings, file, at }: Order) {
  const packed = settings.gzip ? new GzipSink(sink) : undefined;
  const { format, decimalSeparator, dateFormat } = settings;
  const table = await openTableFile(format, packed ?? sink, {
    title: "Calls",
    columns: chosenColumns(kindOf("calls").columns, settings.columns ?? callFileColumns),
    style: { timeZone: file.timeZone, decimalSeparator, dateFormat },
    separator: separators[settings.separator],
    criteria: [],
    madeAt: isoInstant(at),
  });
  const close = async () => {
    await table.close();
    await packed?.close();
    await sink.close();
  };
  return { write: table.write, close };
}

interface Order extends Limits {
  file: StoredCallFile;
  settings: CallFileSettings;
}

async function writeRows(sink: FileSink, order: Order): Promise<Written> {
  const { file, settings } = order;
  const out = await openFile(sink, order);
  let [rows, charge] = [0, 0n];
  for await (const page of callsOf(file, settings.columns ?? callFileColumns, order)) {
    rows += page.length;
    if (rows > mostRows[settings.format])
      throw new NotMade("TOO_MANY_ROWS", `${settings.format.toUpperCase()} is made for fewer calls than the day has.`);
    charge += chargeOf(page);
    await out.write(page.map((row) => row.slice(0, -1)));
  }
  const found = { rows, charge: decimalOf(charge) };
  if (rows === 0 && settings.whenEmpty === "NOTHING") {
    await sink.abort();
    return { ...found, bytes: null };
  }
  await out.close();
  return { ...found, bytes: sink.bytes };
}

/**
 * Writes the file of a revision whole or not at all; a second run writes over what a first one left.
 * @throws NotMade
 */
export async function writeCallFile(order: Order): Promise<Written> {
  const key = keyOf(order.file, order.settings);
  const sink = new FileSink(addressOfCallFile(key), contentTypeOf(order.settings));
  try {
    return await writeRows(sink, order);
  } catch (error) {
    await sink.abort();
    throw error;
  }
}
