import { attempt } from "../ledger/attempt.flow.ts";
import { countersOf, giveBack, giveDeviceBack, leaseEnd, removeReservation } from "../ledger/reservation.store.ts";
import { accountOfAuthorization, leaseShards } from "../ledger/reservation.ts";
import { decimalOf } from "../money/money.ts";
import { isoInstant, now } from "../platform/clock.ts";
import { keys } from "../platform/keys.ts";
import { queryPage, type Write } from "../platform/table.ts";
import { Authorization } from "./authorization.ts";
import { addMissingCdr } from "./missing-cdr.store.ts";
import type { MissingCdr } from "./missing-cdr.ts";

/** Gives back what calls hold of which no CDR has come, long after they must have ended. */

function sweeping(account: string, id: string, seen: Authorization, at: number): Write[] {
  const sessions = seen.live ? 1 : 0;
  const missing: MissingCdr = {
    id,
    account,
    switch: seen.switchId,
    callId: seen.callId,
    cld: seen.answer.cld,
    askedAt: isoInstant(seen.askedAt),
    sweptAt: isoInstant(at),
    ended: !seen.live,
    currency: seen.currency,
    held: decimalOf(seen.amt[account] ?? 0n),
  };
  return [
    removeReservation(account, id, seen),
    ...Object.entries(seen.amt).map(([of, amount]) => giveBack(of, amount, sessions)),
    ...(seen.live ? countersOf(seen).map(giveDeviceBack) : []),
    addMissingCdr(missing),
  ];
}

/** What a look at the leases came to. */
export interface Swept {
  /** How many were given back. */
  count: number;
  /** By how many seconds the oldest of those that were found was over; 0 where none was. */
  lagSeconds: number;
}

async function sweepShard(shard: number, until: number): Promise<Swept> {
  const { pk } = keys.leases(shard);
  let [count, lagSeconds] = [0, 0];
  let after: Record<string, unknown> | undefined;
  do {
    const to = leaseEnd(Math.floor(now() / 1000));
    const page = await queryPage({ index: "gsi1", pk, to, limit: 100, ...(after ? { after } : {}) });
    for (const item of page.items) {
      if (now() >= until) return { count, lagSeconds };
      const seen = Authorization.parse(item);
      const account = accountOfAuthorization(item.sk);
      if (!account) throw new Error(`a lease that names no account: ${item.sk}`);
      lagSeconds = Math.max(lagSeconds, Math.floor(now() / 1000) - seen.exp);
      // A lost race means that its CDR came, or that it was extended: both are well.
      if ((await attempt(sweeping(account, item.sk, seen, now()))) === "done") count++;
    }
    after = page.after;
  } while (after && now() < until);
  return { count, lagSeconds };
}

/** @param until epoch ms at which to stop; the next run goes on */
export async function sweepLeases(until: number): Promise<Swept> {
  const all: Swept = { count: 0, lagSeconds: 0 };
  for (const shard of leaseShards) {
    const { count, lagSeconds } = await sweepShard(shard, until);
    all.count += count;
    all.lagSeconds = Math.max(all.lagSeconds, lagSeconds);
  }
  return all;
}
