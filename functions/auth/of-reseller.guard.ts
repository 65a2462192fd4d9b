import type { MiddlewareHandler } from "hono";
import { resellerInReach } from "../resellers/in-reach.flow.ts";
import type { Reseller } from "../resellers/reseller.ts";
import { type AuthVariables, signedIn } from "./may.guard.ts";

export interface ResellerVariables {
  reseller: Reseller;
}

/** For routes with `:reseller`: it as `c.var.reseller`, where the principal reaches it. Stands after `may()`. */
export const ofReseller: MiddlewareHandler<{ Variables: AuthVariables & ResellerVariables }> = async (c, next) => {
  c.set("reseller", await resellerInReach(c.req.param("reseller") ?? "", signedIn(c)));
  await next();
};
