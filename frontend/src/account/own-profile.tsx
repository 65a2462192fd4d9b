import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { countryName } from "../customers/countries.ts";
import { customerQuery } from "../customers/customer.api.ts";
import { useBranding } from "../settings/branding.api.ts";
import { Code } from "../ui/copy.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children || "–"}</dd>
  </>
);

/** What a customer is known by. It stands on its invoices, so whoever sells to it changes it. */
export function OwnProfile({ account }: { account: string }) {
  const { data: customer, isError, error, refetch } = useQuery(customerQuery(account));
  const { supportEmail } = useBranding();
  if (isError) return <ProblemNote error={error} retry={refetch} />;
  if (!customer) return null;
  const { company, name, username, phone, address, pin, state, country, taxNumber, timeZone } = customer;
  return (
    <section className="section account-section" aria-labelledby="own-profile">
      <h2 id="own-profile">Profile</h2>
      <dl className="facts">
        <Fact name="Account code">
          <Code value={account} what="account code" />
        </Fact>
        <Fact name="Company">{company}</Fact>
        <Fact name="Name">{name}</Fact>
        <Fact name="User name">{username}</Fact>
        <Fact name="Phone number">{phone}</Fact>
        <Fact name="Address">{[address, pin, state, countryName(country)].filter(Boolean).join(", ")}</Fact>
        <Fact name="Tax number">{taxNumber}</Fact>
        <Fact name="Time zone">{timeZone}</Fact>
      </dl>
      <p className="dim">
        It stands on your invoices.{" "}
        {supportEmail ? (
          <>
            To have it changed, write to <a href={`mailto:${supportEmail}`}>{supportEmail}</a>.
          </>
        ) : (
          "To have it changed, ask whoever sells to you."
        )}
      </p>
    </section>
  );
}
