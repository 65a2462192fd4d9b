import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CreditUse } from "../resellers/credit-use.tsx";
import { resellerQuery } from "../resellers/reseller.api.ts";
import { Money } from "../ui/figures.tsx";
import { countText } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";

interface Figures {
  currency: string;
  balance: string;
  available: string;
  billingDecimals: number;
}

const Standing = ({ currency, balance, available, billingDecimals }: Figures) => (
  <>
    <dt>Balance</dt>
    <dd>
      <Money value={balance} currency={currency} least={billingDecimals} />
    </dd>
    <dt>Available</dt>
    <dd>
      <Money value={available} currency={currency} least={billingDecimals} />
    </dd>
  </>
);

/** How a reseller stands with whoever is above it. */
export function OwnReseller({ account }: { account: string }) {
  const { data: reseller, isError, error, refetch } = useQuery(resellerQuery(account));
  if (isError) return <ProblemNote error={error} retry={refetch} />;
  if (!reseller) return <Skeleton height={160} />;
  const { currency, balance, available, billingDecimals, customers } = reseller;
  return (
    <section className="section" aria-label="Your account">
      <h2>Your account</h2>
      <dl className="facts home-facts">
        <Standing {...{ currency, balance, available, billingDecimals }} />
        <dt>Customers</dt>
        <dd className="figure">{countText(customers)}</dd>
      </dl>
      <CreditUse reseller={reseller} />
      <Link to="/resellers/$account" params={{ account }}>
        Your statement
      </Link>
    </section>
  );
}
