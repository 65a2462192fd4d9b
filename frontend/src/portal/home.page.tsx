import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { type CustomerView, customerQuery } from "../customers/customer.api.ts";
import { Awaited } from "../ui/awaited.tsx";
import { Money } from "../ui/figures.tsx";
import { groupDecimal } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { daysLeftText } from "./days-left-text.ts";
import { DueInvoice } from "./due-invoice.tsx";
import { LatestCalls } from "./latest-calls.tsx";
import { announcedQuery, daysLeftQuery } from "./portal.api.ts";

const UsageDays = lazy(async () => ({ default: (await import("./usage-days.tsx")).UsageDays }));
const TopUp = lazy(async () => ({ default: (await import("../payments/top-up.tsx")).TopUp }));

/** How one stands, what is to be paid, what changes, what was used, and the latest calls. What there is not, is not shown. */
export function HomePage() {
  const { account } = useParams({ from: "/inside/customers/$account" });
  const { data: customer } = useQuery(customerQuery(account));
  if (!customer) return <Awaited height={240} />;
  return (
    <>
      <Standing customer={customer} />
      <DueInvoice account={account} />
      <Announced account={account} />
      <Suspense fallback={<Awaited height={160} />}>
        <UsageDays account={account} currency={customer.currency} />
      </Suspense>
      <section className="section" aria-labelledby="latest-calls">
        <h2 id="latest-calls">Latest calls</h2>
        <LatestCalls account={account} currency={customer.currency} />
        <Link to="/customers/$account/calls" params={{ account }}>
          All calls
        </Link>
      </section>
    </>
  );
}

/** The big figure, what is left of the credit, how long that lasts, and the way to pay. */
function Standing({ customer }: { customer: CustomerView }) {
  const { account, currency, balance, available, creditLimit, billingDecimals: least } = customer;
  const [paying, setPaying] = useState(false);
  const left = useQuery(daysLeftQuery(account));
  return (
    <section className="portal-standing" aria-label="Your balance">
      <div className="portal-balance">
        <span className="dim">Balance</span>
        <strong>
          <Money value={balance} currency={currency} />
        </strong>
      </div>
      {customer.customerType === "DEMO" ? null : (
        <Button size="md" className="portal-pay" onClick={() => setPaying(true)}>
          Pay by card
        </Button>
      )}
      <dl className="portal-figures">
        <div>
          <dt>Left to call with</dt>
          <dd>
            <Money value={available} currency={currency} least={Math.min(least, 2)} />
          </dd>
        </div>
        {creditLimit === "0" ? null : (
          <div>
            <dt>Credit limit</dt>
            <dd>
              <Money value={creditLimit} currency={currency} />
            </dd>
          </div>
        )}
        <div>
          <dt>Lasts, as you call now</dt>
          <dd>{left.isError ? <ProblemNote error={left.error} retry={left.refetch} /> : daysLeftText(left.data)}</dd>
        </div>
      </dl>
      <Suspense>{paying ? <TopUp {...{ account, currency }} onClose={() => setPaying(false)} /> : null}</Suspense>
    </section>
  );
}

const priceText = (price: string | null): string => (price === null ? "no price" : groupDecimal(price, 6));

/** Prices that will be others. */
function Announced({ account }: { account: string }) {
  const { data, isPending } = useQuery(announcedQuery(account));
  if (isPending) return <Awaited height={60} />;
  if (!data || data.total === 0) return null;
  return (
    <section className="portal-note" aria-labelledby="announced">
      <h2 id="announced">Prices change</h2>
      <ul>
        {data.items.map(({ card, prefix, destination, oldPrice, newPrice, effectiveFrom }) => (
          <li key={`${card} ${prefix} ${effectiveFrom}`}>
            {destination} <span className="mono">{prefix}</span>: {priceText(oldPrice)} → {priceText(newPrice)} a minute
            from {effectiveFrom.slice(0, 10)}
          </li>
        ))}
      </ul>
      <Link to="/customers/$account/prices" params={{ account }} search={{ only: "announced" }}>
        {data.total === 1 ? "My rates" : `All ${data.total} changes`}
      </Link>
    </section>
  );
}
