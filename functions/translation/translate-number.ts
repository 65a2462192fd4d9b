import type { TraceStep } from "../rating/trace.ts";
import { matchKey, type ParsedRule, parsed, type Rule } from "./translation-rule.ts";

/**
 * The rule engine. Exactly one rule runs: the longest prefix that the number begins with; with a length before without;
 * disallowed before allowed. No rule: refused. Compiled once per list, a number costs at most two look-ups per
 * character, however many rules there are.
 */

export interface CompiledRule extends ParsedRule {
  rule: string;
}

export interface CompiledList {
  /** By `matchKey`; of two rules with one key the disallowed one, which goes first. */
  byKey: ReadonlyMap<string, CompiledRule>;
  longest: number;
}

/** Compiles a list. A rule that another one hides stays in the list and is not used. */
export function compileRules(rules: readonly Pick<Rule, "action" | "rule">[]): CompiledList {
  const byKey = new Map<string, CompiledRule>();
  let longest = 0;
  for (const kept of rules) {
    const rule = { ...parsed(kept), rule: kept.rule };
    const key = matchKey(rule);
    if (rule.action === "DENY" || !byKey.has(key)) byKey.set(key, rule);
    longest = Math.max(longest, rule.prefix.length);
  }
  return { byKey, longest };
}

/** The one rule that applies to a number. */
export function ruleFor(number: string, { byKey, longest }: CompiledList): CompiledRule | undefined {
  for (let size = Math.min(longest, number.length); size >= 0; size--) {
    const prefix = number.slice(0, size);
    const rule = byKey.get(`${prefix}{${number.length}}`) ?? byKey.get(`${prefix}{}`);
    if (rule) return rule;
  }
  return undefined;
}

/** What the rule makes of a number that it was found for. */
export function applyRule(rule: ParsedRule, number: string): string {
  return rule.replaces ? rule.text : rule.text + number.slice(rule.strip);
}

export type TranslationRefusal = "NOT_ALLOWED" | "BLOCKED";

export type Translation =
  | { kind: "translated"; number: string; steps: TraceStep[] }
  | { kind: "refused"; reason: TranslationRefusal; detail: string; steps: TraceStep[] };

/** Rules whose prefix fits but whose length does not, longest first: why a more exact rule was not taken. */
export function skippedFor(number: string, list: CompiledList, step: string): TraceStep[] {
  const least = ruleFor(number, list)?.prefix.length ?? 0;
  return [...list.byKey.values()]
    .filter(({ prefix, length }) => number.startsWith(prefix) && length !== undefined && length !== number.length)
    .filter(({ prefix }) => prefix.length >= least)
    .sort((a, b) => b.prefix.length - a.prefix.length)
    .map(({ rule, length }) => {
      const detail = `${rule} asks for ${length} characters; ${number} has ${number.length}.`;
      return { step, outcome: "skipped", detail };
    });
}

/** Sends a number through a list. `step` names the list in the trace, such as `destination translation`. */
export function translateNumber(number: string, list: CompiledList, step: string): Translation {
  const rule = ruleFor(number, list);
  if (!rule) {
    const detail = `No rule of the list fits ${number || "an empty number"}.`;
    return { kind: "refused", reason: "NOT_ALLOWED", detail, steps: [{ step, outcome: "not allowed", detail }] };
  }
  if (rule.action === "DENY") {
    const detail = `${number} is disallowed by ${rule.rule}.`;
    return { kind: "refused", reason: "BLOCKED", detail, steps: [{ step, outcome: "disallowed", detail }] };
  }
  const next = applyRule(rule, number);
  const detail = next === number ? `${rule.rule}: ${number} stays` : `${rule.rule}: ${number} → ${next}`;
  return { kind: "translated", number: next, steps: [{ step, outcome: "matched", detail }] };
}

/**
 * Caller ID by destination: the rule is found by the translated destination and done to the caller's number. No rule:
 * unchanged, never refused. A hidden caller has no number that something could be put in front of.
 */
export function cliByDestination(
  cli: string,
  destination: string,
  list: CompiledList,
): { cli: string; steps: TraceStep[] } {
  const step = "CLI by destination";
  const rule = ruleFor(destination, list);
  if (!rule)
    return { cli, steps: [{ step, outcome: "no rule", detail: `No rule fits ${destination}; ${cli} stays.` }] };
  const next = !rule.replaces && cli === "" ? cli : applyRule(rule, cli);
  const shown = (number: string) => number || "hidden";
  return { cli: next, steps: [{ step, outcome: "matched", detail: `${rule.rule}: ${shown(cli)} → ${shown(next)}` }] };
}
