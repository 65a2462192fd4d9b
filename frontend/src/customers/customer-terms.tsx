import { AccountApiKeys } from "../api-keys/account-api-keys.tsx";
import { useMay } from "../auth/use-may.ts";
import type { CustomerView } from "./customer.api.ts";
import { DatedTaxes } from "./dated-taxes.tsx";
import { MailSwitches } from "./mail-switches.tsx";

/** What of a customer has a form of its own, below its facts. */
export function CustomerTerms({ customer }: { customer: CustomerView }) {
  const seesMoney = useMay("money:read");
  return (
    <>
      <DatedTaxes customer={customer} />
      {seesMoney ? <MailSwitches account={customer.account} /> : null}
      <AccountApiKeys holder={{ kind: "customer", account: customer.account }} />
    </>
  );
}
