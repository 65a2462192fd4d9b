import { deviceNames } from "../devices/batch-lookup.store.ts";
import { decimalOf, type Nano } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { grossCost } from "../switch/affordable.ts";
import { heldPrice, payingPeople } from "../switch/held-price.flow.ts";
import { type PayingPeople, stopOf } from "../switch/stop-of.ts";
import type { HeldCall, LiveCall } from "./live-call.ts";
import type { GatewayOwner } from "./vendors-of-gateways.flow.ts";

/** Running calls as people are shown them. */

interface Seen {
  at: number;
  people: PayingPeople;
  devices: ReadonlyMap<string, string>;
  /** Vendors by the names of their gateways; undefined: not for whoever asks. */
  vendors: ReadonlyMap<string, GatewayOwner> | undefined;
}

/** Whole seconds of talk so far; as long as nothing is known of an answer, since the question. */
const talkSeconds = ({ seen }: HeldCall, at: number): number =>
  Math.max(0, Math.ceil((at - (seen.talkFrom ?? seen.askedAt)) / 1000));

/** What the call has cost so far; it is never longer than what was granted. */
async function costSoFar(call: HeldCall, { at, people }: Seen): Promise<{ charge: Nano; destination: string | null }> {
  const held = await heldPrice(call.seen, call.account, people);
  if (!held) return { charge: 0n, destination: null };
  const seconds = Math.min(talkSeconds(call, at), call.seen.granted);
  return { charge: grossCost(held.price, seconds), destination: held.row.destination };
}

function stopShown(call: HeldCall, people: PayingPeople): LiveCall["stop"] {
  const { stop } = call.seen;
  const refused = stopOf(call.account, call.seen, people);
  return refused ? { reason: refused.code, at: stop?.at ?? null, note: stop?.note ?? "" } : null;
}

async function shown(call: HeldCall, all: Seen): Promise<LiveCall> {
  const { id, account, seen } = call;
  const { answer, talkFrom, device } = seen;
  const { charge, destination } = await costSoFar(call, all);
  return {
    ...{ id, account, company: all.people.customers.get(account)?.company ?? "", direction: seen.direction },
    ...{ cli: answer.cli, cld: answer.cld, destination, device: device && (all.devices.get(device) ?? device) },
    ...{ switch: seen.switchId, callId: seen.callId, since: isoInstant(seen.askedAt) },
    answeredAt: isoInstant(talkFrom ?? null),
    elapsedSeconds: Math.max(0, Math.floor((all.at - seen.askedAt) / 1000)),
    ...{ charge: decimalOf(charge), reserved: decimalOf(seen.amt[account] ?? 0n), currency: seen.currency },
    ...{ grantedSeconds: seen.granted, asksAgain: answer.reauthorize_at !== null },
    gateways: all.vendors
      ? answer.routes.map(({ id: gateway }) => ({ gateway, vendor: all.vendors?.get(gateway)?.name ?? null }))
      : null,
    stop: stopShown(call, all.people),
  };
}

/** @param vendors see `Seen` */
export async function showLiveCalls(
  calls: readonly HeldCall[],
  vendors: ReadonlyMap<string, GatewayOwner> | undefined,
  at: number,
): Promise<LiveCall[]> {
  const asked = calls.flatMap(({ account, seen: { device } }) => (device ? [{ account, id: device }] : []));
  const [people, devices] = await Promise.all([payingPeople(...calls.map(({ seen }) => seen)), deviceNames(asked)]);
  return Promise.all(calls.map((call) => shown(call, { at, people, devices, vendors })));
}
