import * as z from "zod";
import { findColumns, headerNames, type Positions, takenHeaders } from "../sheets/sheet-headers.ts";
import { sheetPlace } from "../sheets/sheet-place.ts";
import { fieldNamesOf, fieldsOf, type ImportField, type ImportKind, importFields, neededOf } from "./import-fields.ts";

/**
 * How the sheets of one sender are written. Nothing is guessed from values: what a sheet calls 0 and 1 is declared once
 * and kept for the next sheet of the kind.
 */

const field = z.enum(importFields);
const text = z.string().trim().min(1).max(100);

const layout = {
  ...sheetPlace,
  /** Chosen columns: the header as the sheet spells it, or `[C]` for the column of that letter. */
  columns: z.partialRecord(field, text),
  /** Text that stands for a field of a new customer or device whose cell is empty or that has no column: `14` for the payment term. */
  constants: z.partialRecord(field, z.string().trim().min(1).max(200)),
  /** What the words of a column mean: `{"status": {"0": "ACTIVE", "1": "SUSPENDED"}}`. */
  words: z.partialRecord(field, z.record(z.string().max(60), z.string().trim().min(1).max(100))),
};

export const ImportLayout = z.strictObject(layout).meta({ id: "ImportLayout" });
export type ImportLayout = z.infer<typeof ImportLayout>;

/** What is given; the rest is as it was for the last sheet of the kind. */
export const ImportLayoutChange = z.strictObject(layout).partial().meta({ id: "ImportLayoutChange" });
export type ImportLayoutChange = z.infer<typeof ImportLayoutChange>;

export const plainLayout: ImportLayout = {
  sheet: null,
  headerRow: null,
  decimal: "AUTO",
  encoding: "UTF-8",
  columns: {},
  constants: {},
  words: {},
};

/** Fields that the layout names and the kind does not have, by their path. */
export function strangeFields(kind: ImportKind, { columns, constants, words }: ImportLayoutChange): string[] {
  const known = new Set<string>(fieldNamesOf(kind));
  return Object.entries({ columns, constants, words }).flatMap(([part, named]) =>
    Object.keys(named ?? {}).flatMap((name) => (known.has(name) ? [] : [`layout.${part}.${name}`])),
  );
}

export interface ImportMapping {
  positions: Positions<ImportField>;
  /** The headers that were taken, by field. */
  columns: Record<string, string>;
  /** Of a line of headers: its cells as names. */
  names: string[];
  missing: string[];
}

const usualOf = (kind: ImportKind): Record<ImportField, string> =>
  Object.fromEntries(Object.entries(fieldsOf(kind)).map(([name, { usual }]) => [name, usual])) as Record<
    ImportField,
    string
  >;

/** Chosen columns without those that only an earlier sheet had. */
function columnsIn(cells: readonly string[], columns: ImportLayout["columns"]): ImportLayout["columns"] {
  const there = new Set(headerNames(cells).map((name) => name.toLowerCase()));
  return Object.fromEntries(
    Object.entries(columns).filter(([, header]) => there.has(header.toLowerCase()) || /^\[[A-Z]{1,2}\]$/.test(header)),
  );
}

/**
 * What the cells of a line mean as headers.
 * @param isRemembered the layout is an earlier sheet's: columns that this one does not have are not missed
 */
export function mapHeaders(
  cells: readonly string[],
  { kind, layout, isRemembered }: { kind: ImportKind; layout: ImportLayout; isRemembered: boolean },
): ImportMapping {
  const chosen = isRemembered ? columnsIn(cells, layout.columns) : layout.columns;
  const found = findColumns<ImportField>(cells, chosen, usualOf(kind));
  const has = (name: ImportField) => found.positions[name] !== undefined || layout.constants[name] !== undefined;
  const titleOf = (name: ImportField): string => fieldsOf(kind)[name]?.title ?? name;
  const lacking = neededOf[kind].filter((names) => !names.some(has)).map((names) => names.map(titleOf).join(" or "));
  const { names, positions, absent } = found;
  return { names, positions, columns: takenHeaders(found), missing: [...absent, ...lacking] };
}
