import { Money } from "../ui/figures.tsx";
import type { ResellerView } from "./reseller.api.ts";
import "./resellers.css";
import "../ui/use-bar.css";

/** How much of its limit a reseller has granted to those below it. */
export function CreditUse({ reseller: { creditLimit, creditGranted, currency } }: { reseller: ResellerView }) {
  return (
    <div className="credit-use">
      <span>
        <Money value={creditGranted} /> of <Money value={creditLimit} currency={currency} /> granted below
      </span>
      <progress
        className="use-bar"
        aria-label="Credit granted below"
        value={Number(creditGranted)}
        max={Math.max(Number(creditLimit), Number(creditGranted), 1)}
      />
    </div>
  );
}
