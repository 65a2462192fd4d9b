/** Expressions as DynamoDB takes them: names are spelled `#name` and values `:name` in their texts, and told beside them. */

export const nameTable = (...texts: (string | undefined)[]): Record<string, string> | undefined => {
  const names = new Set(texts.flatMap((text) => text?.match(/#\w+/g) ?? []));
  return names.size > 0 ? Object.fromEntries([...names].map((name) => [name, name.slice(1)])) : undefined;
};

export const valueTable = (...tables: (Record<string, unknown> | undefined)[]): Record<string, unknown> | undefined => {
  const all = Object.entries(Object.assign({}, ...tables) as Record<string, unknown>);
  return all.length > 0 ? Object.fromEntries(all.map(([name, value]) => [`:${name}`, value])) : undefined;
};

/** Leaves out undefined members, which the SDK's types do not take. */
export const given = <T extends object>(parts: T) =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

/** Only these attributes. */
export const projected = (names: readonly string[]): string => names.map((name) => `#${name}`).join(", ");
