import type { Customer } from "./customer.ts";

/**
 * What an account's status lets happen; nobody else decides by it. docs/customer-statuses.md has it as a table. Emergency
 * calls, invoices and payments do not ask: they go on whatever the status.
 */

const open = ["ACTIVE", "PENDING", "SUSPENDED", "BLOCKED"] as const;

const lets = {
  /** Its own calls. */
  outgoing: ["ACTIVE"],
  /** Calls to its numbers. Who owes money is still reached. */
  incoming: ["ACTIVE", "SUSPENDED"],
  /** Signing in, and sessions from before. */
  portal: ["ACTIVE", "PENDING", "SUSPENDED"],
  /** Paying by card, by itself or by a page that staff opened for it. */
  topUp: open,
  /** Rent of its numbers: they are kept for it until they are taken away. */
  rent: open,
} as const satisfies Record<string, readonly Customer["status"][]>;

/**
 * What an account's status is changed to at once, in a menu. Closing is none of them, it has to be asked about; a closed
 * account is opened again instead.
 */
export const statusMoves = (status: Customer["status"]): Exclude<Customer["status"], "CLOSED">[] =>
  status === "CLOSED" ? [] : open.filter((other) => other !== status);

export const statusAllows = (status: Customer["status"], what: keyof typeof lets): boolean =>
  (lets[what] as readonly Customer["status"][]).includes(status);
