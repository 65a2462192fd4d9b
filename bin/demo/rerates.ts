import { type ListPage, type OperatorApi, until } from "./operator-api.ts";

interface Job {
  id: string;
  status: string;
}

interface Rate {
  prefix: string;
  destination: string;
  pricePerMinute: string;
  effectiveFrom: string;
}

const day = 86_400_000;
const fromYear = "2021-01-01T00:00:00Z";
const reason = "Germany was offered for less";

/** A price that was wrong since long ago: three quarters of what the sheet said. */
async function correctPrice(api: OperatorApi, tariff: string): Promise<void> {
  const { items } = await api.get<ListPage<Rate>>(`/tariffs/${tariff}/rates?prefix=49&limit=50`);
  const ours = items.filter(({ prefix }) => prefix === "49");
  const [was] = ours;
  if (!was || ours.some(({ effectiveFrom }) => Date.parse(effectiveFrom) === Date.parse(fromYear))) return;
  const pricePerMinute = (Math.round(Number(was.pricePerMinute) * 7500) / 10_000).toString();
  const rate = { prefix: "49", destination: was.destination, pricePerMinute, effectiveFrom: fromYear };
  await api.post(`/tariffs/${tariff}/rates`, { ...rate, confirmPastChange: true });
}

/** Calls of a wrong price: those of one customer are corrected, those of all wait for somebody to agree. Made once. */
export async function setUpRerates(api: OperatorApi, tariffId: string, account: string, begun: number): Promise<void> {
  const { items } = await api.get<ListPage<Job>>("/rerates?limit=1");
  if (items.length > 0) return;
  await correctPrice(api, tariffId);
  const [from, to] = [begun - 8 * day, begun + 3_600_000].map((ms) => new Date(ms).toISOString());
  const over = (id: string, status: string) =>
    until(
      () => api.get<Job>(`/rerates/${id}`),
      (job) => job.status === status,
    );
  const asked = { tariffId, from, to, reason };
  const one = await api.post<Job>("/rerates", { ...asked, account });
  await over(one.id, "TRIED");
  await api.post(`/rerates/${one.id}/approve`, {});
  await over(one.id, "DONE");
  const all = await api.post<Job>("/rerates", asked);
  await over(all.id, "TRIED");
}
