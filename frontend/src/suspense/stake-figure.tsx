import { Duration, Money } from "../ui/figures.tsx";
import { countText } from "../ui/format.ts";
import type { Stake } from "./stake.ts";
import type { ParkedView } from "./suspense.api.ts";

type Amounts = Pick<Stake, "money" | "unpriced" | "count">;

/** Of all of them: how many they are and how long they talked is said before. */
const AllUnknown = () => (
  <span className="dim" title="No rate is known for them">
    charge unknown
  </span>
);

/** Estimated money, each currency for itself; what has no rate is said with its talk time, never as 0. */
export function StakeFigure({ money, unpriced, count }: Amounts) {
  if (count > 0 && unpriced.count === count) return <AllUnknown />;
  return (
    <span title="An estimate: what would be charged by the rates of today. Of conflicts, the difference.">
      {money.map(({ currency, amount }, i) => (
        <span key={currency}>
          {i > 0 ? ", " : ""}≈ <Money value={amount} currency={currency} />
        </span>
      ))}
      {unpriced.count > 0 ? (
        <span className="dim">
          {money.length > 0 ? "; " : ""}charge unknown for {countText(unpriced.count)}
          {unpriced.seconds > 0 ? (
            <>
              {" "}
              (<Duration seconds={unpriced.seconds} /> talk time)
            </>
          ) : null}
        </span>
      ) : null}
    </span>
  );
}

/** The estimate of one record, in words where there is none. */
export function EstimateFigure({ estimate, seconds }: Pick<ParkedView, "estimate" | "seconds">) {
  if (estimate)
    return (
      <span title={estimate.kind === "DIFFERENCE" ? "Difference to what was charged, an estimate" : "An estimate"}>
        ≈ <Money value={estimate.amount} currency={estimate.currency} />
        {estimate.kind === "DIFFERENCE" ? <span className="dim"> difference</span> : null}
      </span>
    );
  return (
    <span className="dim" title="No rate is known for it">
      unknown
      {seconds ? (
        <>
          {", "}
          <Duration seconds={seconds} />
        </>
      ) : null}
    </span>
  );
}
