import type { Context } from "hono";
import { env } from "../platform/env.ts";
import { Problem } from "../platform/problem.ts";

const harmless = new Set(["GET", "HEAD", "OPTIONS"]);

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);

/**
 * Refuses a change that another site makes a browser send with our cookie (CSRF). Browsers name the origin of every
 * such request, and a form of another site cannot send JSON; the cookie's SameSite=Strict is the third wall.
 * @throws Problem forbidden
 */
export function requireOwnPage(c: Context): void {
  if (harmless.has(c.req.method)) return;
  const origin = c.req.header("origin");
  const ours = [hostOf(env.PUBLIC_URL), c.req.header("host"), new URL(c.req.url).host];
  const foreign = origin !== undefined && !ours.includes(hostOf(origin) ?? "-");
  const site = c.req.header("sec-fetch-site");
  if (foreign || (site !== undefined && site !== "same-origin" && site !== "none"))
    throw new Problem("forbidden", "This request came from another site.");
  const type = c.req.header("content-type");
  if (type !== undefined && !/^application\/json *(;|$)/i.test(type))
    throw new Problem("forbidden", "Send JSON, with the header Content-Type: application/json.");
}
