import * as z from "zod";
import { commonPasswords } from "./common-passwords.ts";

/**
 * What a password must be: 8–30 characters with a capital, a digit and a special character, and none of those that
 * everybody tries first. The bounds are the manual's; ASVS 6.2.5 would have no composition rules, which is why the list exists.
 */

/** Digits and signs that stand for letters are read as those letters: `P@ssw0rd1!` is `password`. */
const plainForm = (password: string): string =>
  password
    .toLowerCase()
    .replace(/[@4]/g, "a")
    .replace(/3/g, "e")
    .replace(/[1!|]/g, "i")
    .replace(/0/g, "o")
    .replace(/[$5]/g, "s")
    .replace(/7/g, "t")
    .replace(/[^a-z]/g, "");

const common = new Set(commonPasswords);

/** Whether it is a common word with decoration around it. The trailing sign of `Summer2026!` reads as i, so it is tried without. */
export function isCommon(password: string): boolean {
  const bare = password
    .toLowerCase()
    .replace(/[^a-z]+$/, "")
    .replace(/^[^a-z]+/, "");
  return common.has(plainForm(password)) || common.has(plainForm(bare)) || common.has(bare);
}

export const passwordFaults = (password: string): string[] => [
  ...(password.length < 8 || password.length > 30 ? ["Must have 8 to 30 characters."] : []),
  ...(/\p{Lu}/u.test(password) ? [] : ["Must have a capital letter."]),
  ...(/\d/.test(password) ? [] : ["Must have a digit."]),
  ...(/[^\p{L}\p{N}\s]/u.test(password) ? [] : ["Must have a special character."]),
  ...(isCommon(password) ? ["Is one of the passwords that everybody tries first."] : []),
];

const sentence = "Must have 8 to 30 characters with a capital letter, a digit and a special character.";

export const Password = z
  .string({ error: (issue) => (issue.input === undefined ? `Required. ${sentence}` : sentence) })
  .max(1000, sentence)
  .check((context) => {
    for (const message of passwordFaults(context.value))
      context.issues.push({ code: "custom", input: "", path: [], message });
  })
  .meta({ minLength: 8, maxLength: 30 });
