import { hash } from "node:crypto";
import * as z from "zod";
import { StoredNano } from "../money/money.ts";

/** Who has a call stopped; the switch hears of it when it asks again. */
export const CallStop = z.object({
  /** Id of the user. */
  by: z.string(),
  at: z.string(),
  /** For the record; empty where none was given. */
  note: z.string(),
});
export type CallStop = z.infer<typeof CallStop>;

/** Money and sessions that a call in progress holds, made when the switch asks and gone with the posting of its CDR. */
export const Reservation = z.object({
  /** Nano held at each account of the chain. */
  amt: z.record(z.string(), StoredNano),
  /** Epoch second after which the sweep may give it back. */
  exp: z.number().int(),
  /** Whether it still holds its sessions; the end of a call gives them back before the CDR comes. */
  live: z.boolean(),
  device: z.string().nullable(),
  /** Further counters of calls at once that it is in, such as of a prefix. */
  counters: z.array(z.string()).default([]),
  callId: z.string(),
  /** Somebody wants the call to end: it gets no more time. */
  stop: CallStop.optional(),
});
export type Reservation = z.infer<typeof Reservation>;

/** What makes a call the same call in the eyes of the switch that asks. */
export interface AskedCall {
  switch_id: string;
  /** SIP Call-ID, or the switch's own id of the call. */
  call_id: string;
  /** Empty where the switch has none. */
  from_tag: string;
}

const hex = (parts: readonly unknown[]): string => hash("sha256", JSON.stringify(parts), "hex").slice(0, 20);

/** One id for one (switch, Call-ID, From tag), which names its account: what the switch says later needs no search. */
export const authorizationId = (account: string, { switch_id, call_id, from_tag }: AskedCall): string =>
  `az-${account}-${hex([switch_id, call_id, from_tag])}`;

/** The account that an id names; undefined where it is none of ours. */
export const accountOfAuthorization = (id: string): string | undefined => /^az-(C\d{8})-[0-9a-f]{20}$/.exec(id)?.[1];

/** The lists into which reservations are spread, so that no one of them takes all writes. */
export const leaseShards: readonly number[] = Array.from({ length: 8 }, (_, shard) => shard);
