/** The demo operator's customers with calls: a dozen, in several currencies, zones, increments and both billing types. */

export const demoTariffs = [
  {
    name: "Retail A-Z USD",
    currency: "USD",
    timeZone: "America/New_York",
    rounding: "HALF_UP",
    /** Prices of the sheet are multiplied by this. */
    factor: "1.35",
  },
  { name: "Business A-Z EUR", currency: "EUR", timeZone: "Europe/Berlin", rounding: "HALF_UP", factor: "1.2" },
  { name: "Wholesale A-Z GBP", currency: "GBP", timeZone: "Europe/London", rounding: "UP", factor: "1.02" },
] as const;

export interface DemoCustomer {
  username: string;
  company: string;
  name: string;
  tariff: (typeof demoTariffs)[number]["name"];
  billingType: "PREPAID" | "POSTPAID";
  customerType: "LIVE" | "DEMO";
  country: string;
  state?: string;
  pin: string;
  phone: string;
  timeZone: string;
  taxes: { name: string; percent: string }[];
  taxFlag: "NONE" | "VAT" | "TAX";
  taxNumber?: string;
  creditLimit: string;
  /** Prepaid money that it begins with. */
  payment?: string;
  /** Which switch its calls come through, and from which address (RFC 5737, RFC 3849 ranges). */
  via: "fs1" | "pbx1" | "kam1" | "sbc1";
  ip: string;
  dialPrefix?: string;
  cli: string;
  /** How busy it is beside the others. */
  weight: number;
}

export const demoPassword = "Demo-4-Switchbook";

const vat = (percent: string) => ({ taxFlag: "VAT" as const, taxes: [{ name: "VAT", percent }] });
const untaxed = { taxFlag: "NONE" as const, taxes: [] };

export const demoCustomers: readonly DemoCustomer[] = [
  {
    username: "acmevoice",
    company: "Acme Voice Inc.",
    name: "Rosa Marin",
    tariff: "Retail A-Z USD",
    billingType: "PREPAID",
    customerType: "LIVE",
    country: "US",
    state: "NY",
    pin: "10001",
    phone: "2125550142",
    timeZone: "America/New_York",
    taxFlag: "TAX",
    taxes: [
      { name: "State tax", percent: "4" },
      { name: "City tax", percent: "4.5" },
    ],
    taxNumber: "NY-204418",
    creditLimit: "0",
    payment: "500",
    via: "fs1",
    ip: "198.51.100.11",
    cli: "12125550142",
    weight: 20,
  },
  {
    username: "harbourtel",
    company: "Harbour Telecom Ltd",
    name: "Imogen Clarke",
    tariff: "Wholesale A-Z GBP",
    billingType: "POSTPAID",
    customerType: "LIVE",
    country: "GB",
    pin: "SW1A 1AA",
    phone: "2079460018",
    timeZone: "Europe/London",
    ...vat("20"),
    taxNumber: "GB123456789",
    creditLimit: "5000",
    via: "kam1",
    ip: "198.51.100.12",
    cli: "442079460100",
    weight: 25,
  },
  {
    username: "rheinkom",
    company: "Rheinkom GmbH",
    name: "Jörg Weiß",
    tariff: "Business A-Z EUR",
    billingType: "POSTPAID",
    customerType: "LIVE",
    country: "DE",
    pin: "50667",
    phone: "2213456789",
    timeZone: "Europe/Berlin",
    ...vat("19"),
    taxNumber: "DE123456789",
    creditLimit: "2500",
    via: "pbx1",
    ip: "198.51.100.13",
    cli: "4922190000",
    weight: 14,
  },
  {
    username: "lumiere",
    company: "Lumière Conseil SARL",
    name: "Zoë Fournier",
    tariff: "Business A-Z EUR",
    billingType: "PREPAID",
    customerType: "LIVE",
    country: "FR",
    pin: "75001",
    phone: "1555012345",
    timeZone: "Europe/Paris",
    ...vat("20"),
    taxNumber: "FR40123456824",
    creditLimit: "50",
    payment: "250",
    via: "sbc1",
    ip: "198.51.100.14",
    cli: "33155501200",
    weight: 8,
  },
  {
    username: "madridcalls",
    company: "Madrid Call Centre SA",
    name: "Luis Ortega",
    tariff: "Business A-Z EUR",
    billingType: "POSTPAID",
    customerType: "LIVE",
    country: "ES",
    pin: "28013",
    phone: "9112345678",
    timeZone: "Europe/Madrid",
    ...vat("21"),
    taxNumber: "ESB12345678",
    creditLimit: "1500",
    via: "fs1",
    ip: "198.51.100.15",
    cli: "34911234567",
    weight: 12,
  },
  {
    username: "mumbaibpo",
    company: "Mumbai BPO Services Pvt Ltd",
    name: "Anita Rao",
    tariff: "Retail A-Z USD",
    billingType: "POSTPAID",
    customerType: "LIVE",
    country: "IN",
    state: "MH",
    pin: "400001",
    phone: "9812345678",
    timeZone: "Asia/Kolkata",
    taxFlag: "TAX",
    taxes: [
      { name: "CGST", percent: "9" },
      { name: "SGST", percent: "9" },
    ],
    taxNumber: "27AAACM1234A1Z5",
    creditLimit: "3000",
    via: "kam1",
    ip: "198.51.100.16",
    dialPrefix: "100",
    cli: "912255501234",
    weight: 16,
  },
  {
    username: "northwind",
    company: "Northwind Traders",
    name: "Carla Meyer",
    tariff: "Retail A-Z USD",
    billingType: "PREPAID",
    customerType: "LIVE",
    country: "CA",
    state: "ON",
    pin: "M5V 3L9",
    phone: "4165550123",
    timeZone: "America/Toronto",
    ...untaxed,
    creditLimit: "0",
    payment: "120",
    via: "pbx1",
    ip: "198.51.100.17",
    cli: "14165550123",
    weight: 6,
  },
  {
    username: "ostseefon",
    company: "Ostsee Fon AB",
    name: "Karin Lund",
    tariff: "Business A-Z EUR",
    billingType: "PREPAID",
    customerType: "LIVE",
    country: "SE",
    pin: "111 22",
    phone: "8555012345",
    timeZone: "Europe/Stockholm",
    ...vat("25"),
    taxNumber: "SE123456789001",
    creditLimit: "0",
    payment: "180",
    via: "fs1",
    ip: "198.51.100.18",
    cli: "46855501234",
    weight: 7,
  },
  {
    username: "sydneypabx",
    company: "Sydney PABX Pty Ltd",
    name: "Noah Reid",
    tariff: "Retail A-Z USD",
    billingType: "POSTPAID",
    customerType: "LIVE",
    country: "AU",
    state: "NSW",
    pin: "2000",
    phone: "2555012345",
    timeZone: "Australia/Sydney",
    taxFlag: "TAX",
    taxes: [{ name: "GST", percent: "10" }],
    taxNumber: "ABN 12 345 678 901",
    creditLimit: "800",
    via: "sbc1",
    ip: "198.51.100.19",
    cli: "61255501234",
    weight: 5,
  },
  {
    username: "portolinha",
    company: "Porto Linha Lda",
    name: "Inês Costa",
    tariff: "Business A-Z EUR",
    billingType: "PREPAID",
    customerType: "LIVE",
    country: "PT",
    pin: "4000-001",
    phone: "2255501234",
    timeZone: "Europe/Lisbon",
    ...vat("23"),
    taxNumber: "PT123456789",
    creditLimit: "20",
    payment: "90",
    via: "kam1",
    ip: "198.51.100.20",
    cli: "351225550123",
    weight: 5,
  },
  {
    username: "thamesdial",
    company: "Thames Dial plc",
    name: "Oliver Grant",
    tariff: "Wholesale A-Z GBP",
    billingType: "POSTPAID",
    customerType: "LIVE",
    country: "GB",
    pin: "EC1A 1BB",
    phone: "2079460777",
    timeZone: "Europe/London",
    ...vat("20"),
    taxNumber: "GB987654321",
    creditLimit: "4000",
    via: "sbc1",
    ip: "2001:db8:77::/64",
    cli: "442079460777",
    weight: 15,
  },
  {
    username: "trialrun",
    company: "Trial Run Communications",
    name: "Sam Pope",
    tariff: "Retail A-Z USD",
    billingType: "PREPAID",
    customerType: "DEMO",
    country: "US",
    state: "CA",
    pin: "94105",
    phone: "4155550100",
    timeZone: "America/Los_Angeles",
    ...untaxed,
    creditLimit: "0",
    via: "fs1",
    ip: "198.51.100.21",
    cli: "14155550100",
    weight: 2,
  },
];

/** By whom the self-care portal can be looked at: one that pays in advance, and one that is sent invoices. */
export const demoBuyers = demoCustomers
  .filter(({ username }) => ["acmevoice", "madridcalls"].includes(username))
  .map(({ username, company }) => ({ username, password: demoPassword, label: `${company}, a customer` }));
