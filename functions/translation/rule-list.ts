import * as z from "zod";
import type { FieldFault } from "../platform/problem.ts";
import { findingsOf } from "./rule-findings.ts";
import {
  actionOf,
  matchKey,
  type ParsedRule,
  parsed,
  Rule,
  type RuleAction,
  readRule,
  tidyRule,
  type WantedRule,
} from "./translation-rule.ts";

/**
 * The lists of one customer. OUT lists change numbers of calls from the customer; DID lists those of calls that arrive
 * on its DIDs, before they are handed to its device. `cli` sets the caller's number by the translated destination.
 */

export const translationLists = ["source", "destination", "did-source", "did-destination"] as const;
export const TranslationListName = z.enum(translationLists).meta({ id: "TranslationListName" });
export type TranslationListName = z.infer<typeof TranslationListName>;
export type ListName = TranslationListName | "cli";

/** An edit replaces a list whole. */
export const mostRules = 10_000;
export const fullWord = "A list has at most 10,000 rules.";

export const RuleList = z.object({
  rules: z.array(Rule),
  /** Counts the edits of the list; 0 before the first. */
  version: z.int().nonnegative(),
});
export type RuleList = z.infer<typeof RuleList>;

/** As its item has it: the rules of a short list, or the key of the file that holds those of a long one. */
export const StoredRuleList = RuleList.extend({ body: z.string().nullable().default(null) });

/** Names the rule that nobody has made. */
const firstRule = "rul_first";

/** What a customer has before anyone touched its lists: every number may pass as it is. Caller ID rules start empty. */
export const firstList = (list: ListName): RuleList => ({
  rules: list === "cli" ? [] : [{ id: firstRule, action: "ALLOW", rule: "%=>%", enabled: true }],
  version: 0,
});

/** A rule with what is remarkable about it in its list; null where it is plain. */
export const ShownRule = Rule.extend({ finding: z.string().nullable() }).meta({ id: "ShownTranslationRule" });
export const ShownList = z
  .object({
    items: z.array(ShownRule),
    nextCursor: z.null(),
    version: z.int(),
    /** The list as one text, a rule a line, ready to be edited and put back. */
    text: z.string(),
    /** What concerns the list as a whole, such as numbers that no rule lets through. */
    findings: z.array(z.string()),
  })
  .meta({ id: "TranslationRules" });

/** Stands in a text before a rule that is off. A colon is part of no number, so that no rule is taken for it. */
const offMark = "off:";

/** A rule as a line of its list's text. */
export const lineOf = ({ rule, enabled }: Pick<Rule, "rule" | "enabled">): string =>
  enabled ? rule : `${offMark} ${rule}`;

export const shownRule = (rule: Rule, list: RuleList, name: ListName): z.infer<typeof ShownRule> => ({
  ...rule,
  finding: findingsOf(list.rules, name === "cli").byId.get(rule.id) ?? null,
});

export function shownList(list: RuleList, name: ListName): z.infer<typeof ShownList> {
  const { byId, whole } = findingsOf(list.rules, name === "cli");
  const items = list.rules.map((rule) => ({ ...rule, finding: byId.get(rule.id) ?? null }));
  return { items, nextCursor: null, version: list.version, text: list.rules.map(lineOf).join("\n"), findings: whole };
}

/** A whole list as text. As JSON it stays below the 256 KB that a request may have. */
export const ListBody = z.string().max(230_000, "A list has at most 230,000 characters.");

/** A whole list as people paste it: a rule a line or comma; with `=>` it allows, without it disallows; after `off:` it is off. */
export const ListText = z.object({ text: ListBody }).meta({
  id: "TranslationRulesText",
  examples: [{ text: "44|%=>0044%\n4490%\noff: 33%=>%" }],
});

function markedRule(part: string): Pick<Rule, "rule" | "enabled"> {
  const isOff = part.slice(0, offMark.length).toLowerCase() === offMark;
  return { rule: tidyRule(isOff ? part.slice(offMark.length).trim() : part), enabled: !isOff };
}

/** The parts of a pasted text with their line numbers, from 1. Empty ones are left out. */
const partsOf = (text: string) =>
  text.split(/\r\n|\r|\n/).flatMap((line, index) =>
    line
      .split(",")
      .map((part) => ({ ...markedRule(part.trim()), line: index + 1 }))
      .filter(({ rule }) => rule !== ""),
  );

/** What a rule of the `cli` list must not be, beyond the grammar; undefined where all is well. */
export function cliFault({ action, rule }: Pick<WantedRule, "action" | "rule">): string | undefined {
  if (action === "DENY") return "A caller ID rule has a destination, =>, and the caller ID to set.";
  if (rule.split("=>")[0]?.includes("|")) return "The left side is the destination; nothing is taken away from it.";
  return undefined;
}

export function faultOf(wanted: Pick<WantedRule, "action" | "rule">, list: ListName): string | undefined {
  const reading = readRule(wanted.action, wanted.rule);
  if ("fault" in reading) return reading.fault;
  return list === "cli" ? cliFault(wanted) : undefined;
}

/** Rules of one action must differ in what they ask of a number, also those that are off: each can be put on at any time. */
const ownKey = (action: RuleAction, rule: ParsedRule): string => `${action} ${matchKey(rule)}`;

/** The rule that asks the same as `wanted` and has the same action, other than the rule `but`. */
export function twinOf(wanted: WantedRule, rules: readonly Rule[], but?: string): Rule | undefined {
  const key = ownKey(wanted.action, parsed(wanted));
  return rules.find(
    (rule) => rule.id !== but && rule.action === wanted.action && ownKey(rule.action, parsed(rule)) === key,
  );
}

/** Reads a pasted list. Every line that is wrong is named. */
export function readList(text: string, list: ListName): { rules: WantedRule[]; faults: FieldFault[] } {
  const seen = new Map<string, number>();
  const faults: FieldFault[] = [];
  const rules: WantedRule[] = [];
  for (const { rule, enabled, line } of partsOf(text)) {
    const wanted = { action: actionOf(rule), rule, enabled };
    const wrong = faultOf(wanted, list);
    const key = wrong ? "" : ownKey(wanted.action, parsed(wanted));
    const twin = seen.get(key);
    if (wrong) faults.push({ path: `text.${line}`, message: `Line ${line}, ${rule.slice(0, 40)}: ${wrong}` });
    else if (twin !== undefined)
      faults.push({ path: `text.${line}`, message: `Line ${line}, ${rule}: line ${twin} asks the same of a number.` });
    else {
      seen.set(key, line);
      rules.push(wanted);
    }
  }
  if (rules.length > mostRules) faults.push({ path: "text", message: fullWord });
  return { rules, faults };
}

/** Rules that are there already keep their ids. `newId` makes those of the others. */
export const withIds = (wanted: readonly WantedRule[], seen: RuleList, newId: () => string): Rule[] => {
  const ids = new Map(seen.rules.map(({ id, action, rule }) => [`${action} ${rule}`, id]));
  return wanted.map((one) => ({ id: ids.get(`${one.action} ${one.rule}`) ?? newId(), ...one }));
};
