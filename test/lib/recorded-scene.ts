import { gzipSync } from "node:zlib";
import { batchOf, type Office } from "./bundled-office.ts";
import type { Bundles } from "./bundled-world.ts";

/** What the office set up before the events come. */
export interface Scene {
  bundles: Bundles;
  office: Office;
  tariff: string;
  source: string;
  key: string;
  /** Makes a customer whose calls carry its account code. */
  customer(): Promise<string>;
}

export interface RecordedEvent {
  handler: string;
  of: "http" | "kinesis" | "s3" | "schedule";
  says: string;
  happens(scene: Scene): Promise<void>;
}

let count = 0;
const unique = () => `e${(count++).toString(36)}${crypto.randomUUID().slice(0, 8)}`;

export async function setUp(bundles: Bundles, office: Office): Promise<Scene> {
  const { id: tariff } = await office("POST", "/tariffs", { name: "Recorded", currency: "EUR" });
  const rate = { prefix: "44", destination: "United Kingdom", pricePerMinute: "0.06" };
  const past = { effectiveFrom: "2020-01-01T00:00:00Z", confirmPastChange: true };
  await office("POST", `/tariffs/${tariff}/rates`, { ...rate, ...past });
  const layout = { format: "kamailio-json", customerBy: "account" };
  const { id: source } = await office("POST", "/cdr-sources", { name: "Proxy", switch: "proxy1", ...layout });
  const { secret: key } = await office("POST", "/api-keys", { name: "Proxy", scopes: ["switch"] });
  const terms = {
    customerType: "LIVE",
    currency: "EUR",
    tariffId: tariff,
    billingType: "PREPAID",
    paymentTermDays: 14,
  };
  const limits = { maxCreditLimit: "1000", taxFlag: "NONE", maxCallSessions: 30, callSessionsPerSecond: 5 };
  const person = { name: "Rosa Marin", company: "Acme Voice", phone: "2125550142", password: "Tr0ub4dor&3x" };
  const customer = async () =>
    (await office("POST", "/customers", { ...terms, ...limits, ...person, username: unique() })).account as string;
  return { bundles, office, tariff, source, key, customer };
}

/** A minute to London, ten minutes ago, as Kamailio writes it. */
export function callOf(account: string, callId = unique()): string {
  const setup = Date.now() / 1000 - 600;
  const numbers = { account, cli_in: "442079460100", cld_in: "442079460018", duration: "60.000", sip_code: "200" };
  const times = { setup_time: setup, start_time: setup + 2, end_time: setup + 62 };
  const text = Object.fromEntries(Object.entries(times).map(([name, at]) => [name, at.toFixed(3)]));
  return JSON.stringify({ call_id: callId, from_tag: "t1", ...numbers, ...text });
}

/** A record that a producer of the operator's own puts on the stream. */
export const produced = (source: string, lines: readonly string[]): string =>
  gzipSync(JSON.stringify({ source, delivery: unique(), lines })).toString("base64");

export const balance = async ({ office }: Scene, account: string): Promise<string> =>
  (await office("GET", `/customers/${account}`)).balance;

/** A call of a new customer, charged. */
export async function charged(scene: Scene): Promise<string> {
  const account = await scene.customer();
  await scene.bundles.invoke("rate-cdrs", batchOf([produced(scene.source, [callOf(account)])]));
  return account;
}
