import type { ListPage, OperatorApi } from "./operator-api.ts";
import { importSheet } from "./set-up.ts";

/** Two carriers that terminate the demo's calls, each with its price list and gateways. What is there already is kept. */

interface Named {
  id: string;
  name: string;
}

/** Costs are the sheet's prices multiplied; customers pay more, but for one destination of the second carrier. */
const carriers = [
  {
    name: "Meridian Carrier",
    company: "Meridian Carrier Services Ltd",
    currency: "USD",
    tags: ["A-Z", "direct UK"],
    creditLimit: "0",
    lowBalanceThreshold: "2000",
    money: [
      { kind: "PAYMENT", amount: "1500", method: "BANK_TRANSFER", reference: "Prepayment 0412" },
      // Above what one person may book alone.
      { kind: "PAYMENT", amount: "25000", method: "BANK_TRANSFER", reference: "Prepayment 0501" },
    ],
    notes: "Direct to the United Kingdom; the rest is resold.",
    emails: { billing: "billing@meridian.example", rates: "rates@meridian.example", noc: "noc@meridian.example" },
    tariff: { name: "Meridian cost USD", timeZone: "UTC", factor: "0.9" },
    gateways: [
      {
        name: "Meridian London",
        host: "sip-lon.meridian.example",
        aliases: ["carrier-a", "198.51.100.10"],
        maxCallSessions: 400,
      },
      {
        name: "Meridian Frankfurt",
        host: "198.51.100.11",
        transport: "TCP",
        aliases: ["198.51.100.11"],
        status: "INACTIVE",
      },
    ],
  },
  {
    name: "Atlas Termination",
    company: "Atlas Termination GmbH",
    currency: "EUR",
    tags: ["A-Z"],
    notes: "",
    creditLimit: "5000",
    lowBalanceThreshold: "500",
    money: [
      { kind: "CREDIT_REDUCE", amount: "49", note: "Monthly fee" },
      { kind: "PAYMENT", amount: "250", method: "BANK_TRANSFER", reference: "Invoice AT-2217" },
      { kind: "CREDIT_ADD", amount: "12.40", note: "Calls of a dispute" },
    ],
    emails: { billing: "invoices@atlas.example", rates: null, noc: "noc@atlas.example" },
    tariff: { name: "Atlas cost EUR", timeZone: "Europe/Berlin", factor: "0.95" },
    gateways: [
      {
        name: "Atlas Berlin",
        host: "2001:db8:5::10",
        transport: "TLS",
        port: 5061,
        rule: "%=>00%",
        aliases: ["carrier-b"],
        codecs: ["G729", "PCMA"],
      },
    ],
  },
];

/** Dearer than any customer pays: its calls are the demo's losses. */
const dear = {
  prefix: "2348021",
  destination: "Nigeria Mobile",
  pricePerMinute: "0.95",
  effectiveFrom: "2026-01-01T00:00:00Z",
};

const rows: Record<string, string> = {
  Standard: [
    "%, Meridian London, 1, 60",
    "%, Atlas Berlin, 1, 40",
    "44%, Meridian London, 1, 100",
    "44%, Atlas Berlin, 2, 100",
    "49%, Atlas Berlin, 1, 100, Mon-Fri 08:00-20:00, Europe/Berlin",
    "49%, Meridian Frankfurt, 2, 100",
  ].join("\n"),
  "Premium CLI": [
    "44%, Meridian London, 1, 70",
    "44%, Atlas Berlin, 1, 20",
    "33%, Atlas Berlin, 1, 100",
    "%, Meridian London, 1, 100",
  ].join("\n"),
};

async function costTariff(api: OperatorApi, { tariff, currency }: (typeof carriers)[number]): Promise<string> {
  const { factor, ...wanted } = tariff;
  const { items } = await api.get<ListPage<Named & { cards: { rates: number }[] }>>("/tariffs?limit=200");
  const found =
    items.find(({ name }) => name === wanted.name) ??
    (await api.post<(typeof items)[number]>("/tariffs", { ...wanted, currency, kind: "COST", rounding: "HALF_UP" }));
  if (found.cards.every(({ rates }) => rates === 0)) {
    await importSheet(api, found.id, factor);
    if (currency === "EUR") await api.post(`/tariffs/${found.id}/rates`, dear);
  }
  return found.id;
}

export async function setUpVendors(api: OperatorApi): Promise<void> {
  const { items: vendors } = await api.get<ListPage<Named>>("/vendors?limit=200");
  const { items: gateways } = await api.get<ListPage<Named>>("/gateways");
  for (const carrier of carriers) {
    const { tariff: _tariff, gateways: wanted, money: _money, ...fields } = carrier;
    const tariffId = await costTariff(api, carrier);
    const vendor =
      vendors.find(({ name }) => name === carrier.name) ?? (await api.post<Named>("/vendors", { ...fields, tariffId }));
    for (const gateway of wanted)
      if (!gateways.some(({ name }) => name === gateway.name))
        await api.post(`/vendors/${vendor.id}/gateways`, gateway);
  }
}

/** What the vendors were paid and took beside their calls. Booked once, however often it is asked for. */
export async function setUpVendorMoney(api: OperatorApi): Promise<void> {
  const { items } = await api.get<ListPage<Named>>("/vendors?limit=200");
  for (const { name, money } of carriers)
    for (const { id } of items.filter((vendor) => vendor.name === name))
      for (const [n, one] of money.entries())
        await api.post(`/vendors/${id}/payments`, one, `demo-vendor-${name}-${n}`);
}

/** Rows of the routes that have none. */
export async function setUpRows(api: OperatorApi): Promise<void> {
  const { items } = await api.get<ListPage<Named & { rows: number }>>("/routes?limit=200");
  for (const route of items) {
    const text = rows[route.name];
    if (text !== undefined && route.rows === 0) await api.put(`/routes/${route.id}/rows`, { text });
  }
}

const dayAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** Of the currencies that customers and carriers have; one day was mistyped and corrected. */
export async function setUpExchangeRates(api: OperatorApi): Promise<void> {
  const { items } = await api.get<ListPage<object>>("/exchange-rates");
  if (items.length > 0) return;
  const note = "Central bank";
  await api.post("/exchange-rates", { currency: "USD", rate: "1.0812", effectiveFrom: dayAgo(120), note });
  await api.post("/exchange-rates", { currency: "GBP", rate: "0.8473", effectiveFrom: dayAgo(120), note });
  await api.post("/exchange-rates", { currency: "USD", rate: "1.9014", effectiveFrom: dayAgo(30), note });
  const mistyped = { currency: "USD", rate: "1.0914", effectiveFrom: dayAgo(30) };
  await api.post("/exchange-rates", { ...mistyped, correction: true, note: "Mistyped" });
}
