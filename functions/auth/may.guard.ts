import type { MiddlewareHandler } from "hono";
import { described } from "../platform/http.ts";
import { Problem } from "../platform/problem.ts";
import { allows, type Permission, type Principal } from "./access.ts";

export interface AuthVariables {
  principal: Principal | undefined;
}

/** The permission of a route. It stands in the OpenAPI document as `x-authz`, from which the access matrix is generated. */
export function may(permission: Permission): MiddlewareHandler<{ Variables: AuthVariables }> {
  const guard: MiddlewareHandler<{ Variables: AuthVariables }> = async (c, next) => {
    const principal = c.get("principal");
    if (!principal) throw new Problem("unauthenticated", "Please sign in.");
    if (!allows(principal, permission)) throw new Problem("forbidden", `This needs the permission ${permission}.`);
    await next();
  };
  return described({ "x-authz": permission } as object, guard as MiddlewareHandler) as typeof guard;
}

/** A route for whoever is signed in, about what is their own; what it opens beyond that, it asks for itself. */
export const signedInOnly: MiddlewareHandler<{ Variables: AuthVariables }> = (() => {
  const guard: MiddlewareHandler<{ Variables: AuthVariables }> = async (c, next) => {
    signedIn(c);
    await next();
  };
  return described({ "x-authz": "signed-in" } as object, guard as MiddlewareHandler) as typeof guard;
})();

/** A route that anyone may call. Said aloud, so that a route without a guard is an error of the build. */
export const open: MiddlewareHandler = described({ "x-authz": "open" } as object, async (_c, next) => next());

/** The principal of a route that stands behind `may()`. */
export function signedIn(c: { var: AuthVariables }): Principal {
  const { principal } = c.var;
  if (!principal) throw new Problem("unauthenticated", "Please sign in.");
  return principal;
}
