import type { Listing } from "../functions/customers/listing.ts";
import { Random } from "../test/sim/random.ts";

/** Customers as the rows about the list have them. */

const trades = ["Telecom", "Voice", "Networks", "Call Centre", "Communications", "Fon", "Dial", "Linha"];
const places = ["Nord", "Süd", "Łódź", "Café", "Harbour", "Thames", "Porto", "Rhein", "Mumbai", "Ostsee"];
const statuses = ["ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "SUSPENDED", "PENDING"] as const;

/** The n-th customer: the same in every run. */
export function customerLine(n: number, random = new Random(n + 1)) {
  return {
    company: `${random.pick(places)}${n.toString(36)} ${random.pick(trades)}`,
    name: `Ann${(n % 977).toString(36)} Lee`,
    status: n % 20_000 === 7 ? ("BLOCKED" as const) : random.pick(statuses),
  };
}

/** The same as the list has it. */
export const listedLine = (n: number): Listing => ({
  ...{ ...customerLine(n), account: `C${String(n).padStart(8, "0")}`, username: `user${n}`, customerType: "LIVE" },
  ...{ tariffId: "trf_1", currency: "EUR", creditLimit: "0", billingType: "PREPAID", maxCallSessions: 10 },
  ...{ callSessionsPerSecond: 2, tags: [], marks: [], reseller: null, createdAt: "2026-01-01T00:00:00.000Z" },
  ips: { a: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}` },
  sips: { a: `pbx${n}` },
});
