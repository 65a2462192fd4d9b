import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Part } from "./parts.ts";
import type { Outcome } from "./report.ts";

/** What came of each part, written as it ends, so that a proof that was stopped goes on where it was. */

interface Kept extends Outcome {
  commit: string;
}

const fileOf = (folder: string, name: string): string => join(folder, `${name}.json`);

export function keep(folder: string, commit: string, outcome: Outcome): void {
  mkdirSync(folder, { recursive: true });
  const kept: Kept = { ...outcome, commit };
  writeFileSync(fileOf(folder, outcome.part.name), `${JSON.stringify(kept, undefined, 2)}\n`);
}

/** What came of it before: of these very sources, at this size, and only where it held. */
export function keptOf(folder: string, commit: string, { name, size }: Part): Outcome | undefined {
  const file = fileOf(folder, name);
  if (!existsSync(file)) return undefined;
  const { commit: was, ...outcome } = JSON.parse(readFileSync(file, "utf8")) as Kept;
  return was === commit && outcome.part.size === size && outcome.status === 0 ? outcome : undefined;
}
