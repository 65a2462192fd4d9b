import * as z from "zod";
import type { FieldFault } from "../platform/problem.ts";
import { commonPasswords } from "./common-passwords.ts";

/**
 * What a password must be. By default the manual's rule: 8–30 characters with a capital, a digit and a special character.
 * By setting, for staff, resellers or customers, a stronger one: 12–128 characters of any kind (ASVS 6.2.5 and 6.2.9 want
 * length, not composition) without the names of whose it is. Both refuse what everybody tries first.
 */
export type PasswordPolicy = "MANUAL" | "STRONG";

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

let common: ReadonlySet<string> | undefined;

function isCommonWord(form: string): boolean {
  common ??= commonPasswords();
  return common.has(form);
}

/** Whether it is a common word with decoration around it. The trailing sign of `Summer2026!` reads as i, so it is tried without. */
export function isCommon(password: string): boolean {
  const lower = password.toLowerCase();
  const bare = lower.replace(/[^a-z]+$/, "").replace(/^[^a-z]+/, "");
  return [lower, bare, plainForm(password), plainForm(bare)].some(isCommonWord);
}

const rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm"];

/** Few characters over and over, or a row of the alphabet or the keyboard. */
const isMonotonous = (password: string): boolean =>
  new Set(password).size < 5 || rows.some((row) => row.includes(password.toLowerCase()));

export interface PasswordRule {
  /** For the checklist beside the field. */
  name: string;
  /** What is said where it is not kept. */
  fault: string;
  /** @param own words of whose password it is, in small letters */
  isMet(password: string, own: readonly string[]): boolean;
}

const triedFirst = "none that everybody tries first";
const isTriedFirst = "Is one of the passwords that everybody tries first.";

const manualRules: readonly PasswordRule[] = [
  {
    name: "8 to 30 characters",
    fault: "Must have 8 to 30 characters.",
    isMet: ({ length }) => length >= 8 && length <= 30,
  },
  { name: "a capital letter", fault: "Must have a capital letter.", isMet: (password) => /\p{Lu}/u.test(password) },
  { name: "a digit", fault: "Must have a digit.", isMet: (password) => /\d/.test(password) },
  {
    name: "a special character",
    fault: "Must have a special character.",
    isMet: (password) => /[^\p{L}\p{N}\s]/u.test(password),
  },
  { name: triedFirst, fault: isTriedFirst, isMet: (password) => !isCommon(password) },
];

const strongRules: readonly PasswordRule[] = [
  {
    name: "12 to 128 characters",
    fault: "Must have 12 to 128 characters.",
    isMet: ({ length }) => length >= 12 && length <= 128,
  },
  {
    name: triedFirst,
    fault: isTriedFirst,
    isMet: (password) => !isCommon(password) && !isMonotonous(password),
  },
  {
    name: "without the user name, the name or the company",
    fault: "Must not contain the user name, the name or the company.",
    isMet: (password, own) => own.every((word) => !password.toLowerCase().includes(word)),
  },
];

export const rulesOf = (policy: PasswordPolicy): readonly PasswordRule[] =>
  policy === "STRONG" ? strongRules : manualRules;

/** Fields of somebody as they came, each of any type. */
type RawFields = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (typeof value === "string" ? value.trim().toLowerCase() : "");

/** What a strong password of somebody does not contain: the user name, and words of four letters and more of the names. */
export const ownWords = ({ username, name, company }: RawFields): string[] => [
  ...[text(username)].filter(Boolean),
  ...`${text(name)} ${text(company)}`.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= 4),
];

/** One sentence for each rule that is not kept. */
export const passwordFaults = (
  password: string,
  policy: PasswordPolicy = "MANUAL",
  own: readonly string[] = [],
): string[] =>
  rulesOf(policy)
    .filter(({ isMet }) => !isMet(password, own))
    .map(({ fault }) => fault);

/** The faults of `password` among the fields of somebody; none where there is no such text. */
export function passwordFieldFaults(fields: RawFields, policy: PasswordPolicy): FieldFault[] {
  const { password } = fields;
  if (typeof password !== "string") return [];
  return passwordFaults(password, policy, ownWords(fields)).map((message) => ({ path: "password", message }));
}

/** Text of a password. Which rule it must keep depends on the settings: new-password.flow.ts asks them. */
export const Password = z
  .string({ error: (issue) => (issue.input === undefined ? "Required." : "Must be text.") })
  .max(1000, "Must have at most 128 characters.")
  .meta({
    minLength: 8,
    maxLength: 128,
    description:
      "8 to 30 characters with a capital letter, a digit and a special character. For whom the setting strongPasswords " +
      "names: 12 to 128 characters of any kind, without the user name, the name or the company. Never one that everybody " +
      "tries first.",
  });
