import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { ListPage, OperatorApi } from "../../bin/demo/operator-api.ts";
import { decimalOf } from "../../functions/money/money.ts";

/** A file of calls of any size, each of another length than its neighbours, and what its customers owe for it. */

export const customers = 8;
const addressOf = (n: number) => `203.0.113.${10 + n}`;
/** Talk time of a call, 1 to 300 s. */
const secondsOf = (n: number) => 1 + ((n * 7919) % 300);

/** Customers at 0.06 a minute by 30/6, each known by its address, and the source; the accounts in that order. */
export async function setUpCallers(api: OperatorApi): Promise<{ accounts: string[]; source: string }> {
  const tariff = await api.post<{ id: string }>("/tariffs", { name: "Big file", currency: "USD" });
  const terms = { pricePerMinute: "0.06", connectFee: "0", graceSeconds: 0, freeSeconds: 0, blocked: false };
  const rate = { prefix: "44", destination: "United Kingdom", firstIncrement: 30, nextIncrement: 6, ...terms };
  await api.post(`/tariffs/${tariff.id}/rates`, rate);
  const accounts: string[] = [];
  for (let n = 0; n < customers; n++) {
    const { account } = await api.post<{ account: string }>("/customers", {
      ...{ customerType: "LIVE", username: `bigfile${n}`, password: "Big-File-Pass-7", currency: "USD" },
      ...{ tariffId: tariff.id, billingType: "POSTPAID", paymentTermDays: 14, maxCreditLimit: "0", taxFlag: "NONE" },
      ...{ maxCallSessions: 10, callSessionsPerSecond: 2, name: "Ada Byron", company: `Big file ${n}` },
      ...{ phone: "2079460018", timeZone: "UTC" },
    });
    const limits = { maxCallSessions: 10, callSessionsPerSecond: 2 };
    await api.post(`/customers/${account}/ip-devices`, { ip: addressOf(n), dialPrefix: "", ...limits });
    accounts.push(account);
  }
  const source = { name: "Big", switch: "bigfs", format: "freeswitch-json", customerBy: "ip" };
  return { accounts, source: (await api.post<{ id: string }>("/cdr-sources", source)).id };
}

/**
 * One CDR as mod_json_cdr writes it.
 * @param more characters of Via branches, SDP and RTP figures, which a real one has by the thousand
 */
function lineOf(n: number, fromMs: number, more: number): string {
  const setup = fromMs + n * 2000;
  const end = setup + 2000 + secondsOf(n) * 1000;
  const micro = (ms: number) => `${ms}000`;
  const number = `442079${String(n % 1_000_000).padStart(6, "0")}`;
  const variables = {
    ...{ uuid: `big-${n}`, call_uuid: `big-${n}`, direction: "inbound", hangup_cause: "NORMAL_CLEARING" },
    ...{ hangup_cause_q850: "16", proto_specific_hangup_cause: "sip%3A200", read_codec: "PCMA" },
    ...{ start_uepoch: micro(setup), answer_uepoch: micro(setup + 2000), end_uepoch: micro(end) },
    ...{ billusec: micro(secondsOf(n) * 1000), duration: String(secondsOf(n) + 2) },
    ...{ sip_network_ip: addressOf(n % customers), sip_full_via: randomBytes(more >> 1).toString("hex") },
  };
  const caller_profile = {
    ...{ caller_id_number: "442079460100", destination_number: number, network_addr: addressOf(n % customers) },
  };
  const times = { created_time: micro(setup), answered_time: micro(setup + 2000), hangup_time: micro(end) };
  const callflow = [{ profile_index: "1", caller_profile, times }];
  return `${JSON.stringify({ switchname: "bigfs", variables, callflow })}\n`;
}

function* linesOf(calls: number, more: number): Generator<string> {
  const fromMs = Date.now() - 30 * 86_400_000;
  for (let n = 0; n < calls; n++) yield lineOf(n, fromMs, more);
}

/** Writes the calls as a gzip file. */
export const writeCallFile = (path: string, calls: number, more: number): Promise<void> =>
  pipeline(Readable.from(linesOf(calls, more)), createGzip({ level: 1 }), createWriteStream(path));

/** What a customer's balance is then: 30/6 bills full steps, and a billed second costs a thousandth. */
export function balanceAfter(calls: number, customer: number): string {
  let owed = 0;
  for (let n = customer; n < calls; n += customers) owed += 30 + 6 * Math.ceil(Math.max(0, secondsOf(n) - 30) / 6);
  return decimalOf(-1_000_000n * BigInt(owed));
}

/** The switch's ids of every call that an account was charged for, page by page. */
export async function* callIdsOf(api: OperatorApi, account: string): AsyncGenerator<string> {
  let cursor: string | null = "";
  while (cursor !== null) {
    const query: string = `limit=200${cursor ? `&cursor=${cursor}` : ""}`;
    const page: ListPage<{ callId: string }> = await api.get(`/customers/${account}/calls?${query}`);
    for (const { callId } of page.items) yield callId;
    cursor = page.nextCursor;
  }
}

/** Counts the calls that an account was charged for into `times`, by their number in the file. @returns how many are not of this customer */
async function countCalls(api: OperatorApi, account: string, customer: number, times: Uint8Array): Promise<number> {
  let strangers = 0;
  for await (const id of callIdsOf(api, account)) {
    const n = Number(/^big-(\d+)$/.exec(id)?.[1] ?? Number.NaN);
    if (n < times.length && n % customers === customer) times[n] = (times[n] ?? 0) + 1;
    else strangers++;
  }
  return strangers;
}

/** Where the customers' calls and balances are not those of the file; nothing when every call was charged once. */
export async function differencesFrom(api: OperatorApi, accounts: readonly string[], calls: number): Promise<string[]> {
  const found: string[] = [];
  const times = new Uint8Array(calls);
  for (const [customer, account] of accounts.entries()) {
    const { balance } = await api.get<{ balance: string }>(`/customers/${account}`);
    const wanted = balanceAfter(calls, customer);
    if (balance !== wanted) found.push(`${account}: balance ${balance} instead of ${wanted}`);
    const strangers = await countCalls(api, account, customer, times);
    if (strangers > 0) found.push(`${account}: ${strangers} calls that the file does not have for it`);
  }
  const wrong = times.reduce((sum, count) => sum + (count === 1 ? 0 : 1), 0);
  if (wrong > 0) found.push(`${wrong} of ${calls} calls are not there exactly once`);
  return found;
}
