import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { Problem } from "../platform/problem.ts";
import { absent, get, put, remove, unchanged, write } from "../platform/table.ts";
import { WriteRefused } from "../platform/write-refused.ts";
import { counted } from "../time/counted.ts";
import { delayMs } from "./login.ts";

/** Wrong sign-ins of one user name in a row. Forgotten a day after the last one. */
const Attempts = z.object({ failures: z.int(), blockedUntilMs: z.int(), lastMs: z.int() });
const forgetMs = 24 * 3_600_000;

/** Sign-ins that one address may get wrong in a minute. */
const perAddress = 20;
/** Requests that one API key may make in a second. */
const perKey = 100;
/** Links for a new password that may be asked for in an hour for one user name, whether anyone has it or not. */
const asksPerHour = 3;
const hourMs = 3_600_000;

function tooMany(untilMs: number, at: number, what = "Too many attempts to sign in."): Problem {
  const retryAfterSeconds = Math.max(1, Math.ceil((untilMs - at) / 1000));
  const minutes = Math.ceil(retryAfterSeconds / 60);
  const wait = minutes > 1 ? counted(minutes, "minute") : counted(retryAfterSeconds, "second");
  return new Problem("rate_limited", `${what} Please wait ${wait}.`, { retryAfterSeconds });
}

const subjectOf = (username: string): string => `LOGIN#${username.toLowerCase()}`;
const minuteMs = 60_000;
const minuteOf = (at: number): number => Math.floor(at / minuteMs);

/** Counts the attempt before the password is looked at, so that parallel guesses cannot outrun the count. */
async function countForLogin(username: string, at: number): Promise<void> {
  const key = keys.attempts(subjectOf(username));
  const found = await get(Attempts, key);
  const seen = found && at - found.lastMs < forgetMs ? found : undefined;
  if (seen && seen.blockedUntilMs > at) throw tooMany(seen.blockedUntilMs, at);
  const failures = (seen?.failures ?? 0) + 1;
  const delay = delayMs(failures);
  // Without a delay there is no instant to wait for: another machine's clock may be behind this one's.
  const blockedUntilMs = delay === 0 ? 0 : at + delay;
  const next = { failures, blockedUntilMs, lastMs: at, ttl: Math.ceil((at + forgetMs) / 1000) };
  await write(put({ ...key, ...next }, found ? unchanged("failures", found.failures) : absent));
}

interface Counted {
  most: number;
  amount: number;
  /** For so long it is counted at least. */
  keptMs?: number;
}

/** Counts for a while. Fails its condition at the most. */
const addFor = (subject: string, at: number, { most, amount, keptMs = 2 * hourMs }: Counted): Promise<void> =>
  write({
    kind: "update",
    key: keys.attempts(subject),
    change: "SET #ttl = :ttl ADD #n :amount",
    values: { amount, ttl: Math.ceil((at + keptMs) / 1000) },
    when: {
      expression: "attribute_not_exists(#n) OR #n < :most OR :amount < :none",
      values: { most, none: 0 },
    },
  });

const addForAddress = (ip: string, at: number, amount: number): Promise<void> =>
  addFor(`IP#${ip}#${minuteOf(at)}`, at, { most: perAddress, amount });

/** Lets an address go on that has not tried too much in this minute. @throws Problem rate_limited */
export async function countFromAddress(ip: string, at: number): Promise<void> {
  try {
    await addForAddress(ip, at, 1);
  } catch (error) {
    if (error instanceof WriteRefused) throw tooMany((minuteOf(at) + 1) * minuteMs, at);
    throw error;
  }
}

/**
 * Lets an API key go on that has not asked too much in this second: one conditional write, so it is exact however many
 * machines answer it.
 * @throws Problem rate_limited
 */
export async function countFromKey(id: string, at: number): Promise<void> {
  const second = Math.floor(at / 1000);
  try {
    await addFor(`KEY#${id}#${second}`, at, { most: perKey, amount: 1, keptMs: 60_000 });
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
    throw tooMany(
      (second + 1) * 1000,
      at,
      `This key has made ${perKey} requests in this second. Please wait for the next.`,
    );
  }
}

/**
 * Lets a link for a new password be asked for. Names are counted whether anyone has them or not.
 * @throws Problem rate_limited when the user name or the address had too many
 */
export async function countAsk(username: string, ip: string, at: number): Promise<void> {
  await countFromAddress(ip, at);
  const hour = Math.floor(at / hourMs);
  try {
    await addFor(`RESET#${username.toLowerCase()}#${hour}`, at, { most: asksPerHour, amount: 1 });
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
    throw tooMany((hour + 1) * hourMs, at, "A link was asked for several times for this user name.");
  }
}

/**
 * Lets an attempt to sign in go ahead, counted as failed until `forgiveAttempt`.
 * @throws Problem rate_limited when the user name or the address had too many, or when guesses run in parallel.
 */
export async function countAttempt(username: string, ip: string, at: number): Promise<void> {
  await countFromAddress(ip, at);
  for (let tries = 0; tries < 4; tries++) {
    try {
      return await countForLogin(username, at);
    } catch (error) {
      if (!(error instanceof WriteRefused)) throw error;
    }
  }
  throw tooMany(at + 1000, at);
}

/** The user name starts anew. */
export const forgetFailures = (username: string): Promise<void> => write(remove(keys.attempts(subjectOf(username))));

/** The password was right: the user name starts anew and the address has its attempt back. */
export async function forgiveAttempt(username: string, ip: string, at: number): Promise<void> {
  await forgetFailures(username);
  await addForAddress(ip, at, -1);
}
