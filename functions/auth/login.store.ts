import { keys } from "../platform/keys.ts";
import { absent, type Condition, get, getMany, put, remove, unchanged, type Write, write } from "../platform/table.ts";
import { Login } from "./login.ts";

export const getLogin = (username: string): Promise<Login | undefined> => get(Login, keys.login(username));

/** By user name in small letters; names that nobody has are left out. */
export async function getLogins(usernames: readonly string[]): Promise<Map<string, Login>> {
  const items = await getMany(usernames.map((username) => keys.login(username)));
  return new Map(items.map((item) => Login.parse(item)).map((login) => [login.username.toLowerCase(), login]));
}

/** Claims the user name. Fails its condition when anyone has it, in any spelling of case. */
export const claimLogin = (login: Login): Write => put({ ...keys.login(login.username), ...login }, absent);

/** As it was read; a second factor that was switched on in between counts as a change too. */
const asSeen = ({ authVer, secondFactor }: Login): Condition => ({
  expression: secondFactor
    ? "#authVer = :authVer AND #secondFactor = :on"
    : "#authVer = :authVer AND (attribute_not_exists(#secondFactor) OR #secondFactor <> :on)",
  values: { authVer, on: true },
});

/** Replaces the login that was read. Fails its condition when it changed in between. */
export const changeLogin = (seen: Login, next: Login): Write =>
  put({ ...keys.login(seen.username), ...next }, asSeen(seen));

/** Says whether a code is asked for. Fails its condition when the login changed in between. */
export const setSecondFactor = (seen: Login, secondFactor: boolean): Write => ({
  kind: "update",
  key: keys.login(seen.username),
  change: "SET #secondFactor = :secondFactor",
  values: { secondFactor },
  when: asSeen(seen),
});

/** Sets the user name free. Its sessions end with it. Fails its condition when the login changed since it was `seen`. */
export const freeLogin = (username: string, seen: Login): Write => remove(keys.login(username), asSeen(seen));

/** Puts a hash of today's parameters in the place of an old one; sessions stay. */
export const renewHash = (seen: Login, passwordHash: string): Promise<void> =>
  write({
    kind: "update",
    key: keys.login(seen.username),
    change: "SET #passwordHash = :next",
    values: { next: passwordHash },
    when: unchanged("passwordHash", seen.passwordHash),
  });
