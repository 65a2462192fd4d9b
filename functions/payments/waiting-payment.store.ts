import { isoInstant } from "../platform/clock.ts";
import { indexed, keys } from "../platform/keys.ts";
import { absent, get, put, queryPage, unchanged, type Write } from "../platform/table.ts";
import { WaitingPayment } from "./waiting-payment.ts";

const listing = ({ state, at, id }: WaitingPayment) =>
  state === "WAITING" ? indexed(keys.waitingPayments().pk, `${isoInstant(at)}#${id}`) : {};

const item = (waiting: WaitingPayment) => ({ ...keys.waitingPayment(waiting.id), ...listing(waiting), ...waiting });

export const addWaiting = (waiting: WaitingPayment): Write => put(item(waiting), absent);

/** Fails its condition when somebody else decided meanwhile. */
export const decideWaiting = (seen: WaitingPayment, next: WaitingPayment): Write =>
  put(item({ ...next, v: seen.v + 1 }), unchanged("v", seen.v));

export const getWaiting = (id: string): Promise<WaitingPayment | undefined> =>
  get(WaitingPayment, keys.waitingPayment(id));

/** A page of what waits, the oldest first. */
export async function listWaiting(limit: number, after: Record<string, unknown> | undefined) {
  const range = { index: "gsi1" as const, pk: keys.waitingPayments().pk, limit };
  const page = await queryPage(after ? { ...range, after } : range);
  return { waiting: page.items.map((one) => WaitingPayment.parse(one)), after: page.after };
}
