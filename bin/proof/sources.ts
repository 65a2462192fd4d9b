import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";

/** What a part reads, as git knows it: what came of it counts while that is the same, whatever else was committed since. */

/** What decides which parts run and writes down what came of them; it does nothing in them. */
const bookkeeping = /^bin\/proof(|\/(asked|kept|part|parts|report|run|sources))\.ts$/;

/** Of all that stands below the paths: a test or a row only where it is named itself, and no text for people. */
export const isRead = (file: string, reads: readonly string[]): boolean =>
  reads.some((path) => file === path || file.startsWith(`${path}/`)) &&
  !file.endsWith(".md") &&
  !bookkeeping.test(file) &&
  (!/\.(test|bench)\.ts$/.test(file) || reads.includes(file));

/** What git says; nothing where there is no git or no repository. */
const git = (...args: string[]): string =>
  spawnSync("git", args, { encoding: "utf8", maxBuffer: 1 << 28 }).stdout ?? "";

/** @returns undefined where there is no repository */
export const headCommit = (): string | undefined => git("rev-parse", "HEAD").trim() || undefined;

/**
 * A digest of the names and contents of what stands below these paths of the repository, as it is committed. Undefined
 * where something of it is changed or new and not committed, and where there is no repository.
 */
export function sourcesOf(reads: readonly string[]): string | undefined {
  // `-z`: names as they are, whatever letters are in them.
  const files = git("ls-tree", "-r", "-z", "HEAD", "--", ...reads).split("\0");
  const read = files.filter((line) => isRead(line.slice(line.indexOf("\t") + 1), reads));
  if (read.length === 0) return undefined;
  const status = git("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--", ...reads);
  // Two letters and a blank before the name.
  if (status.split("\0").some((line) => isRead(line.slice(3), reads))) return undefined;
  return createHash("sha256").update(read.join("\0")).digest("hex").slice(0, 32);
}
