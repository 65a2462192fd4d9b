import { type Guarded, guarded } from "../platform/guarded.ts";
import { Problem } from "../platform/problem.ts";
import { maySetSecrets, noSecretsHere, type Principal } from "./access.ts";
import { changeLogin, claimLogin, freeLogin, getLogin } from "./login.store.ts";
import type { Login } from "./login.ts";
import { hashNewPassword } from "./new-password.flow.ts";
import { factorMoves } from "./second-factor.flow.ts";

/** What changes of how somebody signs in, for customers and resellers alike. */

export const takenName = "This user name is taken.";

/** A new password, and the second factor switched off. */
export interface Secrets {
  password?: string | undefined;
  secondFactor?: false | undefined;
}

/** @throws Problem forbidden in a session that somebody switched to */
export function refuseSecrets({ password, secondFactor }: Secrets, actor: Principal): void {
  if ((password !== undefined || secondFactor !== undefined) && !maySetSecrets(actor))
    throw new Problem("forbidden", noSecretsHere);
}

interface LoginChange {
  /** User names before and after. */
  from: string;
  to: string;
  secrets: Secrets;
  /** Whether it may sign in exactly when it could before. */
  sameAccess: boolean;
  /** The login as the account has it afterwards. */
  loginOf(passwordHash: string, authVer: number, secondFactor: boolean): Login;
  /** Who the person is then, for what a strong password may not contain. */
  person: { name: string; company: string };
  /** For whom it has changed meanwhile. */
  lost: string;
}

/** What a change means for the login; nothing where it means nothing. @throws Problem conflict */
export async function loginWrites(change: LoginChange, at: number): Promise<Guarded[]> {
  const { from, to, lost } = change;
  const { password, secondFactor } = change.secrets;
  if (password === undefined && secondFactor === undefined && change.sameAccess && from === to) return [];
  const login = await getLogin(from);
  if (!login) throw new Problem("conflict", lost);
  const owner = { kind: login.kind, username: to, ...change.person };
  const hash = password === undefined ? login.passwordHash : await hashNewPassword(password, owner);
  const moved = from.toLowerCase() !== to.toLowerCase();
  // Another name may have sessions of its former owner, who counted like this one.
  const authVer = moved ? Math.max(login.authVer + 1, at) : login.authVer + 1;
  const kept = { ...login, secondFactor: secondFactor ?? login.secondFactor };
  const changed = change.loginOf(hash, authVer, kept.secondFactor);
  if (!moved) return guarded([changeLogin(login, changed)], lost);
  return [
    ...guarded([freeLogin(from, login), ...(await factorMoves(kept, to))], lost),
    ...guarded([claimLogin(changed)], takenName, "username"),
  ];
}
