import type { Customer } from "../customers/customer.ts";
import { balancesOf } from "../ledger/ledger.store.ts";
import { dayMs } from "../time/day.ts";
import { dateIn, instantsOf } from "../time/zone.ts";
import { type DaysLeft, datesCounted, daysCounted, daysLeft } from "./days-left.ts";
import { groupTraffic } from "./group-traffic.ts";
import { readTraffic } from "./read-traffic.flow.ts";

/** How long a customer's money lasts at its present use, by the days of its zone. @param at now, epoch ms */
export async function daysLeftOf(
  { account, currency, timeZone: zone, createdAt }: Customer,
  at: number,
): Promise<DaysLeft> {
  const today = dateIn(zone, at);
  const [toMs] = instantsOf(Date.parse(today), zone);
  const [fromMs] = instantsOf(Date.parse(today) - daysCounted * dayMs, zone);
  const [balances, cells] = await Promise.all([
    balancesOf([account]),
    readTraffic(account, { fromMs, toMs, inFull: false, zone }),
  ]);
  const charges = new Map([...groupTraffic(cells, "day", zone)].map(([date, { charge }]) => [date, charge]));
  const dates = datesCounted(today, dateIn(zone, Date.parse(createdAt)), charges);
  return { ...daysLeft(balances.get(account)?.available ?? 0n, { dates, charges }), currency };
}
