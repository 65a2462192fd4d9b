/** The two months before the demo's own: who was a customer then, and which days they are. */

/** Customers that are billed from two months back. The others begin with the demo. */
export const billedBefore: readonly string[] = [
  ...["harbourtel", "rheinkom", "madridcalls", "mumbaibpo", "sydneypabx", "thamesdial", "lumiere"],
];

/** Days to pay, where it is not 14: one of them pays late. */
export const termDays: Readonly<Record<string, number>> = {
  ...{ harbourtel: 30, rheinkom: 30, mumbaibpo: 30, sydneypabx: 30, thamesdial: 30, madridcalls: 10 },
};

const dayMs = 86_400_000;

/** First day of the month that lies so many months before. */
export function firstOfMonth(atMs: number, monthsBack: number): string {
  const date = new Date(atMs);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - monthsBack, 1)).toISOString().slice(0, 10);
}

/** The first day of both months, or as much of them as calls may be old. */
export function historyFrom(begunMs: number): string {
  const oldest = new Date(begunMs - 85 * dayMs).toISOString().slice(0, 10);
  const [later = oldest] = [oldest, firstOfMonth(begunMs, 2)].sort().reverse();
  return later;
}
