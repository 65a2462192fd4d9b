import type { SwitchCdr } from "../functions/cdrs/cdr.ts";
import { aCdr } from "../test/sim/calls.ts";
import { Random } from "../test/sim/random.ts";
import { addAccounts, publishDeck } from "./full-path-world.ts";
import { talkMs, zipf } from "./model.ts";
import { numbersOfTraffic, ratesFor, realPrefixes } from "./real-prefixes.ts";

/**
 * A year of calls of 1,000 customers: each day's are rated and posted by the rating function when that day is over, and
 * put away by what the hourly job runs for each account. What is held here of it is a day, and the largest customer's calls.
 */

const dayMs = 86_400_000;
/** The calls of a day end in the hour before this one. */
const evening = 20 * 3_600_000;
const busyMs = 16 * 3_600_000;
/** Days that are posted before the accounts are gone through once: what is put away is a day, however often it is looked at. */
const daysBetweenFolds = 28;
const accountsAtOnce = 4;
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

export interface Year {
  /** The customer with the most calls. */
  largest: string;
  /** Its calls, the newest first. */
  posted: PostedCall[];
  accounts: number;
  /** Seconds that posting took, and putting away; days of accounts that were put away. */
  postedIn: number;
  filedIn: number;
  filed: number;
  /** Accounts whose balance is not what a plain fold says that their number of calls is. */
  differences: string[];
}

/** Calls of the customer with the most, on the last day: a day to filter. */
const busyDay = (calls: number): number => Math.min(10_000, Math.floor(calls / 2));

class YearWorld {
  readonly accounts: readonly string[];
  readonly calls: number[];
  readonly posted: PostedCall[] = [];
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

  /** A call that ended in so many milliseconds before an instant. @param of which account's; left out: by Zipf's law */
  call(endMs: number, windowMs: number, of = this.drawn(this.random)): SwitchCdr {
    const { random, numbers, source } = this;
    const billableMs = talkMs(random);
    const endedMs = endMs - random.int(0, windowMs);
    const setupMs = endedMs - billableMs - 4000;
    const callId = `${(this.made++).toString(36)}-${random.int(1e8, 1e9).toString(16)}@198.51.100.7`;
    this.calls[of] = (this.calls[of] ?? 0) + 1;
    if (of === 0) this.posted.push({ callId, setupMs, seconds: Math.ceil(billableMs / 1000) });
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

  /** Counts and files what every account has of days that are over. @returns how many days of accounts */
  async fold(at: number): Promise<number> {
    const { foldDays } = await import("../functions/analysis/fold-days.flow.ts");
    const { compactDay } = await import("../functions/cdrs/compact-day.flow.ts");
    let days = 0;
    const waiting = [...this.accounts];
    const one = async () => {
      for (let account = waiting.shift(); account; account = waiting.shift()) {
        const folded = await foldDays({ account, resellers: [] }, at, compactDay);
        days += folded;
      }
    };
    await Promise.all(Array.from({ length: accountsAtOnce }, one));
    return days;
  }

  /** Every account has as many calls as were made up for it. */
  async differences(): Promise<string[]> {
    const { balanceOf } = await import("../functions/ledger/ledger.store.ts");
    const { callDays } = await import("../functions/cdrs/cdr.store.ts");
    const found: string[] = [];
    for (const [i, account] of this.accounts.entries()) {
      const open = (await balanceOf(account))?.dirty;
      const filed = (await callDays(account)).reduce((sum, { object }) => sum + (object?.n ?? 0), 0);
      if (filed !== this.calls[i] || open !== "")
        found.push(`${account}: ${filed} calls in files, not ${this.calls[i]}`);
    }
    return found;
  }
}

async function openYear(customers: number): Promise<YearWorld> {
  const { addedSource } = await import("../test/intake/world.ts");
  const deck = realPrefixes();
  const accounts = await addAccounts(await publishDeck(ratesFor(deck)), customers);
  const source = await addedSource({ format: "kamailio-json", customerBy: "account" });
  return new YearWorld(accounts, source.id, numbersOfTraffic(deck, 50_000, 3));
}

const progress = (text: string): boolean => process.stderr.write(`  year: ${text}\n`);

/** @param todayMs midnight, UTC: the year ends with the day before */
export async function fillYear({ calls, days }: YearSize, todayMs: number): Promise<Year> {
  const { replaceClock } = await import("../functions/platform/clock.ts");
  const clock = { at: todayMs - days * dayMs };
  const restore = replaceClock(() => clock.at);
  const world = await openYear(1000);
  const spent = { posting: 0, filing: 0, filed: 0 };
  const perDay = Math.round((calls - busyDay(calls)) / days);
  for (let day = 0; day < days; day++) {
    const [beginMs, isLast] = [todayMs - (days - day) * dayMs, day === days - 1];
    const cdrs = Array.from({ length: perDay }, () => world.call(beginMs + evening, 3_600_000));
    if (isLast) for (let n = busyDay(calls); n > 0; n--) cdrs.push(world.call(beginMs + evening, busyMs, 0));
    clock.at = beginMs + dayMs;
    const began = performance.now();
    await world.charge(`day-${day}`, cdrs);
    const posted = performance.now();
    const isFolded = isLast || day % daysBetweenFolds === daysBetweenFolds - 1;
    if (isFolded) spent.filed += await world.fold(clock.at);
    spent.posting += (posted - began) / 1000;
    spent.filing += (performance.now() - posted) / 1000;
    if (isFolded || day % 7 === 0)
      progress(
        `${day + 1} of ${days} days, ${spent.posting.toFixed()} s of posting, ${spent.filed} days filed in ${spent.filing.toFixed()} s`,
      );
  }
  restore();
  const posted = world.posted.sort((a, b) => b.setupMs - a.setupMs);
  const { posting: postedIn, filing: filedIn, filed } = spent;
  const differences = await world.differences();
  return {
    largest: world.accounts[0] ?? "",
    posted,
    accounts: world.accounts.length,
    postedIn,
    filedIn,
    filed,
    differences,
  };
}
