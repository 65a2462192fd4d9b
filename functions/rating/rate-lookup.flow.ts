import * as z from "zod";
import type { Principal } from "../auth/access.ts";
import type { Customer } from "../customers/customer.ts";
import { decimalOf } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { tariffOrNotFound } from "../tariffs/publish.flow.ts";
import { loadTariff } from "../tariffs/tariff.store.ts";
import { headOf } from "../tariffs/tariff.ts";
import type { BillingTerms } from "./billing-terms.ts";
import { explainCall } from "./rate-call.ts";
import { LookupRow, lookUp } from "./rate-lookup.ts";
import { TraceStep } from "./trace.ts";

/** Talk time that a price is quoted for. */
const quotedSeconds = 60;

export const RateLookup = z
  .object({
    /** The number that is priced: digits, without the plus. */
    number: z.string(),
    at: z.string(),
    account: z.string().nullable(),
    tariff: z.object({ id: z.string(), name: z.string(), version: z.number().int(), currency: z.string() }),
    /** RATED, or why a call would wait in suspense. */
    outcome: z.enum(["RATED", "NO_RATE", "RATE_BLOCKED"]),
    /** What an answered call of 60 s would be charged; null where it is not rated. With the customer's tax and decimals where one is named. */
    price60: z.string().nullable(),
    /** Seconds that it would be billed. */
    billedSeconds: z.number().int().nullable(),
    prefix: z.string().nullable(),
    destination: z.string().nullable(),
    /** Every rate that the number meets, in the order in which they are asked. */
    rows: z.array(LookupRow),
    trace: z.array(TraceStep),
  })
  .meta({ id: "RateLookup" });
export type RateLookup = z.infer<typeof RateLookup>;

export interface Asked {
  number: string;
  tariff: string | undefined;
  account: string | undefined;
  at: number;
}

/** As exact as a customer's bill can be, and without tax. */
const bareTerms: BillingTerms = {
  billingDecimals: 8,
  billingType: "PREPAID",
  taxFlag: "NONE",
  taxMode: "EXCLUSIVE",
  taxes: [],
};

/**
 * The price of a number at an instant, by the version of the tariff that is published now: what a call set up then costs
 * if it is rated now. Calls that are charged already name the version that charged them.
 */
export async function lookUpRate(
  { number, tariff: id, at }: Asked,
  customer: Customer | undefined,
  principal: Principal,
): Promise<RateLookup> {
  const tariff = await tariffOrNotFound(id ?? customer?.tariffId ?? "", principal);
  const loaded = await loadTariff(headOf(tariff));
  const call = { ...(customer ? { account: customer.account } : {}), cld: number, setupMs: at };
  const answered = { ...call, answered: true, billableMs: quotedSeconds * 1000 };
  const outcome = explainCall(answered, loaded, customer ?? bareTerms);
  const isRated = outcome.kind === "rated";
  return {
    number,
    at: isoInstant(at),
    account: customer?.account ?? null,
    tariff: { id: tariff.id, name: tariff.name, version: tariff.version, currency: tariff.currency },
    outcome: isRated ? "RATED" : outcome.reason,
    price60: isRated ? decimalOf(outcome.charge) : null,
    billedSeconds: isRated ? outcome.billedSeconds : null,
    prefix: isRated ? outcome.prefix : null,
    destination: isRated ? outcome.destination : null,
    rows: lookUp(call, loaded),
    trace: [...outcome.trace],
  };
}
