import type { FxBook } from "../exchange-rates/convert.ts";
import type { TraceStep } from "../rating/trace.ts";
import { compareSides, type LossRule, lossText, type Side } from "../routing/loss-check.ts";
import type { Selling } from "../routing/loss-of-row.ts";
import type { CallFacts } from "./call-facts.ts";
import type { PayingLevel } from "./chain-level.ts";
import type { PricedLevel } from "./price-call.ts";
import { atLevel, type Refusal } from "./refusal.ts";

/**
 * Who sells a call to whom: the customer pays its reseller, that one the next, the last one us. Whoever has set that no
 * call with a loss goes is compared with what the next one takes, and the last one with what the vendor does.
 */

const sideOf = ({ price }: PricedLevel, { customer }: PayingLevel): Side => ({
  currency: customer.currency,
  terms: price.terms,
  rounding: price.rounding,
  billing: price.billing,
});

const ruleOf = ({ customer }: PayingLevel): LossRule => ({
  expectedSeconds: customer.expectedCallSeconds,
  tolerancePercent: customer.lossTolerancePercent,
});

interface Link {
  level: PayingLevel;
  side: Side;
  depth: number;
}

const linksOf = ({ levels }: Pick<CallFacts, "levels">, priced: readonly PricedLevel[]): Link[] =>
  priced.flatMap((one, depth) => {
    const level = levels[depth];
    return level ? [{ level, side: sideOf(one, level), depth }] : [];
  });

/** Currencies that have to be compared between the accounts of a chain. */
export function chainCurrencies(facts: Pick<CallFacts, "levels">, priced: readonly PricedLevel[]): string[] {
  const links = linksOf(facts, priced);
  return links.flatMap(({ level, side }, i) => {
    const above = links[i + 1];
    return above && level.customer.blockLossRoutes ? [side.currency, above.side.currency] : [];
  });
}

/** The first account of the chain that would pay more for the call than it brings. */
export function chainLoss(
  facts: Pick<CallFacts, "levels">,
  priced: readonly PricedLevel[],
  atMs: number,
  fx: FxBook,
): { steps: TraceStep[]; refusal?: Refusal } {
  const links = linksOf(facts, priced);
  const steps: TraceStep[] = [];
  for (const [i, { level, side, depth }] of links.entries()) {
    const above = links[i + 1];
    if (!above || !level.customer.blockLossRoutes) continue;
    const verdict = compareSides(side, above.side, ruleOf(level), atMs, fx);
    const detail = `${level.customer.account} of ${above.level.customer.account}: ${lossText(verdict)}`;
    const outcome = verdict.kind === "kept" ? "kept" : verdict.kind === "loss" ? "LOSS" : verdict.kind;
    steps.push({ step: "loss check", outcome, detail });
    if (outcome !== "kept") return { steps, refusal: { code: atLevel("ALL_ROUTES_LOSS", depth), detail } };
  }
  return { steps };
}

/** What we have of the call, where the account at the top has set that no loss goes; undefined: every route may be taken. */
export function sellingOf(
  facts: Pick<CallFacts, "levels">,
  priced: readonly PricedLevel[],
): (Selling & { depth: number }) | undefined {
  const top = linksOf(facts, priced).at(-1);
  return top?.level.customer.blockLossRoutes
    ? { side: top.side, rule: ruleOf(top.level), depth: top.depth }
    : undefined;
}
