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
