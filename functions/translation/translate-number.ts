import type { TraceStep } from "../rating/trace.ts";
import { counted } from "../time/counted.ts";
import { matchKey, type ParsedRule, parsed, type WantedRule } from "./translation-rule.ts";

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
  /** Of a list with rules that are off: those, so that a trace can name them. */
  off?: CompiledList;
}

/** Compiles a list. A rule that another one hides stays in the list and is not used, nor is one that is off. */
export function compileRules(rules: readonly WantedRule[]): CompiledList {
  const off = rules.filter(({ enabled }) => !enabled);
  const used = compiled(rules.filter(({ enabled }) => enabled));
  return off.length === 0 ? used : { ...used, off: compiled(off) };
}

function compiled(rules: readonly WantedRule[]): CompiledList {
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

/** Whether `rule` would have been asked before the one that ran. */
function goesBefore(rule: CompiledRule, ran: CompiledRule | undefined): boolean {
  if (!ran || rule.prefix.length !== ran.prefix.length) return rule.prefix.length > (ran?.prefix.length ?? -1);
  if ((rule.length === undefined) !== (ran.length === undefined)) return ran.length === undefined;
  return rule.action === "DENY" && ran.action === "ALLOW";
}

/** A step for each rule that fits the number and would have gone before the one that ran, were it not off. */
function offSteps(number: string, { off }: CompiledList, ran: CompiledRule | undefined, step: string): TraceStep[] {
  if (!off) return [];
  const steps: TraceStep[] = [];
  for (let size = Math.min(off.longest, number.length); size >= 0; size--) {
    const prefix = number.slice(0, size);
    for (const key of [`${prefix}{${number.length}}`, `${prefix}{}`]) {
      const rule = off.byKey.get(key);
      if (rule && goesBefore(rule, ran)) steps.push({ step, outcome: skipped, detail: `${rule.rule} is off.` });
    }
  }
  return steps;
}

/** Outcome of a step that names a rule which did not run. */
export const skipped = "skipped";

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
      const detail = `${rule} asks for ${counted(length ?? 0, "character")}; ${number} has ${number.length}.`;
      return { step, outcome: skipped, detail };
    });
}

/** Sends a number through a list. `step` names the list in the trace, such as `destination translation`. */
export function translateNumber(number: string, list: CompiledList, step: string): Translation {
  const rule = ruleFor(number, list);
  const before = offSteps(number, list, rule, step);
  if (!rule) {
    const detail = `No rule of the list fits ${number || "an empty number"}.`;
    const steps = [...before, { step, outcome: "not allowed", detail }];
    return { kind: "refused", reason: "NOT_ALLOWED", detail, steps };
  }
  if (rule.action === "DENY") {
    const detail = `${number} is disallowed by ${rule.rule}.`;
    return { kind: "refused", reason: "BLOCKED", detail, steps: [...before, { step, outcome: "disallowed", detail }] };
  }
  const next = applyRule(rule, number);
  const detail = next === number ? `${rule.rule}: ${number} stays` : `${rule.rule}: ${number} → ${next}`;
  return { kind: "translated", number: next, steps: [...before, { step, outcome: "matched", detail }] };
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
  const before = offSteps(destination, list, rule, step);
  if (!rule) {
    const detail = `No rule fits ${destination}; ${cli} stays.`;
    return { cli, steps: [...before, { step, outcome: "no rule", detail }] };
  }
  const next = !rule.replaces && cli === "" ? cli : applyRule(rule, cli);
  const shown = (number: string) => number || "hidden";
  const detail = `${rule.rule}: ${shown(cli)} → ${shown(next)}`;
  return { cli: next, steps: [...before, { step, outcome: "matched", detail }] };
}
