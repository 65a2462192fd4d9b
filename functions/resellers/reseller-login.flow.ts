import { maySetSecrets, noSecretsHere, type Principal } from "../auth/access.ts";
import { changeLogin, claimLogin, freeLogin, getLogin } from "../auth/login.store.ts";
import type { Login } from "../auth/login.ts";
import { hashPassword } from "../auth/password.ts";
import { factorMoves } from "../auth/second-factor.flow.ts";
import { type Guarded, guarded } from "../platform/guarded.ts";
import { Problem } from "../platform/problem.ts";
import type { Reseller, ResellerChange } from "./reseller.ts";

/** How a reseller signs in. */

export const lost = "Someone else changed this reseller meanwhile. Load it again and repeat your change.";
export const takenName = "This user name is taken.";

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

type Secrets = Pick<ResellerChange, "password" | "secondFactor">;

/** @throws Problem forbidden in a session that somebody switched to */
export function refuseSecrets({ password, secondFactor }: Secrets, actor: Principal): void {
  if ((password !== undefined || secondFactor !== undefined) && !maySetSecrets(actor))
    throw new Problem("forbidden", noSecretsHere);
}

/** What a change means for the login; nothing where it means nothing. @throws Problem conflict */
export async function loginWrites(seen: Reseller, next: Reseller, secrets: Secrets, at: number): Promise<Guarded[]> {
  const { password, secondFactor } = secrets;
  const isSame = seen.username === next.username && seen.status === next.status;
  if (password === undefined && secondFactor === undefined && isSame) return [];
  const login = await getLogin(seen.username);
  if (!login) throw new Problem("conflict", lost);
  const hash = password === undefined ? login.passwordHash : await hashPassword(password);
  const moved = seen.username.toLowerCase() !== next.username.toLowerCase();
  // Another name may have sessions of its former owner, who counted like this one.
  const authVer = moved ? Math.max(login.authVer + 1, at) : login.authVer + 1;
  const kept = { ...login, secondFactor: secondFactor ?? login.secondFactor };
  const changed = loginOf(next, hash, authVer, kept.secondFactor);
  if (!moved) return guarded([changeLogin(login, changed)], lost);
  return [
    ...guarded([freeLogin(seen.username, login), ...(await factorMoves(kept, next.username))], lost),
    ...guarded([claimLogin(changed)], takenName, "username"),
  ];
}
