import type { Caller, Reply } from "./api.ts";
import { goodPassword, uniqueName } from "./api.ts";

/** A tariff in the currency, without rates. */
export async function aTariff(staff: Caller, currency = "EUR"): Promise<string> {
  const reply = await staff("POST", "/tariffs", { name: `Tariff ${uniqueName()}`, currency });
  if (reply.status !== 201) throw new Error(`no tariff: ${JSON.stringify(reply.body)}`);
  return reply.body.id;
}

/** The mandatory fields of the form, all right. */
export const customerBody = (tariffId: string) => ({
  customerType: "LIVE",
  username: uniqueName(),
  password: goodPassword,
  currency: "EUR",
  tariffId,
  billingType: "PREPAID",
  paymentTermDays: 14,
  maxCreditLimit: "1000",
  taxFlag: "NONE",
  maxCallSessions: 30,
  callSessionsPerSecond: 5,
  name: "Rosa Marin",
  company: "Acme Voice",
  phone: "2125550142",
});

/** What makes a demo of it, within what demos may have. */
export const demoFields = { customerType: "DEMO", maxCallSessions: 2, callSessionsPerSecond: 1 };

/** Adds a customer and gives its JSON. */
export async function aCustomer(staff: Caller, tariffId: string, fields: object = {}) {
  const reply = await staff("POST", "/customers", { ...customerBody(tariffId), ...fields });
  if (reply.status !== 201) throw new Error(`no customer: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** The fields that a refusal names. */
export const faultsOf = (reply: Reply): string[] =>
  (reply.body?.error?.fields ?? []).map((fault: { path: string }) => fault.path);
