import { Problem } from "../platform/problem.ts";
import type { Principal } from "./access.ts";
import { getLogin } from "./login.store.ts";
import type { Login } from "./login.ts";

/** The login of whoever asks; undefined for a key, which has none. */
export const loginBehind = async ({ username }: Principal): Promise<Login | undefined> =>
  username === undefined ? undefined : getLogin(username);

/** The same, for what only people have. @param what it is, as in `sessions` @throws Problem forbidden for a key */
export async function ownLogin(principal: Principal, what: string): Promise<Login> {
  const login = await loginBehind(principal);
  if (!login) throw new Problem("forbidden", `Only people have ${what}; a key has none.`);
  return login;
}
