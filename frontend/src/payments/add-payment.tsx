import { useQuery } from "@tanstack/react-query";
import { customerQuery } from "../customers/customer.api.ts";
import { PaymentForm } from "./payment-form.tsx";

/** Books money for a customer from wherever one is. */
export function AddPayment({ account, onClose }: { account: string; onClose(): void }) {
  const { data: customer } = useQuery(customerQuery(account));
  if (!customer) return null;
  const { currency, customerType } = customer;
  return <PaymentForm account={account} currency={currency} isDemo={customerType === "DEMO"} onClose={onClose} />;
}
