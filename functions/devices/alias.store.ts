import { keys } from "../platform/keys.ts";
import { absent, put, remove, type Write } from "../platform/table.ts";
import type { Alias } from "./device.store.ts";
import { anySource } from "./device.store.ts";

/** A code as customers and devices carry it: plain text counts for every CDR source. */
export type Code = string | { source: string; code: string };

const keyOf = (code: Code) =>
  typeof code === "string" ? keys.alias(anySource, code) : keys.alias(code.source, code.code);
const nameOf = (code: Code): string => JSON.stringify(keyOf(code));

/** Claims each code. Fails its condition when anyone has the same code for the same source. */
export const claimCodes = (codes: readonly Code[], owner: Alias): Write[] =>
  codes.map((code) => put({ ...keyOf(code), ...owner }, absent));

export const freeCodes = (codes: readonly Code[]): Write[] => codes.map((code) => remove(keyOf(code)));

/** Frees the codes that are gone and claims those that are new. */
export function changeCodes(seen: readonly Code[], next: readonly Code[], owner: Alias): Write[] {
  const [before, after] = [new Set(seen.map(nameOf)), new Set(next.map(nameOf))];
  return [
    ...freeCodes(seen.filter((code) => !after.has(nameOf(code)))),
    ...claimCodes(
      next.filter((code) => !before.has(nameOf(code))),
      owner,
    ),
  ];
}
