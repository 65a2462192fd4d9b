/**
 * A column of an exported table. Its id is the field's name in the API; its title is what forms and lists call it.
 */

/** `number`: a decimal as text or a number. `instant`: ISO 8601 UTC. */
type ColumnType = "text" | "number" | "instant" | "flag";

export type Value = string | number | boolean | null;

export interface ColumnHead {
  id: string;
  title: string;
  type: ColumnType;
}

export interface Column<Row> extends ColumnHead {
  of: (row: Row) => Value;
}

type Field<Row> = Extract<keyof Row, string>;

/** A field of the row that is a value already. */
export const column = <Row>(id: Field<Row>, title: string, type: ColumnType = "text"): Column<Row> => ({
  id,
  title,
  type,
  of: (row) => row[id] as Value,
});

export const derived = <Row>(head: ColumnHead, of: (row: Row) => Value): Column<Row> => ({ ...head, of });

/** The columns of these ids in this order; all of them where none are named. */
export const chosenColumns = <C extends ColumnHead>(columns: readonly C[], ids: readonly string[] | null): C[] =>
  ids === null ? [...columns] : ids.flatMap((id) => columns.find((one) => one.id === id) ?? []);
