import { isoInstant } from "../platform/clock.ts";
import { keys } from "../platform/keys.ts";
import { get, put, write } from "../platform/table.ts";
import { DoneMigration, inOrder, type Migration } from "./migration.ts";

/**
 * Runs those that were not done yet, one after another, and notes each when it is through.
 * @returns the names of those that ran
 * @throws what a migration throws: it and those behind it are not noted and run again the next time
 */
export async function runMigrations(migrations: readonly Migration[], at: () => number): Promise<string[]> {
  const ran: string[] = [];
  for (const { name, run } of inOrder(migrations)) {
    const key = keys.migration(name);
    if (await get(DoneMigration, key)) continue;
    await run();
    await write(put({ ...key, name, doneAt: isoInstant(at()) }));
    ran.push(name);
  }
  return ran;
}
