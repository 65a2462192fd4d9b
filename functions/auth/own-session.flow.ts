import { auditEntry } from "../audit/audit.store.ts";
import { mailWrites } from "../mail/outbox.flow.ts";
import { isoInstant } from "../platform/clock.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { Problem } from "../platform/problem.ts";
import { transact, type Write } from "../platform/table.ts";
import { minuteText } from "../time/minute-text.ts";
import type { Principal } from "./access.ts";
import { emailOf, personOf } from "./addressee.flow.ts";
import { changeLogin } from "./login.store.ts";
import { accountOf, type Login } from "./login.ts";
import { hashNewPassword } from "./new-password.flow.ts";
import { ownLogin } from "./own-login.flow.ts";
import { fromOf, idOf, liveSessions, type OwnSession, shownSession } from "./own-session.ts";
import { provePassword } from "./prove.flow.ts";
import { endListed, endOf, newSession, sessionsOf } from "./session.store.ts";
import { tokenHash } from "./token.ts";

/** Who asks, by which session and from where. */
export interface SessionAsker {
  principal: Principal;
  token: string | undefined;
  ip: string;
  agent: string;
  at: number;
}

const loginOf = ({ principal }: SessionAsker): Promise<Login> => ownLogin(principal, "sessions");

const lost = "Your login was changed at this moment. Please try again.";

const entryOf = ({ principal, at }: SessionAsker, action: string, login: Login, after: object): Write =>
  auditEntry({ actor: principal, action, subject: login.subject, ...accountOf(login), before: {}, after }, at);

/** Where one is signed in, newest first. @throws Problem forbidden for a key */
export async function ownSessions(asker: SessionAsker): Promise<OwnSession[]> {
  const login = await loginOf(asker);
  const own = asker.token === undefined ? undefined : tokenHash(asker.token);
  const live = liveSessions(await sessionsOf(login.username), login, asker.at);
  return live.map((session) => shownSession(session, own));
}

/** @throws Problem not_found for one that is over, or somebody else's */
export async function endOwnSession(id: string, asker: SessionAsker): Promise<void> {
  const login = await loginOf(asker);
  const session = liveSessions(await sessionsOf(login.username), login, asker.at).find((one) => idOf(one) === id);
  if (!session) throw new Problem("not_found", "There is no such session of yours. It may be over already.");
  await transact([endListed(session), entryOf(asker, "session.end", login, { session: id })]);
}

/** In the place of the session that asks, with a login under which no other session counts. */
async function alone(asker: SessionAsker, login: Login, next: Login, more: readonly Write[]): Promise<string> {
  const { username, authVer } = next;
  const started = newSession({ username, authVer, from: fromOf(asker) }, asker.at);
  const former = asker.token === undefined ? [] : [endOf(asker.token)];
  await transactGuarded(guarded([changeLogin(login, next), started.write, ...former, ...more], lost));
  return started.token;
}

/** Ends every session but the one that asks, which goes on under the token that is returned. @throws Problem conflict */
export async function endOtherSessions(asker: SessionAsker): Promise<string> {
  const login = await loginOf(asker);
  const next = { ...login, authVer: login.authVer + 1 };
  return alone(asker, login, next, [entryOf(asker, "session.endOthers", login, {})]);
}

/** Tells the person, in case it was somebody else. */
async function toldOf(login: Login, next: Login, at: number): Promise<Write[]> {
  const email = await emailOf(login);
  if (!email) return [];
  const values = { username: login.username, at: minuteText(isoInstant(at)) };
  const order = { kind: "PASSWORD_CHANGED" as const, cause: `${login.subject} ${next.authVer}`, to: [email], values };
  return mailWrites({ ...order, ...accountOf(login) }, at);
}

/**
 * Sets another password for whoever knows the present one. Every other session ends; the one that asks goes on under the
 * token that is returned.
 * @throws Problem invalid with the field `password` for a wrong one, `newPassword` for one that breaks the rule; conflict,
 * rate_limited
 */
export async function changeOwnPassword(
  { password, newPassword }: { password: string; newPassword: string },
  asker: SessionAsker,
): Promise<string> {
  const login = await loginOf(asker);
  await provePassword(login, password, asker.ip, asker.at);
  const { kind, username } = login;
  const owner = { ...(await personOf(login)), kind, username };
  const passwordHash = await hashNewPassword(newPassword, owner, "newPassword");
  const next = { ...login, passwordHash, authVer: login.authVer + 1 };
  const entry = entryOf(asker, "password.set", login, { by: "OWN" });
  return alone(asker, login, next, [entry, ...(await toldOf(login, next, asker.at))]);
}
