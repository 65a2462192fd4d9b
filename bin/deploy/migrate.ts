import type { Migration } from "../../functions/migrations/migration.ts";

/** Changes of stored data, in their order; one that is here stays here. */
const migrations: readonly Migration[] = [
  {
    name: "0001-owe-counted-days",
    run: async () => (await import("../../functions/analysis/enlist-days.flow.ts")).enlistCountedDays(),
  },
  {
    name: "0002-watch-all-customers",
    run: async () => (await import("../../functions/customers/enlist-watched.flow.ts")).enlistWatchedCustomers(),
  },
];

/** To be asked when the stage was entered: the functions read their environment when they are loaded. @returns the names of those that ran now */
export async function migrate(at: () => number): Promise<string[]> {
  const { runMigrations } = await import("../../functions/migrations/run-migrations.flow.ts");
  return runMigrations(migrations, at);
}
