// biome-ignore-all lint/suspicious/noTemplateCurlyInString: FreeSWITCH writes its variables so.
/**
 * Templates of FreeSWITCH's cdr_csv.conf. A row is the template's text with the channel's values put in, and nothing of a
 * value is escaped: a quote in a caller's name stands there as it is. So a row is taken apart from both of its ends, and
 * the one field that people write, the name, is what is left in between.
 */

/** Text and variables by turns; it begins and ends with text, which may be empty. */
export interface Template {
  literals: readonly string[];
  names: readonly string[];
  /** The variable that may hold anything. */
  free: number;
}

/** The two templates that come along: `example` of the shipped configuration, and the one compiled into the module. */
export const shippedTemplates = {
  example:
    '"${caller_id_name}","${caller_id_number}","${destination_number}","${context}","${start_stamp}","${answer_stamp}","${end_stamp}","${duration}","${billsec}","${hangup_cause}","${uuid}","${bleg_uuid}","${accountcode}","${read_codec}","${write_codec}"',
  builtIn:
    '"${caller_id_name}","${caller_id_number}","${destination_number}","${context}","${start_stamp}","${answer_stamp}","${end_stamp}","${duration}","${billsec}","${hangup_cause}","${uuid}","${bleg_uuid}", "${accountcode}"',
} as const;

export function templateOf(text: string): Template {
  const literals = text.split(/\$\{[^{}]*\}/);
  const names = [...text.matchAll(/\$\{([^{}]*)\}/g)].map((match) => (match[1] ?? "").trim());
  const named = names.findIndex((name) => /name$/.test(name));
  return { literals, names, free: Math.max(0, named) };
}

/** What keeps a template from being read; undefined when nothing does. */
export function templateFault(text: string): string | undefined {
  const { literals, names } = templateOf(text);
  const has = (...any: string[]) => any.some((name) => names.includes(name));
  if (names.length > 300) return "A template has at most 300 variables.";
  if (literals.slice(1, -1).includes("")) return "Two variables stand side by side: nothing says where one ends.";
  if (!has("uuid")) return "The template has no ${uuid}, by which a call is known again.";
  if (!has("start_stamp", "start_epoch", "start_uepoch"))
    return "The template has no ${start_stamp} or ${start_epoch}.";
  if (!has("end_stamp", "end_epoch", "end_uepoch")) return "The template has no ${end_stamp} or ${end_epoch}.";
  if (!has("billsec", "billmsec", "billusec")) return "The template has no ${billsec}, ${billmsec} or ${billusec}.";
  return undefined;
}

/** The values of a row by name, or undefined when the row is not of the template. */
export function valuesIn(row: string, { literals, names, free }: Template): Map<string, string> | undefined {
  const [before = ""] = literals;
  const after = literals.at(-1) ?? "";
  if (!row.startsWith(before) || !row.endsWith(after)) return undefined;
  let left = before.length;
  let right = row.length - after.length;
  const values = new Map<string, string>();
  for (let index = 0; index < free; index++) {
    const literal = literals[index + 1] ?? "";
    const end = row.indexOf(literal, left);
    if (end < 0 || end + literal.length > right) return undefined;
    values.set(names[index] ?? "", row.slice(left, end));
    left = end + literal.length;
  }
  for (let index = names.length - 1; index > free; index--) {
    const literal = literals[index] ?? "";
    const start = row.lastIndexOf(literal, right - literal.length);
    if (start < left || start + literal.length > right) return undefined;
    values.set(names[index] ?? "", row.slice(start + literal.length, right));
    right = start;
  }
  if (right < left) return undefined;
  values.set(names[free] ?? "", row.slice(left, right));
  return values;
}
