import { postedRound } from "./posting-round.ts";

/** What is measured at one size, by the curve that it is a point of. */
export interface GrowthPoint {
  size: number;
  values: Record<string, number>;
}

/** 1, 10, 100 … thousand, up to the most and the most itself. */
export function sizesUpTo(most: number): number[] {
  const powers = [1000, 10_000, 100_000, 1_000_000, 10_000_000].filter((size) => size < most);
  return [...powers, most];
}

/** Read units of one run and the median processor time of seven others, in milliseconds. */
export async function costOf<T>(work: () => Promise<T>): Promise<{ answer: T; units: number; ms: number }> {
  const { consumed } = await import("../test/support/listings.ts");
  await work();
  const { answer, units } = await consumed(work);
  const ms: number[] = [];
  for (let round = 0; round < 7; round++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    ms.push((user + system) / 1000);
  }
  return { answer, units, ms: ms.sort((a, b) => a - b)[3] ?? Number.NaN };
}

/** Opens balances and gives what a batch of calls of these accounts costs, a call. */
export async function postingCost(accounts: readonly string[], calls: number): Promise<{ units: number; us: number }> {
  const rounds = [];
  for (let round = 0; round < 9; round++) rounds.push(await postedRound(accounts, calls, round));
  // The first ones meet cold code.
  const counted = rounds.slice(2);
  const middle = (of: "units" | "us") => counted.map((one) => one[of]).sort((a, b) => a - b)[3] ?? Number.NaN;
  return { units: middle("units") / calls, us: middle("us") / calls };
}

export async function openBalances(accounts: readonly string[]): Promise<void> {
  const { transact } = await import("../functions/platform/table.ts");
  const { openBalance } = await import("../functions/ledger/ledger.store.ts");
  const opening = { currency: "USD", creditLimit: "0", maxCallSessions: 30, timeZone: "UTC", billingDay: 1 };
  for (const account of accounts)
    await transact([openBalance({ account, ...opening, billingCycle: "MONTHLY" }, Date.now())]);
}
