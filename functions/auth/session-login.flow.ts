import { Hints } from "../platform/hints.ts";
import { getLogin } from "./login.store.ts";
import type { Login, Session } from "./login.ts";
import { sessionOf } from "./session.store.ts";

/** User names by the hashes of their sessions' tokens. */
const users = new Hints<string>(20_000);

/** The session of a token's hash and the login that it is of, in one round where the session was seen before. */
export async function sessionWithLogin(
  hash: string,
): Promise<{ session: Session; login: Login | undefined } | undefined> {
  const user = users.get(hash);
  const [session, login] = await Promise.all([sessionOf(hash), user === undefined ? undefined : getLogin(user)]);
  if (!session) return undefined;
  if (session.username === user) return { session, login };
  users.keep(hash, session.username);
  return { session, login: await getLogin(session.username) };
}
