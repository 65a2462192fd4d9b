import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { Problem } from "../platform/problem.ts";
import { absent, get, put, remove, unchanged, WriteRefused, write } from "../platform/table.ts";
import { delayMs } from "./login.ts";

/** Wrong sign-ins of one user name in a row. Forgotten a day after the last one. */
const Attempts = z.object({ failures: z.int(), blockedUntilMs: z.int(), lastMs: z.int() });
const forgetMs = 24 * 3_600_000;

/** Sign-ins that one address may get wrong in a minute. */
const perAddress = 20;

const tooMany = (untilMs: number, at: number): Problem =>
  new Problem("rate_limited", "Too many attempts to sign in. Please wait a while.", {
    retryAfterSeconds: Math.max(1, Math.ceil((untilMs - at) / 1000)),
  });

const subjectOf = (username: string): string => `LOGIN#${username.toLowerCase()}`;
const minuteOf = (ip: string, at: number): string => `IP#${ip}#${Math.floor(at / 60_000)}`;

/** Counts the attempt before the password is looked at, so that parallel guesses cannot outrun the count. */
async function countForLogin(username: string, at: number): Promise<void> {
  const key = keys.attempts(subjectOf(username));
  const found = await get(Attempts, key);
  const seen = found && at - found.lastMs < forgetMs ? found : undefined;
  if (seen && seen.blockedUntilMs > at) throw tooMany(seen.blockedUntilMs, at);
  const failures = (seen?.failures ?? 0) + 1;
  const next = { failures, blockedUntilMs: at + delayMs(failures), lastMs: at, ttl: Math.ceil((at + forgetMs) / 1000) };
  await write(put({ ...key, ...next }, found ? unchanged("failures", found.failures) : absent));
}

const addForAddress = (ip: string, at: number, amount: number): Promise<void> =>
  write({
    kind: "update",
    key: keys.attempts(minuteOf(ip, at)),
    change: "SET #ttl = :ttl ADD #n :amount",
    values: { amount, ttl: Math.ceil(at / 1000) + 3600 },
    when: {
      expression: "attribute_not_exists(#n) OR #n < :most OR :amount < :none",
      values: { most: perAddress, none: 0 },
    },
  });

/**
 * Lets an attempt to sign in go ahead, counted as failed until `forgiveAttempt`.
 * @throws Problem rate_limited when the user name or the address had too many, or when guesses run in parallel.
 */
export async function countAttempt(username: string, ip: string, at: number): Promise<void> {
  try {
    await addForAddress(ip, at, 1);
  } catch (error) {
    if (error instanceof WriteRefused) throw tooMany(at + 60_000, at);
    throw error;
  }
  for (let tries = 0; tries < 4; tries++) {
    try {
      return await countForLogin(username, at);
    } catch (error) {
      if (!(error instanceof WriteRefused)) throw error;
    }
  }
  throw tooMany(at + 1000, at);
}

/** The password was right: the user name starts anew and the address has its attempt back. */
export async function forgiveAttempt(username: string, ip: string, at: number): Promise<void> {
  await write(remove(keys.attempts(subjectOf(username))));
  await addForAddress(ip, at, -1);
}
