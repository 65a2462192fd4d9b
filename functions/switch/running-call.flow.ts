import { attempt, mostTries, pauseAfter } from "../ledger/attempt.flow.ts";
import { balancesOf } from "../ledger/ledger.store.ts";
import { changeReservation, countersOf, giveBack, giveDeviceBack, holdMore } from "../ledger/reservation.store.ts";
import { accountOfAuthorization } from "../ledger/reservation.ts";
import type { Nano } from "../money/money.ts";
import { now } from "../platform/clock.ts";
import { keys } from "../platform/keys.ts";
import { Problem } from "../platform/problem.ts";
import { get, type Write } from "../platform/table.ts";
import { affordableSeconds, grossCost, type Price } from "./affordable.ts";
import { askAgainAt, deniedAnswer } from "./answer-call.ts";
import { Authorization } from "./authorization.ts";
import { sliceSeconds } from "./authorize-call.flow.ts";
import type { Verdict } from "./call-request.ts";
import { heldPrice, payingPeople } from "./held-price.flow.ts";
import { type PayingPeople, stopOf } from "./stop-of.ts";

/** What a switch says of a call that goes on: that it wants more time, or that it is over. */

interface Running {
  account: string;
  id: string;
  seen: Authorization;
}

async function runningCall(id: string): Promise<Running | undefined> {
  const account = accountOfAuthorization(id);
  const seen = account && (await get(Authorization, keys.reservation(account, id)));
  return account && seen ? { account, id, seen } : undefined;
}

const unknown = (): Verdict => deniedAnswer(null, { code: "UNKNOWN_AUTHORIZATION", detail: "" });

/** Tries until the transaction stands or there is nothing left to do. */
async function untilDone<T>(one: () => Promise<{ done: T } | { writes: Write[]; outcome: T }>): Promise<T> {
  for (let tries = 0; tries < mostTries; tries++) {
    const next = await one();
    if ("done" in next) return next.done;
    const end = await attempt(next.writes);
    if (end === "done") return next.outcome;
    if (end === "bug") throw new Error("what a call holds cannot be written");
    await pauseAfter(end, tries);
  }
  throw new Problem("unavailable", "Too many calls of this account are at it at once.", { retryAfterSeconds: 1 });
}

interface Level {
  account: string;
  price: Price;
  available: Nano;
  held: Nano;
}

/** The prices of before: a call is reckoned to its end by the versions that let it go. */
async function levelsOf({ seen }: Running, people: PayingPeople): Promise<Level[]> {
  const balances = await balancesOf(seen.tariffs.map(({ account }) => account));
  return Promise.all(
    seen.tariffs.map(async ({ account }): Promise<Level> => {
      const held = await heldPrice(seen, account, people);
      if (!held) throw new Error(`${account} has no price for a call that it holds`);
      const { price } = held;
      return { account, price, available: balances.get(account)?.available ?? 0n, held: seen.amt[account] ?? 0n };
    }),
  );
}

/** Most seconds of talk that the money of every level, with what is held already, pays for. */
const mostOf = (levels: readonly Level[], cap: number): number =>
  levels.reduce(
    (most, { price, available, held }) => Math.min(most, affordableSeconds(price, available + held, most) ?? 0),
    cap,
  );

/**
 * More time for a call that has talked `elapsed` seconds. What cannot be paid for is not granted: the answer is then what
 * was granted before, without a time to ask again. A call that somebody had stopped, or whose account may not call any more,
 * is refused: the switch ends it.
 */
export const reauthorizeCall = (id: string, elapsed: number): Promise<Verdict> =>
  untilDone(async () => {
    const running = await runningCall(id);
    if (!running?.seen.live) return { done: unknown() };
    const { account, seen } = running;
    const people = await payingPeople(seen);
    const stopped = stopOf(account, seen, people);
    if (stopped) return { done: deniedAnswer(account, stopped) };
    const cap = (people.customers.get(account)?.maxCallMinutes ?? 0) * 60;
    const levels = await levelsOf(running, people);
    const most = Math.max(mostOf(levels, cap), seen.granted);
    const granted = Math.min(most, Math.max(seen.granted, elapsed + sliceSeconds));
    const answer = {
      ...seen.answer,
      max_duration_s: granted,
      reauthorize_at: granted < most ? askAgainAt(granted) : null,
    };
    if (granted === seen.granted) return { done: { ...answer, reauthorize_at: null } };
    const more = levels.map(({ account: of, price, held }) => ({ of, amount: grossCost(price, granted) - held }));
    const amt = {
      ...seen.amt,
      ...Object.fromEntries(levels.map(({ account: of, price }) => [of, grossCost(price, granted)])),
    };
    const exp = seen.exp + granted - seen.granted;
    const next = { ...seen, amt, granted, answer, exp, talkFrom: now() - elapsed * 1000 };
    return {
      writes: [
        ...more.filter(({ amount }) => amount > 0n).map(({ of, amount }) => holdMore(of, amount)),
        changeReservation(account, id, seen, next),
      ],
      outcome: answer,
    };
  });

/** The call is over: its sessions are free, its money waits for the CDR. Said twice or of an unknown call, nothing happens. */
export const endCall = (id: string): Promise<void> =>
  untilDone<void>(async () => {
    const running = await runningCall(id);
    if (!running?.seen.live) return { done: undefined };
    const { account, seen } = running;
    return {
      writes: [
        changeReservation(account, id, seen, { ...seen, live: false }),
        ...Object.keys(seen.amt).map((of) => giveBack(of, 0n, 1)),
        ...countersOf(seen).map(giveDeviceBack),
      ],
      outcome: undefined,
    };
  });
