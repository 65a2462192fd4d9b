/** A row of a table of the other system, as its dump has it. Text throughout: what it means is the mapping's to say. */
export interface DumpRow {
  table: string;
  /** Its place among the rows of the table, from 1. */
  row: number;
  values: ReadonlyMap<string, string | null>;
}

/** The dump cannot be read on: what is wrong with it, and what to do. Rows that came before are good. */
export class DumpFault extends Error {
  override name = "DumpFault";
}

/** Larger values are no field of any of these systems. */
export const mostValueCharacters = 1_000_000;
/** Larger rows are none of theirs either. */
export const mostRowCharacters = 8_000_000;

/** Rows of the tables that are wanted; the others are read over. */
export type WantsTable = (table: string) => boolean;
