import type { MiddlewareHandler } from "hono";
import { described } from "../platform/http.ts";
import { Problem } from "../platform/problem.ts";
import {
  allows,
  isOpenTo,
  mayReadDigests,
  maySetSecrets,
  noSecretsHere,
  type Permission,
  type Principal,
  type Whose,
} from "./access.ts";

export interface AuthVariables {
  principal: Principal | undefined;
  /** What the route asked for. */
  needs?: Permission;
}

/**
 * The permission of a route and whom it is for. Both stand in the OpenAPI document, as `x-authz` and `x-authz-whose`,
 * from which the access matrix is generated. A route that says nothing is for the operator's people alone; one below
 * an account is for whoever reaches the account, which `ofAccount` behind it finds out.
 */
export function may(
  permission: Permission,
  whose: Exclude<Whose, "account"> = "office",
): MiddlewareHandler<{ Variables: AuthVariables }> {
  const guard: MiddlewareHandler<{ Variables: AuthVariables }> = async (c, next) => {
    const principal = signedIn(c);
    if (!allows(principal, permission)) throw new Problem("forbidden", `This needs the permission ${permission}.`);
    const asked = c.req.param("account") === undefined ? whose : "account";
    if (!isOpenTo(principal, asked)) throw new Problem("forbidden", "This is for the operator's own people.");
    c.set("needs", permission);
    await next();
  };
  const spec = { "x-authz": permission, "x-authz-whose": whose };
  return described(spec as object, guard as MiddlewareHandler) as typeof guard;
}

/** A route for whoever is signed in, about what is their own; what it opens beyond that, it asks for itself. */
export const signedInOnly: MiddlewareHandler<{ Variables: AuthVariables }> = (() => {
  const guard: MiddlewareHandler<{ Variables: AuthVariables }> = async (c, next) => {
    signedIn(c);
    await next();
  };
  return described({ "x-authz": "signed-in" } as object, guard as MiddlewareHandler) as typeof guard;
})();

/** The same for a route that stays open to whoever has to set a second factor up. */
export const evenWithoutFactor: MiddlewareHandler<{ Variables: AuthVariables }> = (() => {
  const guard: MiddlewareHandler<{ Variables: AuthVariables }> = async (c, next) => {
    signedInAtAll(c);
    await next();
  };
  const spec = { "x-authz": "signed-in", "x-authz-second-factor": "not-needed" };
  return described(spec as object, guard as MiddlewareHandler) as typeof guard;
})();

/** Behind the others, for a route that sets what only its owner should know: not in a session that somebody switched to. */
export const ownSessionOnly: MiddlewareHandler<{ Variables: AuthVariables }> = (() => {
  const guard: MiddlewareHandler<{ Variables: AuthVariables }> = async (c, next) => {
    if (!maySetSecrets(signedInAtAll(c))) throw new Problem("forbidden", noSecretsHere);
    await next();
  };
  return described({ "x-authz-switched": "refused" } as object, guard as MiddlewareHandler) as typeof guard;
})();

/** Behind `may()`, for a route that gives out digest hashes: only for a key that names the addresses of its switch. */
export const lockedKeyOnly: MiddlewareHandler<{ Variables: AuthVariables }> = (() => {
  const guard: MiddlewareHandler<{ Variables: AuthVariables }> = async (c, next) => {
    if (!mayReadDigests(signedIn(c)))
      throw new Problem("forbidden", "This needs a key with allowed addresses: those of the switch.");
    await next();
  };
  return described({ "x-authz-locked": "required" } as object, guard as MiddlewareHandler) as typeof guard;
})();

/** A route that anyone may call. Said aloud, so that a route without a guard is an error of the build. */
export const open: MiddlewareHandler = described({ "x-authz": "open" } as object, async (_c, next) => next());

interface Called {
  var: Partial<AuthVariables>;
}

/** The principal of a route that stands behind `evenWithoutFactor`. */
export function signedInAtAll(c: Called): Principal {
  const { principal } = c.var;
  if (!principal) throw new Problem("unauthenticated", "Please sign in.");
  return principal;
}

/** The principal of any other route. Here whoever has to set a second factor up is refused. */
export function signedIn(c: Called): Principal {
  const principal = signedInAtAll(c);
  if (principal.lacksFactor)
    throw new Problem("second_factor_required", "A second factor is required of you. Please set one up first.");
  return principal;
}
