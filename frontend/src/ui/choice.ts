interface Offered {
  value: string;
  label: string;
  disabled?: boolean;
}

/** Whether something is taken into account; of most things a person switches on and off. */
export const activeOrInactive: Offered[] = [
  { value: "ACTIVE", label: "Active" },
  { value: "INACTIVE", label: "Inactive" },
];

/** The words of what is offered in the place of the API's codes: "Must be one of Prepaid, Postpaid." */
export function inWords(fault: unknown, offered: readonly Offered[]): unknown {
  if (typeof fault !== "string") return fault;
  const words = new Map(offered.map(({ value, label }) => [value, label]));
  return fault.replace(/\b[A-Z][A-Z0-9_]+\b/g, (code) => words.get(code) ?? code);
}

/** What a field with a choice takes: the choice, and faults that speak of it in its words. */
export const choice = <Input extends { error?: unknown }>(input: Input, data: Offered[]) => ({
  ...input,
  data,
  error: inWords(input.error, data),
});
