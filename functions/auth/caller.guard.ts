import type { Context } from "hono";
import * as z from "zod";
import { env } from "../platform/env.ts";
import { sameHash, tokenHash } from "./token.ts";

/** The part of an API Gateway v2 or v1 event that says where the request came from. It cannot be forged by a header. */
const Event = z.object({
  requestContext: z.object({
    http: z.object({ sourceIp: z.string() }).optional(),
    identity: z.object({ sourceIp: z.string() }).optional(),
  }),
});

/** Whether our own door sent the request on; it overwrites what a caller claims in this header. */
function isThroughDoor(c: Context): boolean {
  const mark = c.req.header("x-switchbook-door");
  return mark !== undefined && env.DOOR_MARK !== undefined && sameHash(tokenHash(mark), tokenHash(env.DOOR_MARK));
}

/**
 * Source address of the request; undefined where nothing vouches for one. Behind CloudFront the API's own peer is a server
 * of CloudFront, which has added whom it saw to the end of X-Forwarded-For; the API adds that server behind it. What stands
 * before these the caller may have written itself.
 */
export function callerIp(c: Context): string | undefined {
  const event = Event.safeParse((c.env as { event?: unknown } | undefined)?.event);
  const peer = event.data?.requestContext.http?.sourceIp ?? event.data?.requestContext.identity?.sourceIp;
  if (!isThroughDoor(c)) return peer;
  const passed = (c.req.header("x-forwarded-for") ?? "").split(",").map((one) => one.trim());
  if (passed.at(-1) === peer) passed.pop();
  return passed.at(-1) || peer;
}

/** Whence a person comes, for that person to know it again: the address, and what the browser says of itself. */
export const comingFrom = (c: Context): { ip: string; agent: string } => ({
  ip: callerIp(c) ?? "unknown",
  agent: c.req.header("user-agent") ?? "",
});
