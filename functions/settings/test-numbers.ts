import * as z from "zod";

/**
 * Numbers that thieves call first to see whether dear calls go through (IPRN test numbers). Nobody calls them otherwise, so a
 * call to one is refused to everybody and says that an account is in wrong hands. Which they are only those know who collect
 * them: nothing is preset.
 */

const rule = "Must be 3 to 15 digits: a number with its country code, or the beginning of one.";
const shortest = 3;

export const TestNumbers = z
  .array(
    z
      .string(rule)
      .trim()
      .regex(/^\+?\d{3,15}$/, rule)
      .overwrite((number) => number.replace("+", "")),
  )
  .max(1000, "Must be at most 1,000 numbers.")
  .overwrite((numbers) => [...new Set(numbers)]);

/** As they lie in the item of the settings, which every call reads: one text costs nothing where a list is taken apart. */
export const storedNumbers = (numbers: readonly string[]): string => numbers.join(" ");
export const numbersIn = (stored: string | undefined): string[] => (stored ? stored.split(" ") : []);

let known: { stored: string | undefined; numbers: ReadonlySet<string> } = { stored: undefined, numbers: new Set() };

/** The same for looking up, made anew when the text is another one. */
export function lookedUpIn(stored: string | undefined): ReadonlySet<string> {
  if (stored !== known.stored) known = { stored, numbers: new Set(numbersIn(stored)) };
  return known.numbers;
}

/** What of the list the number is, or begins with; at most 13 look-ups, however long the list is. */
export function testNumberOf(listed: ReadonlySet<string>, number: string): string | undefined {
  if (listed.size === 0) return undefined;
  for (let length = shortest; length <= number.length; length++) {
    const beginning = number.slice(0, length);
    if (listed.has(beginning)) return beginning;
  }
  return undefined;
}
