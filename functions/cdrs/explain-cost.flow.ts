import { decimalOf } from "../money/money.ts";
import type { TraceStep } from "../rating/trace.ts";
import { getGateway } from "../vendors/gateway.store.ts";
import { getVendor } from "../vendors/vendor.store.ts";
import type { CallRow } from "./call-row.ts";

const step = (name: string, outcome: string, detail: string): TraceStep => ({ step: name, outcome, detail });

/** Who terminated a call, what it cost us and what is left, or which of it is not known and why. */
export async function explainCost(row: CallRow): Promise<TraceStep[]> {
  const { vendorId, gatewayId, tariffId, tariffVersion, currency, cost, fx, margin, marginCurrency } = row.vendor;
  const sent = [row.cdr.gateway, row.cdr.destinationIp].filter(Boolean).join(", ");
  if (vendorId === null || gatewayId === null)
    return [
      step(
        "vendor",
        "NO_VENDOR",
        sent
          ? `No gateway was called ${sent} in this source's records when the call was rated; its cost is not known.`
          : "The record does not say which gateway took the call; its cost is not known.",
      ),
    ];
  const [vendor, gateway] = [await getVendor(vendorId), await getGateway(vendorId, gatewayId)];
  const steps = [step("vendor", vendor?.name ?? vendorId, `By the gateway ${gateway?.name ?? gatewayId}.`)];
  if (cost === null || currency === null)
    return [
      ...steps,
      step("cost", "NO_COST", "The vendor had no tariff, or its tariff no rate for the number, when it was rated."),
    ];
  const by = `${row.cld} by version ${tariffVersion} of ${tariffId}.`;
  steps.push(
    step(
      "cost",
      `${decimalOf(cost)} ${currency}`,
      row.cdr.answeredMs === null ? `Not answered: the vendor bills nothing; ${by}` : by,
    ),
  );
  if (row.kind === "UNBILLED_LEG")
    return [...steps, step("margin", "on the other leg", "The leg that is charged has what the call brought.")];
  if (margin === null || fx === null)
    return [
      ...steps,
      step("margin", "NO_FX", `There was no exchange rate in force for ${currency} and the customer's currency.`),
    ];
  const [to, from] = fx.split("/");
  const detail = to === from ? "Net charge less cost." : `Net charge less cost × ${to} / ${from}.`;
  return [
    ...steps,
    step("margin", `${decimalOf(margin)} ${marginCurrency}`, margin < 0n ? `${detail} A loss.` : detail),
  ];
}
