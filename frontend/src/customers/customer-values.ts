import { customerDefaults } from "../../../functions/customers/customer.ts";
import { callMinutesOf } from "../../../functions/customers/demo.ts";
import { type Brakes, brakeNames, noFraudLimits } from "../../../functions/customers/fraud-fields.ts";
import type { Code } from "../devices/switch-code-text.ts";
import type { FormDefaults } from "../settings/settings.api.ts";
import type { CustomerView } from "./customer.api.ts";

/** What the form holds: the API's names, with empty text where nothing is given. */
export type CustomerValues = Record<string, unknown> & {
  password: string;
  taxFlag: string;
  taxes: { name: string; percent: string }[];
  codecs: string[];
  switchAccounts: Code[];
  selfEdit: string[];
  /** Whose customer a new one becomes; empty: of whoever adds it. */
  reseller: string;
  blockLossRoutes: boolean;
  codecChecking: boolean;
  callWithMedia: boolean;
  country: string;
  nightHours: string;
};

const emptied = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? ""]));

type Begins = Pick<FormDefaults, "baseCurrency" | "timeZone" | keyof Brakes>;

/** What the form begins with. What neither the manual nor the settings decide begins empty. */
export const newCustomer = ({ baseCurrency, timeZone, ...usual }: Begins): CustomerValues =>
  ({
    ...structuredClone(emptied(customerDefaults)),
    ...emptied(Object.fromEntries(brakeNames.map((name) => [name, usual[name]]))),
    emails: { billing: "", rates: "", noc: "" },
    customerType: "LIVE",
    username: "",
    password: "",
    currency: baseCurrency,
    tariffId: "",
    billingType: "",
    paymentTermDays: 14,
    maxCreditLimit: "0",
    taxFlag: "NONE",
    maxCallSessions: 10,
    callSessionsPerSecond: 5,
    maxCallMinutes: callMinutesOf("LIVE"),
    timeZone,
    name: "",
    company: "",
    phone: "",
    reseller: "",
  }) as unknown as CustomerValues;

const anyNew = newCustomer({ baseCurrency: "", timeZone: "", ...noFraudLimits, prefixCallLimits: [] });

const readOnly = new Set([
  "account",
  "reseller",
  "createdAt",
  "closedAt",
  "demoUntil",
  "taxChanges",
  "version",
  "balance",
  "available",
  "reserved",
  "liveCalls",
]);

/** A customer as the form edits it. Of what the API answers only fields that can be written. */
export function valuesOf(customer: CustomerView): CustomerValues {
  const { emails } = customer;
  const writable = Object.fromEntries(
    Object.entries(customer).filter(([name]) => !readOnly.has(name) && (name in customerDefaults || name in anyNew)),
  );
  return { ...emptied(writable), password: "", emails: emptied(emails) } as unknown as CustomerValues;
}

/** The fields that differ from what was loaded: an edit sends nothing else. */
export function changesOf(before: CustomerValues, after: CustomerValues): Record<string, unknown> {
  const same = (name: string) => JSON.stringify(before[name]) === JSON.stringify(after[name]);
  return Object.fromEntries(Object.entries(after).filter(([name]) => !same(name)));
}
