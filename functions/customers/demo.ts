import type { FieldFault } from "../platform/problem.ts";
import { dayMs } from "../time/day.ts";
import type { Customer } from "./customer.ts";

/** A demo is somebody who tries: with play money, for some days, and with little enough traffic to be no trunk for free. */

const caps = { maxCallSessions: 2, callSessionsPerSecond: 1, maxCallMinutes: 2 } as const;
export const demoCaps: Readonly<Record<keyof typeof caps, number>> = caps;

/** Minutes that a call of a new customer may last where nobody says. */
export const callMinutesOf = (customerType: unknown): number => (customerType === "DEMO" ? caps.maxCallMinutes : 120);

/** What a demo may not have, by the field. */
export function demoFaults(fields: Readonly<Record<string, unknown>>): FieldFault[] {
  if (fields["customerType"] !== "DEMO") return [];
  return Object.entries(caps).flatMap(([path, most]) => {
    const value = fields[path];
    return typeof value === "number" && value > most ? [{ path, message: `A demo has at most ${most}.` }] : [];
  });
}

type Term = Pick<Customer, "customerType" | "status" | "demoUntil">;

/** When a demo that begins now ends, ISO 8601 UTC. */
export const demoEnd = (at: number, days: number): string => new Date(at + days * dayMs).toISOString();

/** Whether it is over; the end is exclusive. */
export const hasEnded = ({ customerType, demoUntil }: Term, at: number): boolean =>
  customerType === "DEMO" && demoUntil !== null && Date.parse(demoUntil) <= at;

/** A demo that is still open to whoever tries it, and is to be blocked when its time is over. */
export const runsOut = ({ customerType, status }: Term): boolean =>
  customerType === "DEMO" && status !== "BLOCKED" && status !== "CLOSED";

/** The end after a change: one that was over and is let in again gets its days anew; what is live has none. */
export function endAfter(seen: Term, next: Term, at: number, days: number): string | null {
  if (next.customerType === "LIVE") return null;
  const isLetIn = seen.status === "BLOCKED" && runsOut(next);
  return isLetIn && hasEnded(seen, at) ? demoEnd(at, days) : seen.demoUntil;
}
