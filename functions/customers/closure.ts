import * as z from "zod";
import { CustomerStatus } from "./customer.ts";

/** What a closed customer was besides what its own item still says: kept so that the closing can be undone. */
export const Closure = z.object({
  /** The status that it goes back to. */
  status: CustomerStatus.exclude(["CLOSED"]),
  /** Hash of the web password. */
  passwordHash: z.string(),
  /** Counts on when the login comes back, so that no session from before lives on. */
  authVer: z.int(),
});
export type Closure = z.infer<typeof Closure>;

/** How long a closing can be undone. What was kept for it, secrets too, is erased after that. */
export const undoDays = 30;
export const undoMs = undoDays * 86_400_000;

/** When the table may erase what is kept, epoch seconds. */
export const keptUntil = (closedMs: number): number => Math.ceil((closedMs + undoMs) / 1000);

/** Whether it can still be undone; the end is exclusive. */
export const isUndoable = (closedAt: string, at: number): boolean => at - Date.parse(closedAt) < undoMs;

/** Most characters of a user name. */
const longest = 30;

/** The nth other name where a user name is taken: `acmevoice2`, `acmevoice3`, … */
export function otherUsername(username: string, n: number): string {
  const end = String(n + 1);
  return `${username.slice(0, longest - end.length)}${end}`;
}
