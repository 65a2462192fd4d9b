import { auditEntry } from "../audit/audit.store.ts";
import { mailWrites } from "../mail/outbox.flow.ts";
import { isoInstant } from "../platform/clock.ts";
import { env } from "../platform/env.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { pauseMs } from "../platform/pause.ts";
import { isConflict, Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { minuteText } from "../time/minute-text.ts";
import { emailOf, personOf } from "./addressee.flow.ts";
import { countAsk, countFromAddress, forgetFailures } from "./attempts.store.ts";
import { changeLogin, getLogin } from "./login.store.ts";
import { accountOf, type Login } from "./login.ts";
import { hashNewPassword, passwordPolicyOf } from "./new-password.flow.ts";
import { getLink, newLink, useUpLink } from "./one-time-link.store.ts";
import { addressOfLink, goodForMinutes, isGood, type LinkReply, linkFor, type OneTimeLink } from "./one-time-link.ts";
import { tokenHash } from "./token.ts";

/** How long every answer takes, so that the clock does not tell a user name that exists from one that does not. */
const answerMs = 500;

/** A link and its mail, in one transaction. Nothing for whoever could not use it. */
async function sendLink(username: string, at: number): Promise<void> {
  const login = await getLogin(username);
  const email = login?.enabled ? await emailOf(login) : null;
  if (!login || !email) return;
  const { token, write } = newLink(linkFor(login, "RESET", at));
  const entry = auditEntry(
    { actor: undefined, action: "password.ask", subject: login.subject, ...accountOf(login) },
    at,
  );
  const values = {
    username: login.username,
    link: addressOfLink(env.PUBLIC_URL, login, token),
    minutes: String(goodForMinutes.RESET),
  };
  const order = { kind: "PASSWORD_RESET" as const, cause: tokenHash(token), to: [email], values, ...accountOf(login) };
  await transactGuarded(guarded([write, entry, ...(await mailWrites(order, at))], "Please try again."));
}

/**
 * Mails a link to whoever has the user name. The answer is the same, and takes as long, for one that nobody has, for a
 * login that is switched off, and where no address is known.
 * @throws Problem rate_limited when the user name was asked for too often, or the address asks too much
 */
export async function askForLink(username: string, ip: string, at: number): Promise<void> {
  await countAsk(username, ip, at);
  await Promise.all([sendLink(username, at), pauseMs(answerMs)]);
}

const noLink = () =>
  new Problem("not_found", "This link does not count any more. It was used, is too old, or something changed since.");

/** @throws Problem not_found, the same for one that never was, was used, is too old, or that a change made worthless */
async function goodLink(token: string, at: number): Promise<{ link: OneTimeLink; login: Login }> {
  const link = await getLink(token);
  const login = link && (await getLogin(link.username));
  if (!link || !login || !isGood(link, login, at)) throw noLink();
  return { link, login };
}

/** What the link opens, for the page to show. @throws Problem not_found, rate_limited */
export async function readLink(token: string, ip: string, at: number): Promise<LinkReply> {
  await countFromAddress(ip, at);
  const { link, login } = await goodLink(token, at);
  const passwordPolicy = await passwordPolicyOf(login.kind);
  return {
    username: login.username,
    purpose: link.purpose,
    expiresAt: isoInstant(link.expiresMs),
    passwordPolicy,
  };
}

/** Tells the person, in case it was somebody else. Who was invited knows. */
async function changedMail(login: Login, { purpose }: OneTimeLink, at: number): Promise<Write[]> {
  const email = purpose === "RESET" ? await emailOf(login) : null;
  if (!email) return [];
  const values = { username: login.username, at: minuteText(isoInstant(at)) };
  const cause = `${login.subject} ${login.authVer + 1}`;
  return mailWrites({ kind: "PASSWORD_CHANGED", cause, to: [email], values, ...accountOf(login) }, at);
}

/**
 * Sets the password and uses the link up. Every session of the login ends, and sign-ins that went wrong are forgotten; a
 * second factor stays.
 * @throws Problem not_found, rate_limited, invalid
 */
export async function setPassword(token: string, password: string, ip: string, at: number): Promise<void> {
  await countFromAddress(ip, at);
  const { link, login } = await goodLink(token, at);
  const { kind, username } = login;
  const passwordHash = await hashNewPassword(password, { ...(await personOf(login)), kind, username });
  const next = { ...login, passwordHash, authVer: login.authVer + 1 };
  const entry = auditEntry(
    {
      actor: { id: login.subject, kind: login.kind },
      action: "password.set",
      subject: login.subject,
      ...accountOf(login),
      before: {},
      after: { by: link.purpose },
    },
    at,
  );
  const writes = [changeLogin(login, next), useUpLink(token), entry, ...(await changedMail(login, link, at))];
  try {
    await transactGuarded(guarded(writes, "used"));
  } catch (error) {
    // Somebody used it at the same moment, or changed the login.
    if (isConflict(error)) throw noLink();
    throw error;
  }
  await forgetFailures(login.username);
}
