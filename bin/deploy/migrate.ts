import type { Migration } from "../../functions/migrations/migration.ts";
import { runMigrations } from "../../functions/migrations/run-migrations.flow.ts";

/** Changes of stored data, in their order. None has been needed yet; one that is here stays here. */
export const migrations: readonly Migration[] = [];

/** @returns the names of those that ran now */
export const migrate = (at: () => number): Promise<string[]> => runMigrations(migrations, at);
