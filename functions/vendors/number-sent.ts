import { applyRule, compileRules, ruleFor } from "../translation/translate-number.ts";
import type { Gateway } from "./gateway.ts";

/**
 * The number as it goes to the carrier. It is never billed by: rates are found by the number before this.
 * @returns undefined where the gateway's rule does not fit the number, so that the call cannot go there
 */
export function numberSent({ rule }: Pick<Gateway, "rule">, number: string): string | undefined {
  const found = ruleFor(number, compileRules([{ action: "ALLOW", rule, enabled: true }]));
  return found && applyRule(found, number);
}
