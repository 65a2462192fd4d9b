import { loginWrites, type Secrets } from "../auth/change-login.flow.ts";
import type { Login } from "../auth/login.ts";
import type { Guarded } from "../platform/guarded.ts";
import type { Reseller } from "./reseller.ts";

/** How a reseller signs in. */

export const lost = "Someone else changed this reseller meanwhile. Load it again and repeat your change.";

export const loginOf = (reseller: Reseller, passwordHash: string, authVer: number, secondFactor = false): Login => ({
  username: reseller.username,
  kind: "reseller",
  subject: reseller.account,
  account: reseller.account,
  passwordHash,
  authVer,
  permissions: [],
  enabled: reseller.status === "ACTIVE",
  secondFactor,
});

/** What a change means for the login; nothing where it means nothing. @throws Problem conflict */
export const loginChange = (seen: Reseller, next: Reseller, secrets: Secrets, at: number): Promise<Guarded[]> =>
  loginWrites(
    {
      ...{ from: seen.username, to: next.username, secrets, person: next, lost },
      sameAccess: seen.status === next.status,
      loginOf: (hash, authVer, secondFactor) => loginOf(next, hash, authVer, secondFactor),
    },
    at,
  );
