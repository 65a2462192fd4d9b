import { Customer } from "../../functions/customers/customer.ts";
import { limitWrites } from "../../functions/ledger/change-limits.flow.ts";
import { Reservation } from "../../functions/ledger/reservation.ts";
import { now } from "../../functions/platform/clock.ts";
import { keys } from "../../functions/platform/keys.ts";
import { absent, get, put, remove, transact, unchanged, type Write } from "../../functions/platform/table.ts";
import type { Random } from "./random.ts";

/** Writers that share the balance with the posting, by the rules of the charging paper: authorise, extend, end, sweep, limits. */

const hold = (account: string, amount: bigint, sessions: number): Write => ({
  kind: "update",
  key: keys.balance(account),
  change: "SET #avail = #avail - :held, #reserved = #reserved + :held, #sessions = #sessions + :calls",
  values: { held: amount, calls: sessions },
  when:
    amount > 0n
      ? { expression: "#avail >= :held AND #sessions <= #maxSessions", values: { held: amount } }
      : { expression: "attribute_exists(#pk)" },
});

const deviceSession = (device: string, more: number): Write => ({
  kind: "update",
  key: keys.deviceSessions(device),
  change: "ADD #n :more",
  values: { more },
});

export interface Grant {
  chain: readonly string[];
  id: string;
  device: string | null;
  amount: bigint;
}

async function authorise({ chain, id, device, amount }: Grant): Promise<void> {
  const amt = Object.fromEntries(chain.map((account) => [account, amount]));
  const exp = Math.floor(now() / 1000) + 3600;
  await transact([
    put({ ...keys.reservation(chain[0] as string, id), amt, exp, live: true, device, callId: id }, absent),
    ...chain.map((account) => hold(account, amount, 1)),
    ...(device ? [deviceSession(device, 1)] : []),
  ]).catch(() => undefined);
}

const held = ({ chain, id }: Grant) => get(Reservation, keys.reservation(chain[0] as string, id));
const still = ({ amt, live }: Reservation) => ({ expression: "#amt = :amt AND #live = :live", values: { amt, live } });

/** The switch asks for more time. */
async function extend(grant: Grant): Promise<void> {
  const seen = await held(grant);
  if (!seen) return;
  const amt = Object.fromEntries(Object.entries(seen.amt).map(([account, nano]) => [account, nano + 7n]));
  await transact([
    put({ ...keys.reservation(grant.chain[0] as string, grant.id), ...seen, amt }, still(seen)),
    ...Object.keys(amt).map((account) => hold(account, 7n, 0)),
  ]).catch(() => undefined);
}

/** The call ended: its sessions are free, its money waits for the CDR. */
async function end(grant: Grant): Promise<void> {
  const seen = await held(grant);
  if (!seen?.live) return;
  await transact([
    put({ ...keys.reservation(grant.chain[0] as string, grant.id), ...seen, live: false }, still(seen)),
    ...Object.keys(seen.amt).map((account) => hold(account, 0n, -1)),
    ...(seen.device ? [deviceSession(seen.device, -1)] : []),
  ]).catch(() => undefined);
}

/** Gives back what a reservation holds although no CDR came. */
export async function sweep(grant: Grant): Promise<void> {
  const seen = await held(grant);
  if (!seen) return;
  await transact([
    remove(keys.reservation(grant.chain[0] as string, grant.id), still(seen)),
    ...Object.entries(seen.amt).map(
      ([account, nano]): Write => ({
        kind: "update",
        key: keys.balance(account),
        change: "SET #avail = #avail + :held, #reserved = #reserved - :held, #sessions = #sessions - :calls",
        values: { held: nano, calls: seen.live ? 1 : 0 },
      }),
    ),
    ...(seen.live && seen.device ? [deviceSession(seen.device, -1)] : []),
  ]).catch(() => undefined);
}

/** A call in progress as the switch tells of it, beside its CDR which may come at any time. */
export async function liveThrough(grant: Grant, random: Random): Promise<void> {
  await authorise(grant);
  for (let i = random.int(0, 2); i > 0; i--) await extend(grant);
  if (random.chance(0.6)) await end(grant);
  if (random.chance(0.3)) await extend(grant);
  if (random.chance(0.2)) await sweep(grant);
}

export type Terms = Pick<Customer, "creditLimit" | "timeZone" | "billingCycle" | "billingDay">;

/** Staff edits the customer: its item and its balance in one transaction. */
export async function editCustomer(account: string, change: Partial<Terms>): Promise<void> {
  const seen = await get(Customer, keys.customer(account));
  if (!seen) return;
  const { version } = seen;
  const next = { ...seen, ...change, version: version + 1 };
  await transact([
    put({ ...keys.customer(account), ...next }, unchanged("version", version)),
    ...(await limitWrites(seen, next, "system", now())),
  ]).catch(() => undefined);
}
