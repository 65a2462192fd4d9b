import { readRule } from "../../functions/translation/translation-rule.ts";
import type { DumpRow } from "./dump.ts";
import type { CustomerRecord, Fault, RuleListName } from "./records.ts";
import { leftOut } from "./values.ts";

export const listNames = ["source", "destination", "did-source", "did-destination", "cli-rules"] as const;

/** Lists without a rule: what a customer without any gets. */
export const noRules = (): CustomerRecord["rules"] => ({
  ...{ source: [], destination: [], "did-source": [], "did-destination": [], "cli-rules": [] },
});

/** Puts a rule into a list, or says why it cannot be one here. */
export function addRule(
  rules: CustomerRecord["rules"],
  list: RuleListName,
  rule: { action: "ALLOW" | "DENY"; text: string },
  row: DumpRow,
): Fault[] {
  const written = rule.text.replaceAll(/\s/g, "");
  const reading = readRule(rule.action, written);
  if ("fault" in reading) return [leftOut(row, `The rule ${rule.text} is none of our notation: ${reading.fault}`)];
  if (!rules[list].includes(written)) rules[list].push(written);
  return [];
}
