import { randomInt } from "node:crypto";
import { holdersOf } from "../devices/alias.store.ts";
import { Problem } from "../platform/problem.ts";
import { getReseller } from "../resellers/reseller.store.ts";
import { getCustomer } from "./customer.store.ts";

/** Random, so that a code tells nothing of how many customers there are; the write refuses one that was ever given. */
const randomAccount = (): string => `C${String(randomInt(100_000_000)).padStart(8, "0")}`;

/** A code that no customer and no reseller was ever given. */
export async function freeAccount(): Promise<string> {
  for (let tries = 0; tries < 20; tries++) {
    const account = randomAccount();
    const taken = await Promise.all([getCustomer(account), getReseller(account)]);
    // A code by which some switch calls a customer would mean another one once it were an account.
    const free = taken.every((one) => one === undefined) && (await holdersOf([account])).size === 0;
    if (free) return account;
  }
  throw new Problem("unavailable", "No free account code was found. Please try again.", { retryAfterSeconds: 1 });
}
