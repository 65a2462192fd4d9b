import { join } from "node:path";
import { type ListPage, type OperatorApi, until } from "../../bin/demo/operator-api.ts";
import { openDatabase } from "../../local/sqlite.ts";
import { hostileTexts } from "./hostile-text.ts";

/** Records whose texts come to a page by another way than a field: in a mail, in an alert, in a comparison, with a call. */

/** A text that stands on a page which is opened by that path. */
export interface Scene {
  /** What was written down somewhere else. */
  what: string;
  path: string;
  text: string;
}

export interface Stage {
  origin: string;
  api: OperatorApi;
  /** Of a customer that has calls. */
  account: string;
  switchKey: string;
  /** The stack's own. */
  folder: string;
}

const textAt = (n: number): string => hostileTexts[n] ?? "";

/** A receipt, in the words that somebody chose for receipts, with the reference that somebody gave the payment. */
async function aMail({ api, account }: Stage): Promise<Scene[]> {
  const [subject, reference] = [textAt(13), textAt(14)];
  await api.put("/mail-templates/RECEIPT", { subject, text: `${textAt(15)} {{customer}}: {{reference}}` });
  await api.post(`/customers/${account}/payments`, { kind: "PAYMENT", amount: "2", reference }, crypto.randomUUID());
  const { items } = await until(
    () => api.get<ListPage<{ id: string; subject: string }>>(`/customers/${account}/mails`),
    (found) => found.items.some((mail) => mail.subject === subject),
  );
  const id = items.find((mail) => mail.subject === subject)?.id ?? "";
  const { text } = await api.get<{ text: string }>(`/mails/${id}`);
  if (!text.includes(reference)) throw new Error(`the mail does not say what was paid for: ${text}`);
  return [
    { what: "a mail", path: `/mails?mail=${id}`, text },
    { what: "a mail's subject in its list", path: "/mails", text: subject },
    { what: "the preview of a wording", path: "/mails/wording?kind=RECEIPT", text: subject },
  ];
}

/** What a vendor takes for a destination beside what we take; the line has our name of it. */
async function comparedRates({ api, account }: Stage): Promise<Scene> {
  const cost = { name: textAt(17), currency: "EUR", kind: "COST" };
  const { id: tariffId } = await api.post<{ id: string }>("/tariffs", cost);
  const rate = { prefix: "1002", destination: textAt(16), pricePerMinute: "0.02" };
  await api.post(`/tariffs/${tariffId}/rates`, rate);
  await api.post("/vendors", { name: "Vendor of costs", currency: "EUR", tariffId });
  const customer = await api.get<{ tariffId: string }>(`/customers/${account}`);
  type Line = { prefix: string; destination: string; vendors: unknown[] };
  const { items } = await api.get<ListPage<Line>>(`/rate-comparison?tariff=${customer.tariffId}`);
  const line = items.find(({ prefix, vendors }) => prefix === rate.prefix && vendors.length > 0);
  if (!line?.destination.includes("ran(")) throw new Error(`nothing is compared: ${JSON.stringify(items)}`);
  return { what: "compared rates", path: `/rates/compare?tariff=${customer.tariffId}`, text: line.destination };
}

/** What the customer says that its calls come to. */
async function aComparison({ api, account }: Stage): Promise<Scene> {
  const destination = textAt(18);
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const totals = [{ destination, calls: 3, seconds: 180, amount: "1" }];
  const { id } = await api.post<{ id: string }>("/comparisons", { account, from: day(-1), to: day(1), totals });
  await until(
    () => api.get<{ status: string }>(`/comparisons/${id}`),
    ({ status }) => status === "done",
  );
  return { what: "a comparison", path: `/comparisons/${id}`, text: destination };
}

/** A switch that counts its records, of which some did not come. */
async function anAlert({ origin, api, switchKey, folder }: Stage): Promise<Scene> {
  const name = textAt(19);
  const { id } = await api.post<{ id: string }>("/cdr-sources", { name, switch: "counting", format: "vos-json" });
  const start = Date.now() - 600_000;
  const call = { account: "nobody", callerE164: textAt(20), calleeE164: textAt(21), start, stop: start + 60_000 };
  const infoCdrs = [100, 120].map((flowNo) => ({ ...call, flowNo, holdTime: 60, feeTime: 0, fee: 0, endReason: 200 }));
  const sent = await fetch(`${origin}/switch/v1/cdrs?source=${id}`, {
    method: "POST",
    body: JSON.stringify([{ retCode: 0, infoCdrs }]),
    headers: { authorization: `Bearer ${switchKey}` },
  });
  if (sent.status !== 202) throw new Error(`not taken: ${sent.status} ${await sent.text()}`);
  await until(
    () => api.get<{ items: { missing: { count: number } | null }[] }>(`/cdr-sources/${id}/days`),
    ({ items }) => items.some(({ missing }) => (missing?.count ?? 0) > 0),
  );
  makeJobsDue(folder);
  const { items } = await until(
    () => api.get<ListPage<{ text: string }>>("/alerts?limit=200"),
    (found) => found.items.some(({ text }) => text.startsWith(name)),
  );
  const text = items.find((one) => one.text.startsWith(name))?.text ?? "";
  return { what: "an alert", path: "/alerts", text };
}

/** As far as the scheduler knows, no job has run yet. */
function makeJobsDue(folder: string): void {
  const runs = openDatabase(join(folder, "schedules.sqlite"), false);
  runs.exec("PRAGMA busy_timeout = 10000; DELETE FROM runs");
  runs.close();
}

/** A charged call whose caller is named like that. */
async function aCall({ api, account }: Stage): Promise<Scene[]> {
  type Call = { id: string; cli: string; charge: string; callId: string };
  const { items } = await api.get<ListPage<Call>>(`/customers/${account}/calls?limit=200`);
  const named = items.find(({ cli, charge }) => cli.includes("ran(") && Number(charge) > 0);
  if (!named) throw new Error(`no charged call is of a caller named so: ${JSON.stringify(items).slice(0, 2000)}`);
  const path = `/customers/${account}/calls`;
  return [
    { what: "a charged call", path, text: named.cli },
    { what: "why a call cost what it cost", path: `${path}?call=${encodeURIComponent(named.id)}`, text: named.callId },
  ];
}

export const hostileScenes = async (stage: Stage): Promise<Scene[]> => [
  ...(await aMail(stage)),
  await comparedRates(stage),
  await aComparison(stage),
  ...(await aCall(stage)),
  await anAlert(stage),
];
