import * as z from "zod";
import { Amount } from "../money/money.ts";
import type { Authorization } from "../switch/authorization.ts";
import { RefusalCode } from "../switch/refusal.ts";

/**
 * Calls that are up, by what switches asked for and did not say was over. A switch that neither says that a call is over
 * nor delivers its CDR leaves it here until its granted time and twelve minutes are gone.
 */

export const LiveCall = z
  .object({
    /** The authorization. */
    id: z.string(),
    account: z.string(),
    company: z.string(),
    direction: z.enum(["outgoing", "incoming"]),
    /** The caller's number as it is sent on; empty = hidden. */
    cli: z.string(),
    /** The called number after translation: the one by which it is charged. */
    cld: z.string(),
    /** Name of the destination; null where the call is free. */
    destination: z.string().nullable(),
    /** Address or login of the device, or its id where it is gone; null where the call came from none. */
    device: z.string().nullable(),
    /** Name of the switch that asked. */
    switch: z.string(),
    /** As the switch names the call. */
    callId: z.string(),
    /** When the switch asked. */
    since: z.string(),
    /** When the talk began, by what the switch said when it asked for more time; null until then. */
    answeredAt: z.string().nullable(),
    /** Seconds since the switch asked. */
    elapsedSeconds: z.int(),
    /**
     * What the customer pays for the talk so far, with the tax of it, by the rate that let the call go. Until `answeredAt`
     * is known it is reckoned from `since`, and is then the most that it can be.
     */
    charge: Amount,
    /** What is held of the customer's money for it. */
    reserved: Amount,
    currency: z.string(),
    /** Seconds of talk that are granted so far. */
    grantedSeconds: z.int(),
    /** Whether the switch asks for more time before they are over. Only then can the call be stopped. */
    asksAgain: z.boolean(),
    /** In the order in which the switch was told to try them; which one took the call, its CDR says. Null: not for the asker. */
    gateways: z.array(z.object({ gateway: z.string(), vendor: z.string().nullable() })).nullable(),
    /** What the switch hears when it asks for more time; null: it goes on. */
    stop: z
      .object({
        reason: RefusalCode,
        /** When somebody had it stopped; null where a status does it. */
        at: z.string().nullable(),
        note: z.string(),
      })
      .nullable(),
  })
  .meta({ id: "LiveCall" });
export type LiveCall = z.infer<typeof LiveCall>;

export const LiveCalls = z
  .object({
    items: z.array(LiveCall),
    nextCursor: z.string().nullable(),
    /** How many calls fit the filters. */
    total: z.int(),
    /** More calls are up than are looked through; some are missing from list and total. */
    isCut: z.boolean(),
  })
  .meta({ id: "LiveCalls" });

const Digits = z.string().trim().max(32);

export const liveFilters = {
  /** Beginning of the caller's number. */
  cli: Digits.optional(),
  /** Beginning of the called number. */
  cld: Digits.optional(),
  /** Name of the switch, whole. */
  switch: z.string().max(100).optional(),
  /** Name of a gateway that the switch was told to try, whole and without case. Of the operator's people alone. */
  gateway: z.string().max(100).optional(),
  /** Id of a vendor one of whose gateways the switch was told to try. Of the operator's people alone. */
  vendor: z.string().max(100).optional(),
};
export type LiveFilters = { [Name in keyof typeof liveFilters]?: string | undefined };

export const StopCall = z
  .strictObject({
    /** Why, for the audit log. */
    note: z.string().trim().max(200).default(""),
  })
  .meta({ id: "StopCall" });

/** What the switch was told to do with a call, with its place in the table. */
export interface HeldCall {
  id: string;
  account: string;
  seen: Authorization;
}

const begins = (text: string, wanted: string | undefined): boolean => text.startsWith(wanted ?? "");

/** @param vendorOf the vendor's id of a gateway, by its name */
export function fits(
  { seen }: HeldCall,
  filters: LiveFilters,
  vendorOf: (gateway: string) => string | undefined,
): boolean {
  const offered = seen.answer.routes.map(({ id }) => id);
  const gateway = filters.gateway?.toLowerCase();
  return (
    begins(seen.answer.cli, filters.cli) &&
    begins(seen.answer.cld, filters.cld) &&
    (filters.switch === undefined || seen.switchId === filters.switch) &&
    (gateway === undefined || offered.some((id) => id.toLowerCase() === gateway)) &&
    (filters.vendor === undefined || offered.some((id) => vendorOf(id) === filters.vendor))
  );
}

/** Newest first, and always in the same order. */
export const placeOf = ({ id, seen }: HeldCall): string => `${String(seen.askedAt).padStart(14, "0")}#${id}`;
export const newestFirst = (calls: readonly HeldCall[]): HeldCall[] =>
  calls.toSorted((one, other) => (placeOf(one) < placeOf(other) ? 1 : -1));
