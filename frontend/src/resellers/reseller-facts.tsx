import type { ReactNode } from "react";
import { TariffName } from "../tariffs/tariff-name.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { countText, sentence } from "../ui/format.ts";
import { CreditUse } from "./credit-use.tsx";
import type { ResellerView } from "./reseller.api.ts";
import { ResellerName } from "./reseller-name.tsx";

const taxText = ({ taxFlag, taxMode, taxes, taxNumber }: ResellerView): string =>
  taxFlag === "NONE"
    ? "None"
    : `${taxes.map(({ name, percent }) => `${name} ${percent} %`).join(", ")} ${taxMode.toLowerCase()} · ${taxNumber}`;

/** Its money and its terms. */
export function ResellerFacts({ reseller }: { reseller: ResellerView }) {
  const { currency, balance, reserved, available, billingDecimals } = reseller;
  const money = (value: string) => <Money value={value} currency={currency} least={billingDecimals} />;
  const groups: [string, [string, ReactNode][]][] = [
    [
      "Money",
      [
        ["Balance", money(balance)],
        ["Held for calls", money(reserved)],
        ["Available", money(available)],
        ["Credit limit", <Money key="limit" value={reseller.creditLimit} currency={currency} />],
        ["Granted", <CreditUse key="granted" reseller={reseller} />],
      ],
    ],
    [
      "Terms",
      [
        ["Buys by", <TariffName key="tariff" id={reseller.tariffId} opens />],
        ["Billing type", sentence(reseller.billingType)],
        ["Billing in decimal", `${billingDecimals} places`],
        ["VAT/Tax", taxText(reseller)],
        ["Maximum call session", reseller.maxCallSessions],
        ["Call sessions per second", reseller.callSessionsPerSecond],
      ],
    ],
    [
      "Account",
      [
        ["Name", reseller.name],
        ["Login", reseller.username],
        ["Email address", reseller.email ?? "–"],
        ["Level", reseller.level],
        ...(reseller.parent
          ? ([["Stands below", <ResellerName key="above" account={reseller.parent} />]] as [string, ReactNode][])
          : []),
        ["Customers of its tree", countText(reseller.customers)],
        ["Created", <Instant key="created" at={reseller.createdAt} />],
      ],
    ],
  ];
  return (
    <div className="columns">
      {groups.map(([title, rows]) => (
        <section key={title} className="section" aria-label={title}>
          <h2>{title}</h2>
          <dl className="facts">
            {rows.map(([name, value]) => (
              <div key={name} style={{ display: "contents" }}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
