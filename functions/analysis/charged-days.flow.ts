import type { Nano } from "../money/money.ts";
import { decodeCells } from "./cell-block.ts";
import { trafficDays } from "./traffic-day.store.ts";

/** What an account was charged for the calls of counted days, tax included. @param first `2026-01-31`, both included */
export async function trafficCharge(account: string, first: string, last: string): Promise<Nano> {
  const days = await trafficDays(account, first, last);
  return days.flatMap(({ cells }) => decodeCells(cells)).reduce((sum, { charge }) => sum + charge, 0n);
}
