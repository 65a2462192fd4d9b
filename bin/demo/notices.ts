import type { ListPage, OperatorApi } from "./operator-api.ts";

const day = 86_400_000;

interface Rate {
  prefix: string;
  destination: string;
  pricePerMinute: string;
}

/** One more and one less than what holds: what is announced. Prices of the sheets have at most four decimals. */
const times = (price: string, factor: number): string =>
  (Math.round(Number(price) * factor * 10_000) / 10_000).toString();

/** A tariff that tells its customers of an increase and a decrease of next week; one customer has no address for it. */
export async function setUpNotices(api: OperatorApi, tariff: { id: string }, account: string): Promise<void> {
  const { rateNotices } = await api.get<{ rateNotices: string }>(`/tariffs/${tariff.id}`);
  if (rateNotices !== "OFF") return;
  await api.patch(`/customers/${account}`, { emails: { billing: null, rates: "rates@acmevoice.example", noc: null } });
  const { items } = await api.get<ListPage<Rate>>(`/tariffs/${tariff.id}/rates?prefix=49&limit=2`);
  await api.patch(`/tariffs/${tariff.id}`, { rateNotices: "CHANGES" });
  const effectiveFrom = new Date(Math.ceil(Date.now() / day) * day + 9 * day).toISOString();
  for (const [n, { prefix, destination, pricePerMinute }] of items.entries()) {
    const rate = { prefix, destination, pricePerMinute: times(pricePerMinute, n === 0 ? 1.1 : 0.9), effectiveFrom };
    await api.post(`/tariffs/${tariff.id}/rates`, rate);
  }
}
