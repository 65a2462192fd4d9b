import type { FieldFault } from "../platform/problem.ts";
import { unforced } from "../sheets/written-cell.ts";
import { type CellContext, cellValue, isDoubt } from "./cell-value.ts";
import { fieldNamesOf, fieldsOf, type ImportField, type ImportKind } from "./import-fields.ts";
import type { ImportLayout, ImportMapping } from "./import-layout.ts";

/** A row of a sheet as what a person would have sent from the form. */
export interface SheetRequest {
  line: number;
  /** By the names of the form. */
  fields: Record<string, unknown>;
  /** What the sheet itself says, without what stands for every row. */
  said: Record<string, unknown>;
  /** Cells that can be read in two ways. */
  faults: FieldFault[];
}

export interface RowRules extends CellContext {
  kind: ImportKind;
  layout: ImportLayout;
  mapping: ImportMapping;
}

function textOf(cells: readonly string[], name: ImportField, { mapping, layout }: RowRules): string {
  const position = mapping.positions[name];
  const cell = position === undefined ? "" : unforced((cells[position] ?? "").trim()).trim();
  const meant = layout.words[name];
  return meant && Object.hasOwn(meant, cell) ? (meant[cell] ?? cell) : cell;
}

const emails = { emailBilling: "billing", emailRates: "rates", emailNoc: "noc" } as const;

/** Parts that the form has in one field: first and last name, street and city, the further e-mail addresses. */
function joined(values: Record<string, unknown>): Record<string, unknown> {
  const { firstName, lastName, city, emailBilling, emailRates, emailNoc, ...fields } = values;
  const whole = [firstName, lastName].filter(Boolean).join(" ");
  if (fields["name"] === undefined && whole) fields["name"] = whole;
  if (city !== undefined) fields["address"] = [fields["address"], city].filter(Boolean).join(", ");
  const further = Object.entries({ emailBilling, emailRates, emailNoc }).filter(([, value]) => value !== undefined);
  if (further.length > 0)
    fields["emails"] = Object.fromEntries(further.map(([name, value]) => [emails[name as keyof typeof emails], value]));
  return fields;
}

/** Reads the rows of one sheet: an empty cell says nothing. */
export function requestOf(cells: readonly string[], line: number, rules: RowRules): SheetRequest {
  const faults: FieldFault[] = [];
  const said: Record<string, unknown> = {};
  const standing: Record<string, unknown> = {};
  const fields = fieldsOf(rules.kind);
  for (const name of fieldNamesOf(rules.kind)) {
    const reads = fields[name]?.reads ?? "text";
    const [cell, constant] = [textOf(cells, name, rules), rules.layout.constants[name] ?? ""];
    const value = cellValue(cell || constant, reads, rules);
    if (cell === "" && constant === "") continue;
    if (isDoubt(value)) faults.push({ path: name, message: value.message });
    else if (cell !== "") said[name] = value;
    else standing[name] = value;
  }
  return { line, said: joined(said), fields: joined({ ...standing, ...said }), faults };
}
