import { dayMs } from "../time/day.ts";

/** How long a closing can be undone. What was kept for it, secrets too, is erased after that. */
export const undoDays = 30;
export const undoMs = undoDays * dayMs;

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
