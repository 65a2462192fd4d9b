import type { Nano } from "../money/money.ts";
import { indexed, keys } from "../platform/keys.ts";
import { absent, type Condition, put, remove, type Write } from "../platform/table.ts";
import { type CallStop, leaseShards, type Reservation } from "./reservation.ts";

/**
 * What a call in progress holds. Such writes add to `avail`, `reserved` and `sessions` and leave `seq` alone, so they meet
 * neither each other's nor the posting's figures; each carries its limit as a condition, so that no number of calls at once
 * gets more than there is.
 */

/** Calls begun in one second, as they were read. */
export interface Begun {
  second: number;
  begun: number;
}

/** One more call in the second: counted on in the same second, begun at one in a later one. */
function beginning(seen: Begun, second: number, most: number) {
  if (seen.second >= second)
    return {
      set: ["#begun = #begun + :one"],
      when: "#second = :seenSecond AND #begun < :mostBegun",
      values: { seenSecond: seen.second, mostBegun: most },
    };
  return {
    set: ["#second = :second", "#begun = :one"],
    when: "(attribute_not_exists(#second) OR #second < :second)",
    values: { second },
  };
}

export interface BalanceHold {
  account: string;
  amount: Nano;
  seen: Begun;
  second: number;
  mostBegun: number;
}

/** Fails its condition where the money, the sessions or the second's calls are used up. */
export function holdOnBalance({ account, amount, seen, second, mostBegun }: BalanceHold): Write {
  const begin = beginning(seen, second, mostBegun);
  const sets = ["#avail = #avail - :amount", "#reserved = #reserved + :amount", "#sessions = #sessions + :one"];
  return {
    kind: "update",
    key: keys.balance(account),
    change: `SET ${[...sets, ...begin.set].join(", ")}`,
    values: { amount, one: 1 },
    when: {
      expression: `#avail >= :amount AND #sessions < #maxSessions AND ${begin.when}`,
      values: begin.values,
    },
  };
}

export interface DeviceHold {
  device: string;
  seen: Begun;
  second: number;
  mostBegun: number;
  mostSessions: number;
}

/** The same for a device. */
export function holdOnDevice({ device, seen, second, mostBegun, mostSessions }: DeviceHold): Write {
  const begin = beginning(seen, second, mostBegun);
  const sets = begin.set.join(", ");
  const free = "(attribute_not_exists(#n) OR #n < :mostSessions)";
  return {
    kind: "update",
    key: keys.deviceSessions(device),
    change: `SET ${sets} ADD #n :one`,
    values: { one: 1 },
    when: { expression: `${free} AND ${begin.when}`, values: { mostSessions, ...begin.values } },
  };
}

/** One more call in a counter that has only a limit. */
export const holdOnCounter = (counter: string, most: number): Write => ({
  kind: "update",
  key: keys.deviceSessions(counter),
  change: "ADD #n :one",
  values: { one: 1 },
  when: { expression: "(attribute_not_exists(#n) OR #n < :most)", values: { most } },
});

/** The counters in which a live call stands. */
export const countersOf = ({ device, counters }: Pick<Reservation, "device" | "counters">): string[] => [
  ...(device === null ? [] : [device]),
  ...counters,
];

/** More money for a call that goes on. */
export const holdMore = (account: string, amount: Nano): Write => ({
  kind: "update",
  key: keys.balance(account),
  change: "SET #avail = #avail - :amount, #reserved = #reserved + :amount",
  values: { amount },
  when: { expression: "#avail >= :amount" },
});

/** Money and sessions go back. Without a condition of its own: whoever gives back removes or changes the reservation with it. */
export const giveBack = (account: string, amount: Nano, sessions: 0 | 1): Write => ({
  kind: "update",
  key: keys.balance(account),
  change: "SET #avail = #avail + :amount, #reserved = #reserved - :amount, #sessions = #sessions - :sessions",
  values: { amount, sessions },
});

export const giveDeviceBack = (device: string): Write => ({
  kind: "update",
  key: keys.deviceSessions(device),
  change: "ADD #n :minus",
  values: { minus: -1 },
});

/** By the id's last hexadecimal digit. */
const shardOf = (id: string): number => Number.parseInt(id.slice(-1), 16) % leaseShards.length;
/** Sorts as the numbers do until the year 2286. */
export const leaseEnd = (epochSecond: number): string => String(epochSecond).padStart(10, "0");

/** Where a lease stands in the order of its ends. */
const listed = (id: string, exp: number) => indexed(keys.leases(shardOf(id)).pk, leaseEnd(exp));

/** A new reservation; fails its condition where there is one of this id. `more` is kept with it and is the maker's own. */
export const addReservation = <R extends Reservation>(account: string, id: string, made: R): Write =>
  put({ ...keys.reservation(account, id), ...listed(id, made.exp), ...made }, absent);

const asSeen = ({ amt, live }: Pick<Reservation, "amt" | "live">): Condition => ({
  expression: "#amt = :seenAmt AND #live = :seenLive",
  values: { seenAmt: amt, seenLive: live },
});

/** As it was seen, and nobody has had it stopped since: what replaces the whole of it must not lose that. */
const asMarked = (seen: Reservation): Condition => {
  const { expression, ...rest } = asSeen(seen);
  return { expression: seen.stop ? expression : `${expression} AND attribute_not_exists(#stop)`, ...rest };
};

/** In the place of the one that was read; fails its condition where anything of it changed in between. */
export const changeReservation = <R extends Reservation>(account: string, id: string, seen: R, next: R): Write =>
  put({ ...keys.reservation(account, id), ...listed(id, next.exp), ...next }, asMarked(seen));

/** Marks a live call to be stopped; fails its condition where it is over or marked already. */
export const markStopped = (account: string, id: string, stop: CallStop): Write => ({
  kind: "update",
  key: keys.reservation(account, id),
  change: "SET #stop = :stop",
  values: { stop },
  when: { expression: "#live = :live AND attribute_not_exists(#stop)", values: { live: true } },
});

/** Fails its condition also where the call, which may cost nothing, was given more time: the list of what is over follows late. */
export const removeReservation = <R extends Reservation>(account: string, id: string, seen: R): Write => {
  const { expression, values } = asSeen(seen);
  const when = { expression: `${expression} AND #exp = :seenExp`, values: { ...values, seenExp: seen.exp } };
  return remove(keys.reservation(account, id), when);
};
