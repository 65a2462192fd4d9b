import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Part } from "./part.ts";
import type { Circumstances, Outcome, Row } from "./report.ts";
import { sourcesOf } from "./sources.ts";

/** What came of each part, a file of its own, so that parts run on different days stand in one report. */

export interface Kept extends Outcome {
  ran: Circumstances;
  /** Digest of what it read; none where that was not committed as it ran. */
  sources?: string;
}

const fileOf = (folder: string, name: string): string => join(folder, `${name}.json`);

export function keep(folder: string, kept: Kept): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(folder, kept.part.name), `${JSON.stringify(kept, undefined, 2)}\n`);
}

function read(folder: string, { name }: Pick<Part, "name">): Kept | undefined {
  const file = fileOf(folder, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Kept) : undefined;
}

const isCurrent = ({ sources }: Kept, { reads }: Part): boolean =>
  sources !== undefined && sources === sourcesOf(reads);

/** What came of it before: of these very sources, at this size, and only where it held. */
export function keptOf(folder: string, part: Part): Kept | undefined {
  const kept = read(folder, part);
  return kept?.status === 0 && kept.part.size === part.size && isCurrent(kept, part) ? kept : undefined;
}

/** All that is kept, in the order of the parts, at whatever size each ran. */
export const allKept = (folder: string, parts: readonly Part[]): Row[] =>
  parts.flatMap((part) => {
    const kept = read(folder, part);
    return kept ? [{ ...kept, isCurrent: isCurrent(kept, part) }] : [];
  });
