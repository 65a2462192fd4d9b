import type { MiddlewareHandler } from "hono";
import { type AuthVariables, signedIn } from "../auth/may.guard.ts";
import { tariffOrNotFound } from "./publish.flow.ts";
import type { StoredTariff } from "./tariff.ts";

export interface TariffVariables {
  tariff: StoredTariff;
}

/**
 * For routes with the `:id` of a tariff: the tariff as `c.var.tariff`, where it is the principal's. Stands after
 * `may()` and before what looks at the body, so that nothing is said of somebody else's.
 */
export const ofTariff: MiddlewareHandler<{ Variables: AuthVariables & TariffVariables }> = async (c, next) => {
  c.set("tariff", await tariffOrNotFound(c.req.param("id") ?? "", signedIn(c)));
  await next();
};
