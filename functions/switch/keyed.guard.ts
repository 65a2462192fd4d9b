import type { MiddlewareHandler } from "hono";
import { Problem } from "../platform/problem.ts";

/**
 * Machines come with a key in every request; a browser's cookie counts for nothing here. The challenge is for libcurl,
 * by which FreeSWITCH posts: with some of its schemes it sends the key only after being asked (RFC 7235 §4.1).
 */
export const keyed: MiddlewareHandler = async (c, next) => {
  if (c.req.header("authorization") === undefined) {
    c.header("www-authenticate", 'Basic realm="switchbook"');
    throw new Problem("unauthenticated", "Please send an API key: Authorization: Bearer or Basic.");
  }
  await next();
  if (c.res.status === 401) c.header("www-authenticate", 'Basic realm="switchbook"');
};
