import { postingLimits } from "../../functions/ledger/post-calls.flow.ts";
import type { PostableCall, PostingLimits } from "../../functions/ledger/posting-draft.ts";
import type { PaymentOrder } from "../../functions/payments/book-payment.flow.ts";
import { aboveOf, ownCustomer } from "./accounts.ts";
import { rated, type SimCall } from "./calls.ts";
import type { Grant, Terms } from "./other-writers.ts";
import type { Random } from "./random.ts";
import type { FaultRates } from "./scheduler.ts";

/** What a world is made of, drawn from its seed. */

/** Limits so low that everything that is cut and split is, with a handful of calls. */
export const inventLimits = (random: Random): PostingLimits => ({
  ...postingLimits,
  items: random.int(8, 30),
  reservations: random.int(1, 4),
  rows: random.int(1, 6),
  marks: random.int(2, 8),
  customers: random.int(1, 3),
});

/** Calm worlds and stormy ones. */
export function inventWeather(random: Random): FaultRates {
  const rate = () => 0.03 * random.pick([0, 0.5, 1, 1, 2, 6]);
  return { crash: rate() / 2, throttle: rate(), conflict: rate(), requestLost: rate(), ackLost: rate(), late: rate() };
}

export function inventPayment(random: Random, n: number, accounts: readonly string[]): PaymentOrder {
  const kind = random.pick(["PAYMENT", "PAYMENT", "REFUND", "CREDIT_ADD", "CREDIT_REDUCE"] as const);
  const request = { kind, amount: `${random.int(1, 40)}.5`, method: "CASH", reference: "", note: "" };
  const account = random.pick(accounts);
  const above = aboveOf(account);
  const payer = above.length > 0 && random.chance(0.6) ? { payer: random.pick(above) } : {};
  return { account, request, idempotencyKey: `key-${n}`, by: "usr_1", ...payer };
}

export const inventGrants = (random: Random, calls: readonly SimCall[]): Grant[] =>
  calls.flatMap(({ chain, authorizationId }) => {
    if (authorizationId === null) return [];
    const amount = BigInt(random.int(1, 90)) * 1_000_000n;
    return [{ chain, id: authorizationId, device: random.pick(["d1", null]), amount }];
  });

export const inventEdit = (random: Random): Partial<Terms> =>
  random.pick<Partial<Terms>>([
    { creditLimit: String(random.int(0, 50)) },
    { creditLimit: String(random.int(0, 50)), billingCycle: random.pick(["DAILY", "WEEKLY", "ON_DEMAND"] as const) },
    { timeZone: random.pick(["Pacific/Kiritimati", "Pacific/Honolulu", "Europe/Berlin"]) },
    { billingCycle: "MONTHLY", billingDay: random.int(1, 28) },
  ]);

/** Deliveries of one call: some twice by another delivery, some twice by the producer's own retry, some with other content. */
function deliveriesOf(random: Random, call: SimCall, n: number): PostableCall[] {
  const list = [rated(call, `dlv-${n >> 2}`, n)];
  if (random.chance(0.12)) list.push(rated(call, `again-${n >> 2}`, n));
  if (random.chance(0.12)) list.push(rated(call, `dlv-${n >> 2}`, n));
  const other = { ...call.cdr, billableMs: call.cdr.billableMs + 1000 };
  if (random.chance(0.05)) list.push(rated(call, `other-${n}`, n, other));
  return list;
}

/** All deliveries in the lanes of their top accounts, in any order, a few to a record. */
export function inventLanes(random: Random, calls: readonly SimCall[]): { name: string; records: PostableCall[][] }[] {
  const deliveries = calls.flatMap((call, n) => deliveriesOf(random, call, n));
  const laneOf = (call: PostableCall) => (call.row.upper.length > 0 ? "C00000011" : call.account);
  return ["C00000011", ownCustomer].map((name) => {
    const own = random.shuffled(deliveries.filter((call) => laneOf(call) === name));
    const records: PostableCall[][] = [];
    while (own.length > 0) records.push(own.splice(0, random.int(1, 3)));
    return { name, records };
  });
}
