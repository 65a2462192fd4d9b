import type { Context } from "hono";
import * as z from "zod";

/** The part of an API Gateway v2 or v1 event that says where the request came from. It cannot be forged by a header. */
const Event = z.object({
  requestContext: z.object({
    http: z.object({ sourceIp: z.string() }).optional(),
    identity: z.object({ sourceIp: z.string() }).optional(),
  }),
});

/** Source address of the request; undefined where nothing vouches for one. */
export function callerIp(c: Context): string | undefined {
  const event = Event.safeParse((c.env as { event?: unknown } | undefined)?.event);
  return event.data?.requestContext.http?.sourceIp ?? event.data?.requestContext.identity?.sourceIp;
}

/** Whence a person comes, for that person to know it again: the address, and what the browser says of itself. */
export const comingFrom = (c: Context): { ip: string; agent: string } => ({
  ip: callerIp(c) ?? "unknown",
  agent: c.req.header("user-agent") ?? "",
});
