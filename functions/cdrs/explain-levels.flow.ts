import type { BillingTerms } from "../rating/billing-terms.ts";
import { explainCall } from "../rating/rate-call.ts";
import type { TraceStep } from "../rating/trace.ts";
import { loadTariff } from "../tariffs/tariff.store.ts";
import { type CallLevel, levelsOf } from "./call-levels.ts";
import type { CallRow, UpperCharge } from "./call-row.ts";

/** Why a reseller was charged what it was, computed again from the version and the terms of then. */
async function explainLevel(row: CallRow, { account, charge, tariffId, tariffVersion, terms }: UpperCharge) {
  if (row.kind !== "RATED" || tariffId === null || tariffVersion === null || terms === null) return [];
  const { setupMs, answeredMs, billableMs } = row.cdr;
  const tariff = await loadTariff({ tariffId, version: tariffVersion });
  const call = { account, cld: row.cld, setupMs, answered: answeredMs !== null, billableMs };
  const again = explainCall(call, tariff, JSON.parse(terms) as BillingTerms);
  if (again.kind !== "rated" || again.charge !== charge)
    throw new Error(`a call of ${tariffId} version ${tariffVersion} no longer comes to the charge of ${account}`);
  return [...again.trace];
}

/** The levels that `upTo` sees, each with its why. */
export async function explainLevels(
  row: CallRow,
  upTo: string | null,
): Promise<(CallLevel & { trace: TraceStep[] })[]> {
  const levels = levelsOf(row, upTo);
  return Promise.all(
    levels.map(async (level, i) => ({ ...level, trace: await explainLevel(row, row.upper[i] as UpperCharge) })),
  );
}
