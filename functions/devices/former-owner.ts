import { markLifeMs } from "../cdrs/seen.ts";
import { Problem } from "../platform/problem.ts";

/**
 * An address, a SIP login or a code can pass from one customer to another. A call is whose it was at its setup, so what
 * is released keeps whose it was: an old file that comes again meets the marks of those who paid for it.
 */

/** An owner of an address, login or code. */
export interface Owned {
  account: string;
  /** Since when, epoch ms, inclusive. */
  from: number;
  /** Until when, epoch ms, exclusive; undefined: it is theirs now. */
  until?: number | undefined;
}

/** As long as the marks that a call of then would meet. */
export const formerOwnerMs = markLifeMs;

/** Former owners of one login or code: about 30 KB of the 400 KB that an item can hold. */
export const mostFormerOwners = 200;

/**
 * Who owned it at an instant; the owners come in the order in which they count. When nobody did, the owner of today:
 * many a device is added only after its first calls. Where the owner of then is the owner of today, what is set today
 * counts, so that a corrected device helps the calls that wait for it.
 */
export function ownerAt<O extends Owned>(owners: readonly O[], at: number): O | undefined {
  const today = owners.find((one) => one.until === undefined);
  const then = owners.find((one) => one.from <= at && (one.until === undefined || at < one.until));
  return then && then.account !== today?.account ? then : today;
}

/**
 * Former owners who got it only after an instant at which nobody had it. While it was theirs, a call of that instant was
 * taken for theirs, as it is for today's owner now: whoever paid for it then is not to be followed by another.
 */
export function laterOwners<O extends Owned>(owners: readonly O[], at: number): O[] {
  if (owners.some((one) => one.from <= at && (one.until === undefined || at < one.until))) return [];
  const today = owners.find((one) => one.until === undefined);
  return owners.filter((one) => one.until !== undefined && one.from > at && one.account !== today?.account);
}

/**
 * The former owners with one more, without those of whom no call is asked any more.
 * @throws Problem conflict when they are more than `most`: to forget one could charge a second customer for its calls
 */
export function withFormer<F extends { from: number; until: number }>(
  former: readonly F[],
  gone: readonly F[],
  context: { at: number; most: number },
): F[] {
  const kept = former.filter((one) => one.until > context.at - formerOwnerMs);
  const added = gone.filter((one) => one.from < one.until);
  if (added.length > 0 && kept.length + added.length > context.most)
    throw new Problem(
      "conflict",
      `This has changed hands ${context.most} times within 100 days. Older calls could no longer be told apart.`,
    );
  return [...kept, ...added];
}
