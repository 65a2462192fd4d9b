import { type DemoCaller, weekOfCalls } from "./calls.ts";
import { demoPassword } from "./customers.ts";
import { postCdrs, textOf } from "./deliver.ts";
import { type ListPage, type OperatorApi, signInAt, until } from "./operator-api.ts";
import { importSheet } from "./set-up.ts";

/**
 * Two resellers, one below the other, each with tariffs of its own and customers in every status. Nordlink buys by the
 * operator's tariff and Skagen by Nordlink's; the calls of Skagen's customer are charged at three levels.
 */

interface DemoSeller {
  username: string;
  company: string;
  name: string;
  creditLimit: string;
  /** Tariffs that it sells by, with the factor on the sheet. */
  sells: readonly { name: string; factor: string }[];
  customers: readonly DemoBuyer[];
}

interface DemoBuyer {
  username: string;
  company: string;
  name: string;
  status: "ACTIVE" | "PENDING" | "SUSPENDED" | "BLOCKED" | "CLOSED";
  country: string;
  pin: string;
  phone: string;
  timeZone: string;
  ip: string;
  /** Calls of the demo's week come from it. */
  cli?: string;
  creditLimit: string;
  /** Paid in by its reseller, out of the reseller's own balance. */
  payment?: string;
  selfEdit?: readonly string[];
}

export const nordlink: DemoSeller = {
  username: "nordlink",
  company: "Nordlink Telecom A/S",
  name: "Mette Holm",
  creditLimit: "3000",
  sells: [
    { name: "Nordlink retail EUR", factor: "1.6" },
    { name: "Nordlink partner EUR", factor: "1.35" },
  ],
  customers: [
    {
      username: "fjordphone",
      company: "Fjord Phone ApS",
      name: "Lars Friis",
      status: "ACTIVE",
      ...{ country: "DK", pin: "8000", phone: "8612345678", timeZone: "Europe/Copenhagen" },
      ip: "198.51.100.41",
      cli: "4586123456",
      creditLimit: "100",
      payment: "150",
      selfEdit: ["ip-devices", "sip-devices"],
    },
    {
      username: "aarhusbyg",
      company: "Aarhus Byg & Anlæg",
      name: "Pernille Dahl",
      status: "PENDING",
      ...{ country: "DK", pin: "8000", phone: "8698765432", timeZone: "Europe/Copenhagen" },
      ip: "198.51.100.42",
      creditLimit: "0",
    },
    {
      username: "limfjordnet",
      company: "Limfjord Net",
      name: "Jens Toft",
      status: "SUSPENDED",
      ...{ country: "DK", pin: "9000", phone: "9812345678", timeZone: "Europe/Copenhagen" },
      ip: "198.51.100.43",
      creditLimit: "200",
    },
    {
      username: "storebaelt",
      company: "Storebælt Kald",
      name: "Ida Krogh",
      status: "BLOCKED",
      ...{ country: "DK", pin: "4220", phone: "5812345678", timeZone: "Europe/Copenhagen" },
      ip: "198.51.100.44",
      creditLimit: "0",
    },
    {
      username: "ribetelefon",
      company: "Ribe Telefon",
      name: "Anders Vang",
      status: "CLOSED",
      ...{ country: "DK", pin: "6760", phone: "7512345678", timeZone: "Europe/Copenhagen" },
      ip: "198.51.100.45",
      creditLimit: "0",
    },
  ],
};

const skagen: DemoSeller = {
  username: "skagenvoice",
  company: "Skagen Voice",
  name: "Rikke Skov",
  creditLimit: "400",
  sells: [{ name: "Skagen retail EUR", factor: "1.85" }],
  customers: [
    {
      username: "kystcall",
      company: "Kyst Call Center",
      name: "Bo Lykke",
      status: "ACTIVE",
      ...{ country: "DK", pin: "9990", phone: "9845123456", timeZone: "Europe/Copenhagen" },
      ip: "198.51.100.46",
      cli: "4598451234",
      creditLimit: "150",
      payment: "80",
    },
  ],
};

interface Known {
  id: string;
  account: string;
  username: string;
  status: string;
  version: number;
  name: string;
  cards: { rates: number }[];
}

const listed = async (api: OperatorApi, path: string): Promise<Known[]> =>
  (await api.get<ListPage<Known>>(`${path}?limit=200`)).items;

/** Finds the reseller or adds it below whoever asks. */
async function sellerAt(above: OperatorApi, seller: DemoSeller, tariffId: string): Promise<string> {
  const known = (await listed(above, "/resellers")).find(({ username }) => username === seller.username);
  if (known) return known.account;
  const { username, company, name, creditLimit } = seller;
  const vat = { taxFlag: "VAT", taxes: [{ name: "VAT", percent: "25" }], taxNumber: "DK12345678" };
  const added = await above.post<Known>("/resellers", {
    ...{ username, company, name, creditLimit, password: demoPassword, currency: "EUR", tariffId },
    ...{ email: `office@${username}.example`, billingType: "POSTPAID", timeZone: "Europe/Copenhagen", ...vat },
  });
  return added.account;
}

/** Its tariffs by name, filled. */
async function sheetsOf(api: OperatorApi, seller: DemoSeller): Promise<Map<string, string>> {
  const known = await listed(api, "/tariffs");
  const found = new Map<string, string>();
  for (const { name, factor } of seller.sells) {
    const wanted = { name, currency: "EUR", timeZone: "Europe/Copenhagen", rounding: "HALF_UP" };
    const tariff = known.find((one) => one.name === name) ?? (await api.post<Known>("/tariffs", wanted));
    if (tariff.cards.every(({ rates }) => rates === 0)) await importSheet(api, tariff.id, factor);
    found.set(name, tariff.id);
  }
  return found;
}

async function buyerAt(api: OperatorApi, buyer: DemoBuyer, tariffId: string, known: readonly Known[]): Promise<string> {
  const { username, company, name, country, pin, phone, timeZone, creditLimit, selfEdit = [], ip } = buyer;
  const status = buyer.status === "CLOSED" ? "ACTIVE" : buyer.status;
  const found = known.find((one) => one.username === username);
  const customer =
    found ??
    (await api.post<Known>("/customers", {
      ...{ customerType: "LIVE", username, password: demoPassword, currency: "EUR", tariffId, status, selfEdit },
      ...{ billingType: "PREPAID", paymentTermDays: 14, maxCreditLimit: creditLimit, creditLimit, taxFlag: "NONE" },
      ...{ maxCallSessions: 20, callSessionsPerSecond: 5, name, company, phone, country, pin, timeZone },
      email: `billing@${username}.example`,
    }));
  const { account } = customer;
  if (customer.status === "CLOSED") return account;
  if ((await listed(api, `/customers/${account}/ip-devices`)).length === 0) {
    const limits = { maxCallSessions: 20, callSessionsPerSecond: 5 };
    await api.post(`/customers/${account}/ip-devices`, { ip, description: "Main trunk", ...limits });
  }
  if (buyer.status === "CLOSED" && !found) await api.remove(`/customers/${account}`);
  return account;
}

async function buyersOf(api: OperatorApi, seller: DemoSeller, tariffId: string): Promise<DemoCaller[]> {
  const known = await listed(api, "/customers");
  const callers: DemoCaller[] = [];
  for (const buyer of seller.customers) {
    const account = await buyerAt(api, buyer, tariffId, known);
    const payment = { kind: "PAYMENT", amount: buyer.payment, method: "CASH", reference: "First deposit" };
    if (buyer.payment) await api.post(`/customers/${account}/payments`, payment, `demo-deposit-${buyer.username}`);
    if (buyer.cli) callers.push({ account, sourceIp: buyer.ip, cli: buyer.cli, weight: 10 });
  }
  return callers;
}

const pay = (api: OperatorApi, account: string, amount: string, username: string) =>
  api.post(
    `/resellers/${account}/payments`,
    { kind: "PAYMENT", amount, method: "BANK_TRANSFER", reference: "Opening payment" },
    `demo-opening-${username}`,
  );

/** Makes both with all they have; who of their customers calls. What is there already is found and kept. */
/** What stands on its customers' documents. What a person made of it stays. */
async function letterheadOf(api: OperatorApi, account: string): Promise<void> {
  const path = `/resellers/${account}/letterhead`;
  const { version } = await api.get<{ version: number }>(path);
  if (version > 0) return;
  const address = "Havnegade 4\n9900 Frederikshavn\nDenmark";
  await api.patch(path, {
    address,
    taxNumber: "DK12345678",
    note: "IBAN DK50 0040 0440 1162 43",
    invoiceNumbers: "NL-{YYYY}-{SEQ:4}",
  });
}

export async function setUpResellers(
  baseUrl: string,
  api: OperatorApi,
  tariffs: ReadonlyMap<string, { id: string }>,
): Promise<DemoCaller[]> {
  const top = await sellerAt(api, nordlink, tariffs.get("Business A-Z EUR")?.id ?? "");
  await pay(api, top, "900", nordlink.username);
  const asTop = await signInAt(baseUrl, { username: nordlink.username, password: demoPassword });
  await asTop.put(`/resellers/${top}/branding`, { companyName: "Nordlink", accent: "#0b6e4f" });
  await letterheadOf(asTop, top);
  const ofTop = await sheetsOf(asTop, nordlink);
  const sub = await sellerAt(asTop, skagen, ofTop.get("Nordlink partner EUR") ?? "");
  await pay(asTop, sub, "250", skagen.username);
  const asSub = await signInAt(baseUrl, { username: skagen.username, password: demoPassword });
  const ofSub = await sheetsOf(asSub, skagen);
  return [
    ...(await buyersOf(asTop, nordlink, ofTop.get("Nordlink retail EUR") ?? "")),
    ...(await buyersOf(asSub, skagen, ofSub.get("Skagen retail EUR") ?? "")),
  ];
}

const resoldCalls = (callers: readonly DemoCaller[], untilMs: number) =>
  weekOfCalls({ seed: 4026, untilMs, perDay: 24, callers });

/** The week's calls of their customers, by the Kamailio. */
export async function deliverResold(
  { baseUrl, secret, source }: { baseUrl: string; secret: string; source: string },
  callers: readonly DemoCaller[],
  untilMs: number,
): Promise<void> {
  const calls = resoldCalls(callers, untilMs);
  for (let at = 0; at < calls.length; at += 200)
    await postCdrs(baseUrl, secret, source, textOf("kam1", calls.slice(at, at + 200)));
}

/**
 * What the operator asks Nordlink for: its period is ended before its time, once the calls of its customers stand. Begun
 * again, it finds the invoice.
 */
export async function invoiceSeller(api: OperatorApi, callers: readonly DemoCaller[], untilMs: number): Promise<void> {
  const seller = (await listed(api, "/resellers")).find(({ username }) => username === nordlink.username);
  const path = `/resellers/${seller?.account}/invoices`;
  if (!seller || (await api.get<ListPage<object>>(path)).items.length > 0) return;
  const calls = resoldCalls(callers, untilMs);
  for (const { account } of callers) {
    const last = calls.findLast((call) => call.account === account);
    if (!last) continue;
    const span = `from=${new Date(last.setupMs - 1000).toISOString()}&to=${new Date(last.setupMs + 1000).toISOString()}`;
    await until(
      () => api.get<ListPage<object>>(`/customers/${account}/calls?${span}&limit=1`),
      ({ items }) => items.length > 0,
    );
  }
  const run = await api.post<Known>("/billing-runs", { account: seller.account, closeNow: true });
  await until(
    () => api.get<Known>(`/billing-runs/${run.id}`),
    ({ status }) => status === "done",
  );
}

/** By whom the demo's pages can be looked at from a reseller's place. */
export const demoSellers = [nordlink, skagen].map(({ username, company }) => ({
  username,
  password: demoPassword,
  label: company,
}));
