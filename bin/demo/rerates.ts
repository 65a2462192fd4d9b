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
const reason = "Berlin was offered for less";

/** A price that was wrong since long ago: three quarters of what the sheet said. */
async function correctPrice(api: OperatorApi, tariff: string): Promise<void> {
  const { items } = await api.get<ListPage<Rate>>(`/tariffs/${tariff}/rates?prefix=4930&limit=50`);
  const ours = items.filter(({ prefix }) => prefix === "4930");
  const [was] = ours;
  if (!was || ours.some(({ effectiveFrom }) => Date.parse(effectiveFrom) === Date.parse(fromYear))) return;
  const pricePerMinute = (Math.round(Number(was.pricePerMinute) * 7500) / 10_000).toString();
  const rate = { prefix: "4930", destination: was.destination, pricePerMinute, effectiveFrom: fromYear };
  await api.post(`/tariffs/${tariff}/rates`, { ...rate, confirmPastChange: true });
}

const isOver = ({ status }: Job): boolean => !["TRYING", "CHECKING", "RUNNING"].includes(status);

async function tried(api: OperatorApi, asked: object): Promise<Job> {
  const { id } = await api.post<Job>("/rerates", asked);
  return until(() => api.get<Job>(`/rerates/${id}`), isOver);
}

async function corrected(api: OperatorApi, asked: object): Promise<Job> {
  const { id } = await tried(api, asked);
  await api.post(`/rerates/${id}/approve`, {});
  return until(() => api.get<Job>(`/rerates/${id}`), isOver);
}

/**
 * Calls of a wrong price: those of one customer are corrected, those of all wait for somebody to agree. Made once, when
 * the account has such calls.
 */
export async function setUpRerates(
  api: OperatorApi,
  { tariffId, account, begun }: { tariffId: string; account: string; begun: number },
): Promise<void> {
  const { items } = await api.get<ListPage<Job>>("/rerates?limit=1");
  if (items.length > 0) return;
  await correctPrice(api, tariffId);
  const [from, to] = [begun - 8 * day, begun].map((ms) => new Date(ms).toISOString());
  const range = new URLSearchParams({
    prefix: "4930",
    from: from ?? "",
    to: to ?? "",
    disposition: "ANSWERED",
    limit: "1",
  });
  await until(
    () => api.get<ListPage<unknown>>(`/customers/${account}/calls?${range}`),
    (calls) => calls.items.length > 0,
  );
  const asked = { tariffId, from, to, reason };
  // A call that is still on its way may overtake the trial, which is then outdated.
  await until(
    () => corrected(api, { ...asked, account }),
    ({ status }) => status === "DONE",
  );
  await tried(api, asked);
}
