/** An EventBridge event pattern as the template carries it. */
export interface EventPattern {
  [field: string]: readonly unknown[] | EventPattern;
}

/** The content filters that are understood; a template that uses another one must not be taken for one that matches. */
type Filter = { prefix: string } | { suffix: string } | { exists: boolean } | { "anything-but": readonly unknown[] };

function filterMatches(filter: Filter, value: unknown): boolean {
  if ("exists" in filter) return filter.exists === (value !== undefined);
  if ("prefix" in filter) return typeof value === "string" && value.startsWith(filter.prefix);
  if ("suffix" in filter) return typeof value === "string" && value.endsWith(filter.suffix);
  return value !== undefined && ![filter["anything-but"]].flat().includes(value);
}

const known = ["prefix", "suffix", "exists", "anything-but"];

/** Throws when the pattern has a filter that `matches` would not understand. */
export function checkPattern(pattern: EventPattern): void {
  for (const [field, wanted] of Object.entries(pattern)) {
    if (!Array.isArray(wanted)) {
      checkPattern(wanted as EventPattern);
      continue;
    }
    for (const one of wanted)
      if (typeof one === "object" && one !== null && !known.includes(Object.keys(one)[0] ?? ""))
        throw new Error(`event pattern: the filter ${JSON.stringify(one)} of ${field} is not known here`);
  }
}

/** Every field of the pattern must hold; of a list one member must ("Creating EventBridge event patterns"). */
export function matches(pattern: EventPattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    const value = (event as Record<string, unknown> | undefined)?.[field];
    if (!Array.isArray(wanted)) return typeof value === "object" && matches(wanted as EventPattern, value);
    return wanted.some((one: unknown) =>
      typeof one === "object" && one !== null ? filterMatches(one as Filter, value) : one === value,
    );
  });
}
