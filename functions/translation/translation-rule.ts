import * as z from "zod";
import { counted } from "../time/counted.ts";

/**
 * The grammar of a rule, read once at save. `LEFT=>RIGHT` translates a number, `LEFT` alone refuses it.
 * LEFT is `[strip|][prefix][{N}]%`; RIGHT is `%` (keep), `X%` (put X in front) or `X` (replace).
 * It is the notation that operators of OV500 already have their rules in; there are no regular expressions.
 */

export const ruleActions = ["ALLOW", "DENY"] as const;
export type RuleAction = (typeof ruleActions)[number];

/** What a rule asks of a number and does to it. */
export interface ParsedRule {
  action: RuleAction;
  /** What the number must begin with, the part that is taken away included. */
  prefix: string;
  /** Characters taken away at the front; a part of the prefix. */
  strip: number;
  /** The exact length of the number as it came; undefined for any. */
  length: number | undefined;
  /** Without a `%` at its end LEFT is the whole number. */
  whole: boolean;
  /** What is put in front of the rest, or in place of everything. */
  text: string;
  replaces: boolean;
}

export type RuleReading = { rule: ParsedRule } | { fault: string };

/** Longest side of a rule; numbers have at most 15 digits (ITU-T E.164), prefixes of carriers add some. */
const mostCharacters = 60;
/** Digits, letters of caller names, and what a telephone or a SIP number adds. */
const numberText = /^[0-9A-Za-z*#+._-]*$/;
/** With the length taken out: `[strip|][prefix]%`. */
const left = /^(?:([^|%]*)\|)?([^|%]*)(%?)$/;

const fault = (text: string): RuleReading => ({ fault: text });

/** The faults that both sides share, in the order in which a person would look for them. */
function sideFault(side: string, name: string): string | undefined {
  if (side.length > mostCharacters) return `The ${name} side has more than ${mostCharacters} characters.`;
  const strange = [...side].find((character) => !numberText.test(character) && !"|{}%".includes(character));
  if (strange !== undefined) return `The character ${strange === " " ? "space" : strange} cannot be part of a number.`;
  return undefined;
}

/** Takes `{N}` out wherever on the left it stands, and says what is wrong with its braces. */
function lengthOf(side: string): { rest: string; length: number | undefined } | { fault: string } {
  const [open, close] = ["{", "}"].map((brace) => side.split(brace).length - 1);
  if (open !== close || (open ?? 0) > 1) return { fault: "A length is one number in braces, such as {10}." };
  const found = /\{([^{}]*)\}/.exec(side);
  if (!found)
    return open === 0 ? { rest: side, length: undefined } : { fault: "The braces stand the wrong way round." };
  if (!/^\d{1,2}$/.test(found[1] ?? "") || Number(found[1]) === 0)
    return { fault: "Between the braces stands the number's length, 1 to 99." };
  return { rest: side.replace(found[0], ""), length: Number(found[1]) };
}

type Left = Pick<ParsedRule, "prefix" | "strip" | "length" | "whole">;

function readLeft(side: string): Left | { fault: string } {
  const strange = sideFault(side, "left");
  if (strange) return { fault: strange };
  if (side === "") return { fault: "The left side is empty; % stands for any number." };
  const measured = lengthOf(side);
  if ("fault" in measured) return measured;
  const read = left.exec(measured.rest);
  if (!read) return { fault: "On the left stand [strip|][prefix][{length}] and a % at the end." };
  const [, cut = "", rest = "", open = ""] = read;
  const prefix = cut + rest;
  const whole = open === "";
  if (whole && prefix === "") return { fault: "The left side names no number; % stands for any." };
  const { length } = measured;
  if (length !== undefined && (whole ? length !== prefix.length : length < prefix.length))
    return {
      fault: `No number of ${counted(length, "character")} ${whole ? "is" : "begins with"} ${prefix}; the rule never applies.`,
    };
  return { prefix, strip: cut.length, length: whole ? prefix.length : length, whole };
}

function readRight(side: string): Pick<ParsedRule, "text" | "replaces"> | { fault: string } {
  const strange = sideFault(side, "right");
  if (strange) return { fault: strange };
  if (side === "") return { fault: "The right side is empty; % keeps the number." };
  if (/[|{}]/.test(side)) return { fault: "The characters | { } belong on the left side." };
  const text = side.replace(/%$/, "");
  if (text.includes("%")) return { fault: "A % stands at the end of the right side only." };
  return { text, replaces: text === side };
}

/** Reads one rule. Spaces around it and around `=>` do not count. */
export function readRule(action: RuleAction, rule: string): RuleReading {
  const sides = rule.split("=>").map((side) => side.trim());
  if (action === "DENY") {
    if (sides.length > 1) return fault("A disallowed rule has a left side only, without =>.");
    if (rule.includes("|")) return fault("A disallowed rule takes nothing away; it has no |.");
  } else if (sides.length !== 2) return fault("An allowed rule has exactly one =>.");
  const from = readLeft(sides[0] ?? "");
  if ("fault" in from) return from;
  if (action === "DENY") return { rule: { action, ...from, text: "", replaces: false } };
  const to = readRight(sides[1] ?? "");
  if ("fault" in to) return to;
  return { rule: { action, ...from, ...to } };
}

/** Spaces taken out: how a rule is kept and shown. */
export const tidyRule = (rule: string): string =>
  rule
    .split("=>")
    .map((side) => side.trim())
    .join("=>");

/** Two rules with the same key ask the same of a number. */
export const matchKey = ({ prefix, length }: ParsedRule): string => `${prefix}{${length ?? ""}}`;

const ruleText = z
  .string()
  .max(2 * mostCharacters + 10, "A rule has at most 130 characters.")
  .meta({
    examples: ["44|%=>0044%"],
    description: "In the grammar LEFT=>RIGHT, or LEFT alone where it is disallowed.",
  });

/** What a rule does follows from its text: with `=>` it lets a number pass. */
export const actionOf = (rule: string): RuleAction => (rule.includes("=>") ? "ALLOW" : "DENY");

const action = z.enum(ruleActions);
/** A rule that is off keeps its place in the list and is passed over. */
const enabled = z.boolean();

function grammarFault(wanted: { action: RuleAction; rule: string }, context: z.RefinementCtx): void {
  const reading = readRule(wanted.action, wanted.rule);
  if ("fault" in reading) context.addIssue({ code: "custom", path: ["rule"], message: reading.fault });
}

/** A rule as it comes in; without an action it is what `actionOf` says. The grammar's faults are named by field. */
export const NewRule = z
  .object({
    action: action.optional(),
    rule: ruleText,
    enabled: enabled.default(true).meta({ title: "On" }),
    /** Where in the list it stands, from 0; left out: at its end. Which rule runs does not hang on it. */
    index: z.int().nonnegative().optional(),
  })
  .transform((wanted) => ({
    ...wanted,
    action: wanted.action ?? actionOf(wanted.rule),
    rule: tidyRule(wanted.rule),
  }))
  .superRefine(grammarFault)
  .meta({ id: "NewTranslationRule" });
export type NewRule = z.output<typeof NewRule>;

/** What is left out of a change stays; a new text without an action is what `actionOf` says. */
export const RuleChange = z
  .object({ action: action.optional(), rule: ruleText.optional(), enabled: enabled.optional() })
  .meta({ id: "TranslationRuleChange" });
export type RuleChange = z.output<typeof RuleChange>;

/** A rule of a list. */
export const Rule = z
  .object({
    id: z.string(),
    action,
    rule: z.string(),
    /** Those kept before rules could be off are on. */
    enabled: enabled.default(true),
  })
  .meta({ id: "TranslationRule" });
export type Rule = z.infer<typeof Rule>;

/** A rule without its name. */
export type WantedRule = Omit<Rule, "id">;

/** The rule as the change makes it, not yet checked by the grammar. */
export function changedRule(kept: WantedRule, change: RuleChange): WantedRule {
  const rule = change.rule === undefined ? kept.rule : tidyRule(change.rule);
  const named = change.action ?? (change.rule === undefined ? kept.action : actionOf(rule));
  return { action: named, rule, enabled: change.enabled ?? kept.enabled };
}

/** @throws Error when a kept rule cannot be read, which the check at save rules out */
export function parsed({ action, rule }: Pick<Rule, "action" | "rule">): ParsedRule {
  const reading = readRule(action, rule);
  if ("fault" in reading) throw new Error(`A kept rule cannot be read: ${rule}: ${reading.fault}`);
  return reading.rule;
}
