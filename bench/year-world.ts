import type { Context } from "aws-lambda";
import type { SwitchCdr } from "../functions/cdrs/cdr.ts";
import { aCdr } from "../test/sim/calls.ts";
import { Random } from "../test/sim/random.ts";
import { addAccounts, publishDeck } from "./full-path-world.ts";
import { talkMs, zipf } from "./model.ts";
import { takenByFamily } from "./process-family.ts";
import { numbersOfTraffic, ratesFor, realPrefixes } from "./real-prefixes.ts";

/**
 * A year of calls of 1,000 customers: each day's are rated and posted by the rating function when that day is over, and
 * counted, put into files and added up by the function that does so every hour. What is held here of it is a day, sums by
 * date, and the largest customer's calls.
 */

const dayMs = 86_400_000;
/** The calls of a day end in the hour before this one. */
const evening = 20 * 3_600_000;
const busyMs = 16 * 3_600_000;
/** Days that are posted before that function runs: a day is put away once, however often it is looked at. */
const daysBetweenFolds = 28;
/** A record of the stream has at most a megabyte, compressed. */
const callsOfRecord = 5_000;

export interface YearSize {
  calls: number;
  days: number;
}

/** A call as it was posted. */
export interface PostedCall {
  callId: string;
  setupMs: number;
  seconds: number;
}

/** Calls of a date as they were posted. */
export interface PostedDay {
  calls: number;
  seconds: number;
}

export interface Year {
  accounts: readonly string[];
  /** The customer with the most calls. */
  largest: string;
  /** Its calls, the newest first. */
  posted: PostedCall[];
  /** Of all customers, by date. */
  byDate: ReadonlyMap<string, PostedDay>;
  /** What posting took, and counting and putting away. */
  posting: Spent;
  filing: Spent;
  /** Days of accounts that were put away. */
  filed: number;
  /** Accounts whose files do not hold as many calls as were made up for them, and days that nobody added up. */
  differences: string[];
}

/** Seconds. */
export interface Spent {
  wall: number;
  /** Of this process, in which the bucket is too, and of the table's engine. */
  processor: number;
}

const nothingSpent: Spent = { wall: 0, processor: 0 };

async function spending(before: Spent, work: () => Promise<void>): Promise<Spent> {
  const [began, had] = [performance.now(), takenByFamily(process.pid).processorSeconds];
  await work();
  return {
    wall: before.wall + (performance.now() - began) / 1000,
    processor: before.processor + takenByFamily(process.pid).processorSeconds - had,
  };
}

export const dateOf = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);

/** Calls of the customer with the most, on the last day: a day to filter. */
const busyDay = (calls: number): number => Math.min(10_000, Math.floor(calls / 2));

class YearWorld {
  readonly accounts: readonly string[];
  readonly calls: number[];
  readonly posted: PostedCall[] = [];
  readonly byDate = new Map<string, PostedDay>();
  private readonly source: string;
  private readonly numbers: readonly string[];
  private readonly random = new Random(9);
  private readonly drawn: (random: Random) => number;
  private made = 0;

  constructor(accounts: readonly string[], source: string, numbers: readonly string[]) {
    this.accounts = accounts;
    this.source = source;
    this.numbers = numbers;
    this.drawn = zipf(accounts.length);
    this.calls = accounts.map(() => 0);
  }

  private note(of: number, { callId, setupMs, billableMs }: { callId: string; setupMs: number; billableMs: number }) {
    const seconds = Math.ceil(billableMs / 1000);
    this.calls[of] = (this.calls[of] ?? 0) + 1;
    if (of === 0) this.posted.push({ callId, setupMs, seconds });
    const sum = this.byDate.get(dateOf(setupMs)) ?? { calls: 0, seconds: 0 };
    this.byDate.set(dateOf(setupMs), { calls: sum.calls + 1, seconds: sum.seconds + seconds });
  }

  /** A call that ended in so many milliseconds before an instant. @param of which account's; left out: by Zipf's law */
  call(endMs: number, windowMs: number, of = this.drawn(this.random)): SwitchCdr {
    const { random, numbers, source } = this;
    const billableMs = talkMs(random);
    const endedMs = endMs - random.int(0, windowMs);
    const setupMs = endedMs - billableMs - 4000;
    const callId = `${(this.made++).toString(36)}-${random.int(1e8, 1e9).toString(16)}@198.51.100.7`;
    this.note(of, { callId, setupMs, billableMs });
    const cldReceived = numbers[random.int(0, numbers.length - 1)] ?? "";
    const accountCode = this.accounts[of] ?? "";
    const times = { setupMs, answeredMs: endedMs - billableMs, endedMs, billableMs };
    return aCdr({ callId, source, switch: source, accountCode, cldReceived, ...times });
  }

  async charge(day: string, cdrs: readonly SwitchCdr[]): Promise<void> {
    const { rate } = await import("../test/support/charging.ts");
    for (let at = 0; at < cdrs.length; at += callsOfRecord) {
      const some = cdrs.slice(at, at + callsOfRecord).map((cdr, i) => ({ ...cdr, line: i + 1 }));
      const batch = { source: this.source, delivery: `${day}-${at}`, part: 0, cdrs: some, parked: [] };
      if ((await rate(batch)).length > 0) throw new Error(`not all calls of ${day} were charged`);
    }
  }

  /** Every account has as many calls as were made up for it in its files, and all days are added up. */
  async check(): Promise<Pick<Year, "filed" | "differences">> {
    const { balanceOf } = await import("../functions/ledger/ledger.store.ts");
    const { callDays } = await import("../functions/cdrs/cdr.store.ts");
    const { owedDays } = await import("../functions/analysis/owner-day.store.ts");
    const differences = (await owedDays()).map(({ date }) => `${date} is not added up`);
    let filed = 0;
    for (const [i, account] of this.accounts.entries()) {
      const open = (await balanceOf(account))?.dirty;
      const files = (await callDays(account)).flatMap(({ object }) => (object ? [object.n] : []));
      const calls = files.reduce((sum, n) => sum + n, 0);
      filed += files.length;
      if (calls !== this.calls[i] || open !== "")
        differences.push(`${account}: ${calls} calls in files, not ${this.calls[i]}`);
    }
    return { filed, differences };
  }
}

/** What runs every hour. It counts and files what every account has of days that are over, and adds it up. */
async function fold(): Promise<void> {
  const { handler } = await import("../functions/handlers/fold-calls.ts");
  const untilMs = Date.now() + 86_400_000;
  const getRemainingTimeInMillis = () => untilMs - Date.now();
  await handler({}, { awsRequestId: crypto.randomUUID(), getRemainingTimeInMillis } as Context);
}

/** Has the customers in the operator's list: whoever counts goes by it. */
async function enlist(accounts: readonly string[]): Promise<void> {
  const { getCustomers } = await import("../functions/customers/customer.store.ts");
  const { addListing } = await import("../functions/customers/listing.store.ts");
  const { transact } = await import("../functions/platform/table.ts");
  for (const customer of (await getCustomers(accounts)).values()) await transact(addListing(customer));
}

async function openYear(customers: number): Promise<YearWorld> {
  const { addedSource } = await import("../test/intake/world.ts");
  const deck = realPrefixes();
  const accounts = await addAccounts(await publishDeck(ratesFor(deck)), customers);
  await enlist(accounts);
  const source = await addedSource({ format: "kamailio-json", customerBy: "account" });
  return new YearWorld(accounts, source.id, numbersOfTraffic(deck, 50_000, 3));
}

export const progress = (text: string): boolean => process.stderr.write(`  year: ${text}\n`);

const inMinutes = (seconds: number): string => `${(seconds / 60).toFixed(1)} min`;

/** @param todayMs midnight, UTC: the year ends with the day before */
export async function fillYear({ calls, days }: YearSize, todayMs: number): Promise<Year> {
  const { replaceClock } = await import("../functions/platform/clock.ts");
  const clock = { at: todayMs - days * dayMs };
  const restore = replaceClock(() => clock.at);
  const world = await openYear(1000);
  let [posting, filing] = [nothingSpent, nothingSpent];
  const perDay = Math.round((calls - busyDay(calls)) / days);
  for (let day = 0; day < days; day++) {
    const [beginMs, isLast] = [todayMs - (days - day) * dayMs, day === days - 1];
    const cdrs = Array.from({ length: perDay }, () => world.call(beginMs + evening, 3_600_000));
    if (isLast) for (let n = busyDay(calls); n > 0; n--) cdrs.push(world.call(beginMs + evening, busyMs, 0));
    clock.at = beginMs + dayMs;
    posting = await spending(posting, () => world.charge(`day-${day}`, cdrs));
    const isFolded = isLast || day % daysBetweenFolds === daysBetweenFolds - 1;
    if (isFolded) filing = await spending(filing, fold);
    if (!isFolded && day % 7 !== 6) continue;
    const left = isFolded
      ? `, about ${inMinutes(((posting.wall + filing.wall) / (day + 1)) * (days - day - 1))} to go`
      : "";
    progress(
      `${day + 1} of ${days} days: posting ${inMinutes(posting.wall)}, counting and files ${inMinutes(filing.wall)}${left}`,
    );
  }
  restore();
  const { filed, differences } = await world.check();
  const posted = world.posted.sort((a, b) => b.setupMs - a.setupMs);
  const { accounts, byDate } = world;
  return { accounts, largest: accounts[0] ?? "", posted, byDate, posting, filing, filed, differences };
}
