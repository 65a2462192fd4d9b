import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { counted } from "../../../functions/time/counted.ts";
import { FactorOff } from "../auth/factor-off.tsx";
import { useMay, useMayEnter } from "../auth/use-may.ts";
import { RecentCalls } from "../cdrs/recent-calls.tsx";
import { ResellerName } from "../resellers/reseller-name.tsx";
import { TariffName } from "../tariffs/tariff-name.tsx";
import { Awaited } from "../ui/awaited.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { sentence } from "../ui/format.ts";
import { countryName } from "./countries.ts";
import { type CustomerView, customerQuery, editCustomer } from "./customer.api.ts";
import { selfEditWords } from "./self-edit-words.ts";

const CustomerTerms = lazy(async () => ({ default: (await import("./customer-terms.tsx")).CustomerTerms }));

const dash = <span className="dim">–</span>;
const yesNo = (value: boolean) => (value ? "Yes" : "No");

function taxText({ taxFlag, taxMode, taxes, taxNumber }: CustomerView): string {
  if (taxFlag === "NONE") return "None";
  const rates = taxes.map(({ name, percent }) => `${name} ${percent} %`).join(", ");
  return `${rates} ${taxMode.toLowerCase()}${taxNumber ? ` · ${taxNumber}` : ""}`;
}

const optionalMoney = ({ currency }: CustomerView, value: string | null) =>
  value === null ? dash : <Money value={value} currency={currency} />;

/** Whether a code is asked for at the sign-in, and for whoever stands above the way to switch that off. */
function SecondFactor({ customer }: { customer: CustomerView }) {
  const [asking, setAsking] = useState(false);
  const mayEnd = useMayEnter();
  const { account, company, secondFactor, version } = customer;
  if (!secondFactor) return "Off";
  return (
    <>
      On{" "}
      {mayEnd ? (
        <button type="button" className="link-button" onClick={() => setAsking(true)}>
          Switch it off
        </button>
      ) : null}
      <FactorOff
        name={company}
        opened={asking}
        switchOff={() => editCustomer(account, { secondFactor: false }, version)}
        refreshes={["customers"]}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

const facts = (customer: CustomerView): [string, [string, ReactNode][]][] => [
  [
    "Billing",
    [
      ["Customer tariff", <TariffName key="tariff" id={customer.tariffId} opens />],
      ["Billing type", sentence(customer.billingType)],
      ["Currency", customer.currency],
      ["Credit limit", <Money key="credit" value={customer.creditLimit} currency={customer.currency} />],
      ["Max credit limit", <Money key="max" value={customer.maxCreditLimit} currency={customer.currency} />],
      ["Payment term", counted(customer.paymentTermDays, "day")],
      ["Billing in decimal", `${customer.billingDecimals} places`],
      ["VAT/Tax", taxText(customer)],
    ],
  ],
  [
    "Call limits",
    [
      ["Maximum call session", customer.maxCallSessions],
      ["Call sessions per second", customer.callSessionsPerSecond],
      ["Maximum call duration", `${customer.maxCallMinutes} min`],
      ["Codec checking", customer.codecChecking ? customer.codecs.join(", ") : "No"],
      ["Call with media", yesNo(customer.callWithMedia)],
      ["Codec transcoding", yesNo(customer.transcoding)],
      ["Block loss routes", yesNo(customer.blockLossRoutes)],
      ["CLI by destination", yesNo(customer.cliByDestination)],
      ["Max price per minute", optionalMoney(customer, customer.maxPricePerMinute)],
      ["Daily spend cap", optionalMoney(customer, customer.dailySpendCap)],
    ],
  ],
  [
    "Contact",
    [
      ["Name", customer.name],
      ["Login", customer.username],
      ["Second factor", <SecondFactor key="factor" customer={customer} />],
      ["Email address", customer.email ?? dash],
      ["Phone number", customer.phone],
      [
        "Address",
        [customer.address, customer.pin, customer.state, countryName(customer.country)].filter(Boolean).join(", ") ||
          dash,
      ],
      ["Time zone", customer.timeZone],
      ["Tags", customer.tags.join(", ") || dash],
      [
        "May edit itself",
        customer.selfEdit.length === 0 ? "Nothing" : customer.selfEdit.map((tab) => selfEditWords[tab]).join(", "),
      ],
      ...(customer.reseller
        ? ([["Reseller", <ResellerName key="reseller" account={customer.reseller} />]] as [string, ReactNode][])
        : []),
      ["Created", <Instant key="created" at={customer.createdAt} />],
    ],
  ],
];

export function OverviewPage() {
  const { account } = useParams({ from: "/inside/customers/$account/" });
  const { data: customer } = useQuery(customerQuery(account));
  const seesCalls = useMay("calls:read");
  if (!customer) return <Awaited height={360} />;
  return (
    <>
      <div className="columns">
        {facts(customer).map(([title, rows]) => (
          <section key={title} className="section" aria-label={title}>
            <h2>{title}</h2>
            <dl className="facts">
              {rows.map(([name, value]) => (
                <Fact key={name} name={name}>
                  {value}
                </Fact>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Suspense fallback={<Awaited height={160} />}>
        <CustomerTerms customer={customer} />
      </Suspense>
      {seesCalls ? (
        <section className="section" aria-label="Latest calls">
          <h2>Latest calls</h2>
          <RecentCalls account={account} currency={customer.currency} />
          <Link to="/customers/$account/calls" params={{ account }}>
            All calls
          </Link>
        </section>
      ) : null}
    </>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);
