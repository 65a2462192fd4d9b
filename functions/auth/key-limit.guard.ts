import type { MiddlewareHandler } from "hono";
import { now } from "../platform/clock.ts";
import { countFromKey } from "./attempts.store.ts";
import type { AuthVariables } from "./may.guard.ts";

/**
 * Stops an API key that asks too much in a second, before anything else is done for it. It stands behind `identify`: only
 * who has the secret uses a key's requests up. Switches come by an API of their own, where this does not stand.
 */
export const keyLimit: MiddlewareHandler<{ Variables: AuthVariables }> = async (c, next) => {
  const principal = c.get("principal");
  if (principal?.kind === "key") await countFromKey(principal.id, now());
  await next();
};
