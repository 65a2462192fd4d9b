import { setTimeout as pause } from "node:timers/promises";
import { decimalOf, nanoOf, roundNano } from "../../functions/money/money.ts";
import { callsOfDays } from "./calls.ts";
import { callersOf, postCdrs, type Switch, textOf, withDialPrefix } from "./deliver.ts";
import { billedBefore, firstOfMonth, historyFrom } from "./months.ts";
import { type ListPage, type OperatorApi, until } from "./operator-api.ts";

/** The two months before: their calls, their invoices, who has paid them, and one of them that was wrong. */

interface Invoice {
  account: string;
  number: string;
  issuedOn: string;
  open: string;
  status: string;
}
interface Run {
  id: string;
  status: string;
}

const dayMs = 86_400_000;
const perDay = 4;
const chunk = 250;
const through: readonly Switch[] = ["fs1", "pbx1", "kam1", "sbc1"];

export interface Past {
  baseUrl: string;
  secret: string;
  api: OperatorApi;
  sources: Map<string, string>;
  accounts: Map<string, string>;
}

/** Calls of the days before the demo's week, and the last of each customer. */
function callsBefore({ accounts }: Past, begunMs: number) {
  const known = new Map([...accounts].filter(([username]) => billedBefore.includes(username)));
  const untilMs = begunMs - 7 * dayMs;
  const days = Math.floor((untilMs - Date.parse(historyFrom(begunMs))) / dayMs);
  return through.map((via, n) => {
    const names = new Set([...known].flatMap(([username, account]) => [account, `${username}-pbx`]));
    const callers = callersOf(via, accounts).filter(({ account }) => names.has(account));
    const calls = callsOfDays({ seed: 300 + n, untilMs, perDay, callers, days });
    return { via, calls: calls.map((call) => withDialPrefix(call, callers)) };
  });
}

/** Posts them, and waits until the last ones stand: they are charged in their order. */
async function deliverPast(past: Past, begunMs: number): Promise<void> {
  const { api, accounts, baseUrl, secret, sources } = past;
  const last = new Map<string, number>();
  for (const { via, calls } of callsBefore(past, begunMs)) {
    for (let at = 0; at < calls.length; at += chunk)
      await postCdrs(baseUrl, secret, sources.get(via) ?? "", textOf(via, calls.slice(at, at + chunk)));
    for (const { account, setupMs } of calls) last.set(account, Math.max(setupMs, last.get(account) ?? 0));
  }
  for (const [name, setupMs] of last) {
    const account = accounts.get(name.replace(/-pbx$/, "")) ?? name;
    const to = new Date(setupMs + 1000).toISOString();
    const from = new Date(setupMs - 1000).toISOString();
    await until(
      () => api.get<ListPage<object>>(`/customers/${account}/calls?from=${from}&to=${to}&limit=1`),
      ({ items }) => items.length > 0,
    );
  }
}

async function run(api: OperatorApi, date: string): Promise<void> {
  const isOver = Date.parse(`${date}T12:00Z`) <= Date.now();
  const begun = await api.post<Run>("/billing-runs", isOver ? { date } : {});
  await until(
    () => api.get<Run>(`/billing-runs/${begun.id}`),
    ({ status }) => status === "done",
  );
}

const invoicesOf = async (api: OperatorApi, account: string): Promise<Invoice[]> =>
  (await api.get<ListPage<Invoice>>(`/customers/${account}/invoices`)).items.reverse();

async function pay(api: OperatorApi, account: string, amount: string, invoices: readonly string[], key: string) {
  const payment = { kind: "PAYMENT", amount, method: "BANK_TRANSFER", reference: invoices.join(", ") };
  const allocations = invoices.length === 1 ? { allocations: [{ invoice: invoices[0], amount }] } : {};
  await api.post(`/customers/${account}/payments`, { ...payment, ...allocations }, key);
}

const half = (amount: string): string => decimalOf(roundNano(nanoOf(amount) / 2n, 2, "HALF_UP"));

/** All but one pay the older month; of the newer one some have paid, one a half. */
async function payInvoices(api: OperatorApi, accounts: Map<string, string>): Promise<void> {
  for (const username of billedBefore) {
    const account = accounts.get(username) ?? "";
    const [older, newer] = await invoicesOf(api, account);
    if (older && older.open !== "0" && username !== "madridcalls")
      await pay(api, account, older.open, [older.number], `demo-older-${username}`);
    if (!newer || newer.open === "0") continue;
    if (["harbourtel", "madridcalls"].includes(username))
      await pay(api, account, newer.open, [newer.number], `demo-newer-${username}`);
    if (username === "rheinkom") await pay(api, account, half(newer.open), [newer.number], `demo-newer-${username}`);
  }
}

async function creditThames(api: OperatorApi, account: string): Promise<void> {
  const { items } = await api.get<{ items: object[] }>(`/customers/${account}/credit-notes`);
  const newest = (await invoicesOf(api, account)).at(-1);
  if (items.length > 0 || !newest) return;
  const path = `/customers/${account}/invoices/${newest.number}`;
  const { lines } = await api.get<{ lines: { line: number; net: string }[] }>(path);
  const dearest = lines.toSorted((a, b) => (nanoOf(a.net) < nanoOf(b.net) ? 1 : -1))[0];
  if (!dearest) return;
  const request = {
    reason: "The rate of this destination was agreed lower",
    lines: [{ line: dearest.line, net: half(dearest.net) }],
  };
  await api.post(`${path}/credit-notes`, request);
}

/** One customer's tax changes in some months. What a person made of it stays. */
async function announceTax(api: OperatorApi, account: string, begunMs: number): Promise<void> {
  const path = `/customers/${account}/tax-changes`;
  const { items } = await api.get<{ items: object[] }>(path);
  const from = firstOfMonth(begunMs, -3);
  if (items.length > 0 || Date.parse(from) < Date.now() + 2 * dayMs) return;
  const taxes = [{ name: "MwSt.", percent: "16" }];
  await api.put(path, { items: [{ from, taxFlag: "VAT", taxMode: "EXCLUSIVE", taxes }] });
}

interface Limits {
  balance: string;
  creditLimit: string;
  version: number;
}

/** The customer once no more of its calls is being charged. */
async function settled(api: OperatorApi, account: string): Promise<Limits> {
  let before: string | undefined;
  return until(
    async () => {
      await pause(1500);
      return api.get<Limits>(`/customers/${account}`);
    },
    ({ balance }) => {
      const isSame = balance === before;
      before = balance;
      return isSame;
    },
  );
}

/** Leaves one customer a twentieth of its credit. */
async function fillCredit(api: OperatorApi, account: string): Promise<void> {
  const { balance, version } = await settled(api, account);
  const used = -nanoOf(balance);
  if (used <= 0n) return;
  const creditLimit = decimalOf(roundNano((used * 100n) / 95n, 2, "UP"));
  await api.patch(
    `/customers/${account}`,
    { creditLimit, maxCreditLimit: creditLimit, creditAlertPercents: [80, 95] },
    version,
  );
}

/** Delivers the two months before and invoices them. Begun again, it finds what stands. */
export async function setUpPast(past: Past, begunMs: number): Promise<void> {
  const { api, accounts } = past;
  await deliverPast(past, begunMs);
  await run(api, firstOfMonth(begunMs, 1));
  await run(api, firstOfMonth(begunMs, 0));
  await payInvoices(api, accounts);
  await creditThames(api, accounts.get("thamesdial") ?? "");
  await announceTax(api, accounts.get("rheinkom") ?? "", begunMs);
}

/** The last of the demo's money: what the week's calls have left of a customer's credit. */
export const setUpCredit = ({ api, accounts }: Past): Promise<void> =>
  fillCredit(api, accounts.get("sydneypabx") ?? "");
