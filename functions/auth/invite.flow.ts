import { auditEntry } from "../audit/audit.store.ts";
import { mailWrites } from "../mail/outbox.flow.ts";
import { isoInstant } from "../platform/clock.ts";
import { env } from "../platform/env.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import type { Principal } from "./access.ts";
import { emailOf } from "./addressee.flow.ts";
import { changeLogin, getLogin } from "./login.store.ts";
import { accountOf, type Login } from "./login.ts";
import { newLink } from "./one-time-link.store.ts";
import { addressOfLink, goodForMinutes, type Invitation, linkFor, type Purpose } from "./one-time-link.ts";
import { noPassword } from "./password.ts";
import { tokenHash } from "./token.ts";

const lost = "Someone else changed this login meanwhile. Please try again.";

async function mailOf(login: Login, sent: { purpose: Purpose; token: string; email: string | null }, at: number) {
  const { purpose, token, email } = sent;
  if (email === null) return [];
  const minutes = goodForMinutes[purpose];
  const of = { username: login.username, link: addressOfLink(env.PUBLIC_URL, login, token) };
  const to = { cause: tokenHash(token), to: [email], ...accountOf(login) };
  return purpose === "INVITATION"
    ? mailWrites({ ...to, kind: "INVITATION", values: { ...of, days: String(minutes / 1440) } }, at)
    : mailWrites({ ...to, kind: "PASSWORD_RESET", values: { ...of, minutes: String(minutes) } }, at);
}

/**
 * Makes a link by which the person sets a password, and mails it where an address is known. Somebody who has no password
 * yet has one invitation that counts: the newest. Whoever may call this for the login is for the caller to know; without
 * an actor it is the system itself, which deploys.
 * @throws Problem conflict for a login that is switched off, or changed meanwhile
 */
export async function invite(username: string, actor: Principal | undefined, at: number): Promise<Invitation> {
  const seen = await getLogin(username);
  if (!seen) throw new Problem("conflict", lost);
  if (!seen.enabled) throw new Problem("conflict", "This login is switched off. Let it sign in first.");
  const isNew = seen.passwordHash === noPassword;
  const purpose = isNew ? "INVITATION" : "RESET";
  const login = isNew ? { ...seen, authVer: seen.authVer + 1 } : seen;
  const link = linkFor(login, purpose, at);
  const { token, write } = newLink(link);
  const email = await emailOf(login);
  const { subject, account } = login;
  const after = { purpose, sentTo: email, expiresAt: isoInstant(link.expiresMs) };
  const change = { actor, action: "password.invite", subject, ...(account === null ? {} : { account }), after };
  const former: Write[] = isNew ? [changeLogin(seen, login)] : [];
  const mail = await mailOf(login, { purpose, token, email }, at);
  await transactGuarded(guarded([...former, write, auditEntry(change, at), ...mail], lost));
  return { purpose, link: addressOfLink(env.PUBLIC_URL, login, token), expiresAt: after.expiresAt, sentTo: email };
}
