import type { Context } from "hono";
import { Problem } from "./problem.ts";

/**
 * Compares `If-Match: "7"` with the version that is stored. Without the header the edit is against what is stored now.
 * @throws Problem conflict for another version, bad_request for what is no version.
 */
export function expectVersion(c: Context, version: number): void {
  const asked = c.req.header("if-match");
  if (asked === undefined || asked.trim() === "*") return;
  const named = /^\s*(?:W\/)?"?(\d{1,15})"?\s*$/.exec(asked);
  if (!named) throw new Problem("bad_request", 'If-Match must be a version in quotes, such as "7".');
  if (Number(named[1]) !== version)
    throw new Problem("conflict", "Someone else changed this meanwhile. Load it again and repeat your change.");
}
