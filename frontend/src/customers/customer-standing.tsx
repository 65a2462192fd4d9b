import { Link } from "@tanstack/react-router";
import { useMay } from "../auth/use-may.ts";
import { Money } from "../ui/figures.tsx";
import { countText } from "../ui/format.ts";
import { Status } from "../ui/status.tsx";
import type { CustomerView } from "./customer.api.ts";
import "../ui/use-bar.css";

/** How a customer stands, above every tab: read again while one looks at it. */
export function CustomerStanding({ customer }: { customer: CustomerView }) {
  return (
    <div className="customer-standing">
      <Balance customer={customer} />
      <Credit customer={customer} />
      <LiveCalls customer={customer} />
    </div>
  );
}

const Balance = ({ customer: { balance, currency, billingDecimals } }: { customer: CustomerView }) => (
  <div className="balance">
    <span className="dim">Balance</span>
    <strong>
      <Money value={balance} currency={currency} least={billingDecimals} />
    </strong>
  </div>
);

/** What of the granted credit is used: how far the balance is below nothing. */
function Credit({ customer: { balance, creditLimit, currency, billingDecimals } }: { customer: CustomerView }) {
  const used = balance.startsWith("-") ? balance.slice(1) : "0";
  // Only to draw with and to round; the amounts stay decimals.
  const percent = Math.round((Number(used) / Number(creditLimit)) * 100);
  return (
    <div>
      <span className="dim">Credit used</span>
      {Number(creditLimit) === 0 ? (
        <span>No credit granted</span>
      ) : (
        <>
          <progress
            className="use-bar"
            aria-label="Credit used"
            value={Math.min(percent, 100)}
            max={100}
            data-full={percent > 80}
          />
          <span>
            <Money value={used} least={billingDecimals} /> of <Money value={creditLimit} currency={currency} /> (
            {percent} %)
          </span>
          {percent > 80 ? <Status value="OVER" tone="bad" label={percent >= 100 ? "Used up" : "Over 80 %"} /> : null}
        </>
      )}
    </div>
  );
}

function LiveCalls({ customer: { account, liveCalls, maxCallSessions } }: { customer: CustomerView }) {
  const text = `${countText(liveCalls)} of ${countText(maxCallSessions)}`;
  return (
    <div>
      <span className="dim">Live calls</span>
      {useMay("calls:read") ? (
        <Link to="/customers/$account/live-calls" params={{ account }} className="figure">
          {text}
        </Link>
      ) : (
        <span className="figure">{text}</span>
      )}
      {liveCalls >= maxCallSessions ? <Status value="FULL" tone="warn" label="All in use" /> : null}
    </div>
  );
}
