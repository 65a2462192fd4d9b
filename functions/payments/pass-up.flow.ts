import type { BalanceRow } from "../ledger/balance.ts";
import { makeRoomFor } from "../ledger/close-period.flow.ts";
import { balanceOf } from "../ledger/ledger.store.ts";
import { passedUp } from "../ledger/passed-up.ts";
import type { Nano } from "../money/money.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { accountsAbove } from "./accounts-above.flow.ts";
import { type BelowCause, bookBelow } from "./book-below.flow.ts";

/** A balance with room for what is booked now. @throws Problem not_found */
export async function readyBalance(account: string, at: number): Promise<BalanceRow> {
  await makeRoomFor(account, at);
  const row = await balanceOf(account);
  if (!row) throw new Problem("not_found", `Account ${account} has no balance.`);
  return row;
}

interface Passing {
  /** The account whose balance moved. */
  from: string;
  cause: BelowCause;
  /** What it passes up by it. */
  up: Nano;
  /** A reseller above it that pays it out of its own balance, and what it did to the balance below. */
  payer?: { account: string; effect: Nano } | undefined;
  /** What a reseller has to set aside must be there; left out: where one pays. */
  mustCover?: boolean;
}

/**
 * What a movement of a balance does to the balances of the resellers above: it goes up as far as anything comes of it.
 * @throws Problem conflict where a reseller pays and has too little
 */
export async function passUp({ from, cause, up: first, payer, ...rules }: Passing): Promise<Write[]> {
  const { id, at, method, reference, by, document } = cause;
  const kept = { id, at, method, reference, by, ...(document === undefined ? {} : { document }) };
  const mustCover = rules.mustCover ?? payer !== undefined;
  const writes: Write[] = [];
  let up = first;
  let isPaid = payer === undefined;
  if (up === 0n && isPaid) return writes;
  for (const account of await accountsAbove(from)) {
    if (up === 0n && isPaid) break;
    const amount = payer && account === payer.account ? up - payer.effect : up;
    isPaid ||= account === payer?.account;
    const row = amount === 0n ? undefined : await readyBalance(account, at);
    const booked = row && bookBelow({ account, row, amount, cause: kept, from, mustCover });
    writes.push(...(booked?.writes ?? []));
    up = row && booked ? passedUp(row.bal, booked.after.bal, amount) : 0n;
  }
  return writes;
}
