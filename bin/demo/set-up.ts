import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decimalOf, nanoOf, roundNano } from "../../functions/money/money.ts";
import { roles } from "../../functions/users/role.ts";
import { demoCustomers, demoPassword, demoTariffs } from "./customers.ts";
import { billedBefore, historyFrom, termDays } from "./months.ts";
import { type ListPage, type OperatorApi, putFile, until } from "./operator-api.ts";
import { type QuietCustomer, quietCustomers } from "./quiet-customers.ts";
import { semicolonSource } from "./semicolon-csv.ts";

/** Makes what the demo's calls need: tariffs, CDR sources, customers with their devices. What is there already is found and kept. */

const sheetFile = join(import.meta.dirname, "../../examples/rate-sheets/a-z.csv");

interface Tariff {
  id: string;
  name: string;
  createdAt: string;
  cards: { rates: number }[];
}
interface RateImport {
  id: string;
  url: string;
  status: string;
  failure: { message: string } | null;
}

/** The sheet with every price multiplied, at six decimals. Its columns and other cells stay as they are. */
function pricedBy(factor: string): string {
  const [header, ...rows] = readFileSync(sheetFile, "utf8").trimEnd().split("\n");
  const price = (text: string) => decimalOf(roundNano((nanoOf(text) * nanoOf(factor)) / 1_000_000_000n, 6, "HALF_UP"));
  const repriced = rows.map((row) => {
    const cells = row.split(",");
    const at = cells.length - 7;
    cells[at] = price(cells[at] ?? "0");
    return cells.join(",");
  });
  return [header, ...repriced].join("\n");
}

/** Fills an empty tariff from the sheet. */
export async function importSheet(api: OperatorApi, tariffId: string, factor: string): Promise<void> {
  const path = `/tariffs/${tariffId}/rate-imports`;
  const job = await api.post<RateImport>(path, { fileName: "a-z.csv" });
  await putFile(job.url, pricedBy(factor));
  const read = await until(
    () => api.get<RateImport>(`${path}/${job.id}`),
    ({ status }) => status === "done" || status === "failed",
  );
  if (read.status === "failed") throw new Error(`the A-Z sheet could not be read: ${read.failure?.message}`);
  await api.post(`${path}/${job.id}/apply`, {});
}

/** Of those that Ofcom keeps for films and books: nobody has it. */
export const demoTestNumber = "447700900999";

/** Whose system it is, unless somebody has said so already. */
export async function setUpSettings(api: OperatorApi): Promise<void> {
  const { version } = await api.get<{ version: number }>("/settings");
  if (version > 0) return;
  await api.patch("/settings", {
    supportEmail: "support@switchbook.example",
    sellerName: "Switchbook Demo Telecom Ltd",
    sellerAddress: "1 Exchange Street\nLondon EC1A 1BB",
    sellerTaxNumber: "GB123456789",
    demoCredit: "5",
    newCustomerDays: 7,
    newCustomerBlockedPrefixes: ["882", "883"],
    testNumbers: [demoTestNumber],
    reminderDays: [-3, 1, 7, 14],
    fourEyesAbove: "10000",
  });
}

interface Person {
  id: string;
  username: string;
  email: string | null;
}

const colleagues = [
  { username: "billing", name: "Bea Accounts", password: demoPassword, role: "Billing" },
  // Invited, and has not set a password yet.
  { username: "newcomer", name: "Nico Newcomer", role: "NOC" },
];

/** Where links for a forgotten password are mailed, and colleagues: one who works, one who is invited. */
export async function setUpUsers(api: OperatorApi): Promise<void> {
  const { items } = await api.get<ListPage<Person>>("/users?limit=200");
  const admin = items.find(({ username }) => username === "admin");
  if (admin && admin.email === null) await api.patch(`/users/${admin.id}`, { email: "admin@switchbook.example" });
  for (const { role, ...person } of colleagues) {
    if (items.some(({ username }) => username === person.username)) continue;
    const permissions = roles.find(({ name }) => name === role)?.permissions;
    const email = `${person.username}@switchbook.example`;
    const { id } = await api.post<Person>("/users", { ...person, email, permissions });
    if (!("password" in person)) await api.post(`/users/${id}/invitations`, {});
  }
}

/** By name. They are made one after the other, as lists show them in that order; their sheets are read at once. */
export async function setUpTariffs(api: OperatorApi): Promise<Map<string, Tariff>> {
  const { items } = await api.get<ListPage<Tariff>>("/tariffs?limit=200");
  const tariffs = new Map<string, Tariff>();
  for (const { factor: _, ...wanted } of demoTariffs)
    tariffs.set(
      wanted.name,
      items.find(({ name }) => name === wanted.name) ?? (await api.post<Tariff>("/tariffs", wanted)),
    );
  const filled = demoTariffs.map(async ({ name, factor }) => {
    const tariff = tariffs.get(name);
    if (tariff?.cards.every(({ rates }) => rates === 0)) await importSheet(api, tariff.id, factor);
  });
  await Promise.all(filled);
  return tariffs;
}

/** How the demo's switches write their records. */
export const demoSources = [
  { name: "FreeSWITCH fs1", switch: "fs1", format: "freeswitch-json", customerBy: "account" },
  { name: "Asterisk pbx1", switch: "pbx1", format: "asterisk-csv", customerBy: "account", timeZone: "UTC" },
  { name: "Kamailio kam1", switch: "kam1", format: "kamailio-json", customerBy: "ip" },
  {
    name: "Border controller sbc1",
    switch: "sbc1",
    format: "generic-csv",
    customerBy: "ip",
    csv: { durationUnit: "ms" },
    columns: {
      callId: "call_id",
      leg: "leg",
      account: "account",
      cli: "cli",
      cld: "cld",
      sourceIp: "source_ip",
      gateway: "gateway",
      setup: "setup_time",
      answer: "answer_time",
      end: "end_time",
      duration: "billable_ms",
      sipCode: "sip_code",
      q850: "q850",
      releasedBy: "hangup_by",
      codec: "codec",
    },
  },
  { name: "OpenSIPS osips1", switch: "osips1", format: "opensips-log", customerBy: "ip", onlyLinesWith: "ACC: " },
  // Nothing comes from it after the demo's week: soon it is a source that has fallen silent.
  { name: "VOS3000 vos1", switch: "vos1", format: "vos-json", customerBy: "ip", silentAfterMinutes: 5 },
  { name: "Sippy sippy1", switch: "sippy1", format: "radius-detail", customerBy: "account" },
  { name: "Border controller sbc2", switch: "sbc2", format: "generic-csv", customerBy: "ip", ...semicolonSource },
] as const;

/** Source ids by switch. */
export async function setUpSources(api: OperatorApi): Promise<Map<string, string>> {
  const { items } = await api.get<ListPage<{ id: string; switch: string }>>("/cdr-sources?limit=200");
  const found = new Map<string, string>();
  for (const wanted of demoSources) {
    const known = items.find((source) => source.switch === wanted.switch);
    const source = known ?? (await api.post<{ id: string }>("/cdr-sources", wanted));
    found.set(wanted.switch, source.id);
  }
  return found;
}

/** Of a quiet one and of one with calls. */
type Listed = Omit<QuietCustomer, "status">;

const customerRequest = (demo: Listed, tariffId: string, currency: string, billedFrom: string | undefined) => ({
  customerType: demo.customerType,
  username: demo.username,
  password: demoPassword,
  currency,
  tariffId,
  billingType: demo.billingType,
  paymentTermDays: termDays[demo.username] ?? 14,
  ...(billedFrom === undefined ? {} : { billedFrom }),
  maxCreditLimit: demo.creditLimit,
  creditLimit: demo.creditLimit,
  taxFlag: demo.taxFlag,
  taxes: demo.taxes,
  ...(demo.taxNumber ? { taxNumber: demo.taxNumber } : {}),
  ...(demo.customerType === "DEMO"
    ? { maxCallSessions: 2, callSessionsPerSecond: 1 }
    : { maxCallSessions: 30, callSessionsPerSecond: 5 }),
  name: demo.name,
  company: demo.company,
  email: `billing@${demo.username}.example`,
  phone: demo.phone,
  country: demo.country,
  ...(demo.state ? { state: demo.state } : {}),
  pin: demo.pin,
  timeZone: demo.timeZone,
  invoiceByEmail: billedFrom !== undefined,
  ...(demo.billingType === "PREPAID" ? { lowBalanceThreshold: "5" } : {}),
  ...(demo.username === "acmevoice" ? { selfEdit: ["sip-devices", "destination"] } : {}),
  // FreeSWITCH, Asterisk and Sippy call their customers by a code of their own.
  switchAccounts: [`${demo.username}-pbx`],
});

async function setUpDevices(api: OperatorApi, account: string, demo: Listed): Promise<void> {
  const path = `/customers/${account}`;
  const { items: addresses } = await api.get<ListPage<object>>(`${path}/ip-devices`);
  const limits = { maxCallSessions: 20, callSessionsPerSecond: 5 };
  if (addresses.length === 0)
    await api.post(`${path}/ip-devices`, {
      ip: demo.ip,
      description: "Main trunk",
      dialPrefix: demo.dialPrefix ?? "",
      ...limits,
    });
  const { items: phones } = await api.get<ListPage<object>>(`${path}/sip-devices`);
  if (phones.length === 0)
    await api.post(`${path}/sip-devices`, {
      login: `${demo.username}100`,
      extension: "100",
      voicemail: false,
      ...limits,
      maxCallSessions: 2,
    });
}

/** When the demo was begun: its first tariff is older than the rest, and stays so when the start is repeated. */
export const begunAt = (tariffs: Map<string, { createdAt: string }>): number =>
  Math.min(...[...tariffs.values()].map(({ createdAt }) => Date.parse(createdAt)));

interface Known {
  account: string;
  username: string;
  status: string;
}

/** Finds the customer or adds it. */
async function setUpCustomer(api: OperatorApi, demo: Listed, from: { known: Known[]; tariffs: Map<string, Tariff> }) {
  const begun = begunAt(from.tariffs);
  const known = from.known.find(({ username }) => username === demo.username);
  const tariffId = from.tariffs.get(demo.tariff)?.id ?? "";
  const currency = demoTariffs.find(({ name }) => name === demo.tariff)?.currency ?? "USD";
  const status = "status" in demo && demo.status !== "CLOSED" ? { status: demo.status } : {};
  return (
    known ??
    api.post<Known>("/customers", {
      ...customerRequest(
        demo,
        tariffId,
        currency,
        billedBefore.includes(demo.username) ? historyFrom(begun) : undefined,
      ),
      ...status,
    })
  );
}

/** Those of the other statuses. What a person made of one that was there before stays as it is. */
async function setUpQuiet(api: OperatorApi, from: Parameters<typeof setUpCustomer>[2]): Promise<void> {
  for (const demo of quietCustomers) {
    const { account, status } = await setUpCustomer(api, demo, from);
    if (status === "CLOSED") continue;
    await setUpDevices(api, account, demo);
    const { version } = await api.get<{ version: number }>(`/customers/${account}`);
    // Nobody changed it since it was added: the start before this one was interrupted here.
    if (demo.status === "CLOSED" && version === 1) await api.remove(`/customers/${account}`);
  }
}

/** Account codes of those with calls, by user name. */
export async function setUpCustomers(api: OperatorApi, tariffs: Map<string, Tariff>): Promise<Map<string, string>> {
  const { items: known } = await api.get<ListPage<Known>>("/customers?limit=200");
  const accounts = new Map<string, string>();
  for (const demo of demoCustomers) {
    const { account } = await setUpCustomer(api, demo, { known, tariffs });
    await setUpDevices(api, account, demo);
    accounts.set(demo.username, account);
  }
  await setUpQuiet(api, { known, tariffs });
  return accounts;
}

/** What prepaid customers begin with. Booked once, however often it is asked for. */
export async function setUpPayments(api: OperatorApi, accounts: Map<string, string>): Promise<void> {
  for (const demo of demoCustomers) {
    if (demo.payment === undefined) continue;
    const payment = { kind: "PAYMENT", amount: demo.payment, method: "BANK_TRANSFER", reference: "Opening payment" };
    await api.post(`/customers/${accounts.get(demo.username)}/payments`, payment, `demo-opening-${demo.username}`);
  }
}
