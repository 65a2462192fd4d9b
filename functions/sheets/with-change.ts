/** What a change names over what was set; what it leaves out stays as it was. */
export function withChange<T extends object>(
  before: T,
  change: { readonly [K in keyof T]?: T[K] | undefined } | undefined,
): T {
  const given = Object.entries(change ?? {}).filter(([, value]) => value !== undefined);
  return { ...before, ...Object.fromEntries(given) };
}
