/** Texts as ASTPP writes them. */

/** JSON of a field; what is none is as one without anything. */
export function jsonOf(written: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(written);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** `^44.*` → 44; undefined for a pattern that is more than the beginning of a number. */
export const prefixOf = (pattern: string): string | undefined => /^\^?(\d{1,20})(?:\.\*)?$/.exec(pattern.trim())?.[1];
