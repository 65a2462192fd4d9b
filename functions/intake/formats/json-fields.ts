/** Members of parsed JSON, read so that neither `__proto__` nor a wrong type can surprise: what is not there is null. */
export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const objectIn = (parent: JsonObject | undefined, name: string): JsonObject | undefined => {
  const value = parent && Object.hasOwn(parent, name) ? parent[name] : undefined;
  return isObject(value) ? value : undefined;
};

/** Text or number of a member as text; null for absent, empty and everything else. */
export const fieldIn = (parent: JsonObject | undefined, name: string): string | null => {
  const value = parent && Object.hasOwn(parent, name) ? parent[name] : undefined;
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : null;
};

/** The JSON object of a text, or undefined. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
