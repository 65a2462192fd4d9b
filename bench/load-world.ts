import { setTimeout as pause } from "node:timers/promises";
import { type OperatorApi, signInAt } from "../bin/demo/operator-api.ts";
import { nanoOf } from "../functions/money/money.ts";
import { Random } from "../test/sim/random.ts";
import { talkMs } from "./model.ts";

/** What the load runs on: customers with money, a device and a route each, a source that knows them by address, and a key of a switch. */

const customers = 20;
const addressOf = (n: number): string => `203.0.113.${10 + n}`;
/** Every fifth call is the first customer's. */
const shareOfOne = 0.2;

export interface LoadWorld {
  api: OperatorApi;
  accounts: readonly string[];
  /** By which all of them are charged. */
  tariffId: string;
  /** The body of a POST of so many calls that have just ended, and what they cost, in nano. */
  invent(calls: number): { body: string; cost: bigint };
  /** Posts the body until it is taken, as switches do. @returns what went wrong the first time, or nothing */
  deliverPatiently(body: string): Promise<string>;
  /** What a switch asks of another call of the n-th customer. */
  question(n: number): string;
  authorize(question: string): Promise<{ verdict: string; authorization_id: string }>;
  /** What the switch writes of that call when it is over, a second of talk, and what it costs, in nano. */
  recordOf(question: string): { body: string; cost: bigint };
  /** Says that a call which was let go is over. @returns the status */
  end(authorization: string): Promise<number>;
  /** What all customers were charged, in nano. */
  charged(): Promise<bigint>;
}

const paid = "9000000";
/** Nano. */
const perSecond = 10_000_000n;

async function equip(api: OperatorApi, n: number, terms: { tariffId: string; routeId: string }): Promise<string> {
  const limits = { maxCallSessions: 100_000, callSessionsPerSecond: 1000 };
  const { account } = await api.post<{ account: string }>("/customers", {
    ...{ customerType: "LIVE", username: `load${n}`, password: "Load-Pass-71!", currency: "EUR", timeZone: "UTC" },
    ...{ tariffId: terms.tariffId, billingType: "PREPAID", paymentTermDays: 14, maxCreditLimit: "0", taxFlag: "NONE" },
    ...{ name: "Ada Byron", company: `Load ${n}`, phone: "2079460018", maxCallMinutes: 1, ...limits },
  });
  await api.post(`/customers/${account}/ip-devices`, { ip: addressOf(n), dialPrefix: "", ...limits });
  await api.post(`/customers/${account}/dialing-routes`, { routeId: terms.routeId, pattern: "%" });
  await api.post(`/customers/${account}/payments`, { kind: "PAYMENT", amount: paid }, `load-${n}`);
  return account;
}

const inSeconds = (ms: number): string => (ms / 1000).toFixed(3);

/** A record of a call that has just ended. */
const lineOf = (call: { id: string; ip: string; cld: string }, talk: number, ended: number): string =>
  `${JSON.stringify({
    ...{ call_id: call.id, from_tag: "t", src_ip: call.ip, sip_code: "200" },
    ...{ cli_in: "442079460100", cld_in: call.cld, duration: inSeconds(talk) },
    ...{ setup_time: inSeconds(ended - talk - 4000), start_time: inSeconds(ended - talk), end_time: inSeconds(ended) },
  })}\n`;

/** A second's calls as Kamailio's acc_json writes them, at 0.60 a minute by the second: a second is a cent, so that no invoice has anything to round. */
function invented(random: Random, body: number, calls: number): { body: string; cost: bigint } {
  const end = Date.now();
  let cost = 0n;
  const lines = Array.from({ length: calls }, (_, n) => {
    const talk = talkMs(random);
    cost += BigInt(Math.ceil(talk / 1000)) * perSecond;
    const customer = random.chance(shareOfOne) ? 0 : random.int(1, customers - 1);
    const cld = `4420794${random.int(10_000, 99_999)}`;
    return lineOf({ id: `load-${body}-${n}`, ip: addressOf(customer), cld }, talk, end - random.int(0, 1000));
  });
  return { body: lines.join(""), cost };
}

export async function loadWorld(url: string, password: string): Promise<LoadWorld> {
  const api = await signInAt(url, { username: "admin", password });
  const made = async (path: string, body: object) => (await api.post<{ id: string }>(path, body)).id;
  const tariffId = await made("/tariffs", { name: "Load", currency: "EUR" });
  const price = { pricePerMinute: "0.6", connectFee: "0", graceSeconds: 0, freeSeconds: 0, blocked: false };
  const rate = { prefix: "44", destination: "United Kingdom", firstIncrement: 1, nextIncrement: 1, ...price };
  await api.post(`/tariffs/${tariffId}/rates`, rate);
  const vendor = await made("/vendors", { name: "Load", currency: "EUR" });
  const gatewayId = await made(`/vendors/${vendor}/gateways`, { name: "Load", host: "198.51.100.9" });
  const routeId = await made("/routes", { name: "Load" });
  await api.post(`/routes/${routeId}/rows`, { prefix: "", gatewayId });
  const accounts: string[] = [];
  for (let n = 0; n < customers; n++) accounts.push(await equip(api, n, { tariffId, routeId }));
  const asked = { name: "Load", switch: "load", format: "kamailio-json", customerBy: "ip" };
  const source = await made("/cdr-sources", asked);
  const { secret } = await api.post<{ secret: string }>("/api-keys", { name: "Load", scopes: ["switch"] });
  const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
  const random = new Random(17);
  let [questions, bodies] = [0, 0];
  const said = (path: string, body: string) =>
    fetch(`${url}/switch/v1${path}`, { method: "POST", headers, body, signal: AbortSignal.timeout(60_000) });
  return {
    api,
    accounts,
    tariffId,
    invent: (calls) => invented(random, bodies++, calls),
    async deliverPatiently(body) {
      let first = "";
      for (;;) {
        const failure = await said(`/cdrs?source=${source}`, body).then(
          async (reply) => (await reply.text()) && (reply.status === 202 ? "" : String(reply.status)),
          (error: Error) => error.name,
        );
        first ||= failure;
        if (failure === "") return first;
        await pause(1000);
      }
    },
    question(n) {
      const call = {
        switch_id: "load",
        call_id: `asked-${questions++}`,
        from_tag: "t",
        source_ip: addressOf(n % customers),
      };
      return JSON.stringify({ ...call, cli: "442079460100", cld: `44207946${1000 + (questions % 9000)}` });
    },
    async authorize(question) {
      const reply = await said("/authorize", question);
      if (!reply.ok) throw new Error(String(reply.status));
      return (await reply.json()) as { verdict: string; authorization_id: string };
    },
    recordOf(question) {
      const {
        call_id: id,
        source_ip: ip,
        cld,
      } = JSON.parse(question) as Record<"call_id" | "source_ip" | "cld", string>;
      return { body: lineOf({ id, ip, cld }, 1000, Date.now()), cost: perSecond };
    },
    async end(authorization_id) {
      const reply = await said("/end", JSON.stringify({ authorization_id }));
      await reply.text();
      return reply.status;
    },
    async charged() {
      let sum = 0n;
      for (const account of accounts) {
        const { balance } = await api.get<{ balance: string }>(`/customers/${account}`);
        sum += nanoOf(paid) - nanoOf(balance);
      }
      return sum;
    },
  };
}

/**
 * Waits until all is charged, or for a minute nothing more was.
 * @returns the seconds until the last charge that was seen, and what was charged then
 */
export async function untilCharged(
  world: Pick<LoadWorld, "charged">,
  owed: bigint,
): Promise<{ lag: number; charged: bigint }> {
  const begin = performance.now();
  let [lag, charged] = [0, 0n];
  for (;;) {
    const now = await world.charged();
    const at = (performance.now() - begin) / 1000;
    if (now !== charged) [lag, charged] = [at, now];
    if (charged === owed || at - lag > 60) return { lag, charged };
    await pause(250);
  }
}
