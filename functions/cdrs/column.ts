/** The values of a column, each read when it is asked for. */
export interface Column<T> {
  at(row: number): T;
}

/** Columns, to be read in the order in which they were written. */
export interface ColumnSource {
  deltas(rows: number): Column<number>;
  numbers(rows: number): Column<number>;
  rounded(rows: number): Column<bigint>;
  repeating(rows: number): Column<string | null>;
  texts(rows: number, segment: "texts" | "digits"): Column<string | null>;
  raw(length: number): Uint8Array;
}

export const always = <T>(value: T): Column<T> => ({ at: () => value });

export function valuesOf<T>(column: Column<T>, rows: number): T[] {
  const values: T[] = [];
  for (let row = 0; row < rows; row++) values.push(column.at(row));
  return values;
}

/** Whole numbers from 0 on, and null, which is written as a number below. */
export const orNull = (column: Column<number>): Column<number | null> => ({
  at: (row) => {
    const value = column.at(row);
    return value < 0 ? null : value;
  },
});
