import * as z from "zod";

/**
 * A change of what is stored, made when a newer version is deployed, before its functions start. It may be cut off at any
 * point and is then run again from its beginning, so every write of it must be safe to repeat; and the functions of the
 * version before it go on while it runs, so it must leave them what they read.
 */
export interface Migration {
  /** `0001-what-it-does`: in the order of their names they run. */
  name: string;
  run(): Promise<void>;
}

/** That one was done. */
export const DoneMigration = z.object({ name: z.string(), doneAt: z.string() });

/** @throws Error when two have a number, or one has none: they would run in another order than was meant */
export function inOrder(migrations: readonly Migration[]): Migration[] {
  const numbers = migrations.map(({ name }) => /^(\d{4})-[a-z0-9-]+$/.exec(name)?.[1]);
  if (numbers.includes(undefined)) throw new Error("a migration is called by four digits and words: 0001-what-it-does");
  if (new Set(numbers).size < numbers.length) throw new Error("two migrations have the same number");
  return [...migrations].sort((a, b) => (a.name < b.name ? -1 : 1));
}
