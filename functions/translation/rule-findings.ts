import { matchKey, type ParsedRule, parsed, type Rule } from "./translation-rule.ts";

/** What a person should know of a list although it may be kept: rules that never run, numbers that nothing lets through. */
export interface Findings {
  byId: ReadonlyMap<string, string>;
  whole: string[];
}

interface Read {
  id: string;
  text: string;
  rule: ParsedRule;
}

const digits = "0123456789";

/** Keys of the rules that take any number with their prefix, whatever its length. */
const openPrefixes = (read: readonly Read[]): Set<string> =>
  new Set(read.filter(({ rule }) => rule.length === undefined).map(({ rule }) => rule.prefix));

/** Whether every longer number of digits that begins with `prefix` is taken by a rule with a longer prefix. */
function coveredBelow(prefix: string, open: ReadonlySet<string>, depth = 0): boolean {
  if (depth > 3) return false;
  return [...digits].every((digit) => open.has(prefix + digit) || coveredBelow(prefix + digit, open, depth + 1));
}

/** Disallowed rules by what they ask; each goes before an allowed one that asks the same. */
const denials = (read: readonly Read[]): Map<string, string> =>
  new Map(read.filter(({ rule }) => rule.action === "DENY").map(({ rule, text }) => [matchKey(rule), text]));

function coveredFinding({ rule }: Read, open: ReadonlySet<string>, exact: ReadonlySet<string>): string | undefined {
  const alone = rule.prefix === "" || exact.has(`${rule.prefix}{${rule.prefix.length}}`);
  if (rule.length !== undefined || !alone || !coveredBelow(rule.prefix, open)) return undefined;
  return "Never used for digits: longer rules take every number that it could.";
}

/** The findings of a list; rules that are off have none and hide none. `cli` lists refuse nobody, so that a number without a rule is no finding there. */
export function findingsOf(all: readonly Rule[], cli: boolean): Findings {
  const rules = all.filter(({ enabled }) => enabled);
  const read = rules.map((rule): Read => ({ id: rule.id, text: rule.rule, rule: parsed(rule) }));
  const open = openPrefixes(read);
  const exact = new Set(read.filter(({ rule }) => rule.whole).map(({ rule }) => matchKey(rule)));
  const denied = denials(read);
  const byId = new Map<string, string>();
  for (const one of read) {
    const denial = one.rule.action === "ALLOW" ? denied.get(matchKey(one.rule)) : undefined;
    const finding = denial
      ? `Never used: the disallowed rule ${denial} asks the same and goes first.`
      : coveredFinding(one, open, exact);
    if (finding) byId.set(one.id, finding);
  }
  const catchAll = read.some(({ rule }) => rule.action === "ALLOW" && rule.prefix === "" && rule.length === undefined);
  const nothing = "The list allows nothing: every call is refused.";
  const some = "Numbers that fit no rule are refused; the rule %=>% would let them pass as they are.";
  const allows = read.some(({ rule }) => rule.action === "ALLOW");
  return { byId, whole: cli || catchAll ? [] : [allows ? some : nothing] };
}
