import type { FxBook } from "../exchange-rates/convert.ts";
import { rowOfTariff } from "../tariffs/price-at.ts";
import { vendorTerms } from "../vendors/vendor-terms.ts";
import type { PassedOver } from "./choose-routes.ts";
import { compareSides, type LossRule, lossText, type Side } from "./loss-check.ts";
import type { RouteRow } from "./route-row.ts";
import type { Carriers } from "./row-warnings.ts";

/** What the operator has of a call, and how much of it may be lost. */
export interface Selling {
  side: Side;
  rule: LossRule;
}

export interface RowQuestion {
  /** The number that the route is asked for. */
  number: string;
  atMs: number;
}

export type RowLoss = { kind: "kept"; detail: string } | ({ kind: "skipped" } & PassedOver);

const skipped = (reason: PassedOver["reason"], detail: string): RowLoss => ({ kind: "skipped", reason, detail });

/**
 * Whether a call may go by a row where no loss is allowed. What cannot be told counts as a loss: a vendor whose cost is
 * not known, or a currency without an exchange rate.
 */
export function lossOfRow(
  { vendorId }: RouteRow,
  { side, rule }: Selling,
  { number, atMs }: RowQuestion,
  { vendors, tariffs }: Carriers,
  fx: FxBook,
): RowLoss {
  const vendor = vendors.get(vendorId);
  const tariff = vendor?.tariffId ? tariffs.get(vendor.tariffId) : undefined;
  const rate = tariff && rowOfTariff(tariff, number, atMs);
  const name = vendor?.name ?? vendorId;
  if (!vendor || !tariff || !rate) return skipped("NO_COST_TARIFF", `What ${name} bills for the number is not known.`);
  const { currency } = vendor;
  const buy = { currency, terms: rate.terms, rounding: tariff.rounding, billing: vendorTerms(vendor) };
  const verdict = compareSides(side, buy, rule, atMs, fx);
  const detail = `${name}: ${lossText(verdict)}`;
  if (verdict.kind === "kept") return { kind: "kept", detail };
  return skipped(verdict.kind === "loss" ? "LOSS" : "NO_FX", detail);
}
