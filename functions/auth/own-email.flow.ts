import { auditEntry } from "../audit/audit.store.ts";
import { changeCustomer, getCustomer } from "../customers/customer.store.ts";
import { mailWrites } from "../mail/outbox.flow.ts";
import { isoInstant } from "../platform/clock.ts";
import { env } from "../platform/env.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { changeReseller, getReseller } from "../resellers/reseller.store.ts";
import { getSettings } from "../settings/settings.store.ts";
import { minuteText } from "../time/minute-text.ts";
import { changeUser, getUser } from "../users/user.store.ts";
import type { Principal } from "./access.ts";
import { emailOf } from "./addressee.flow.ts";
import { countFromAddress } from "./attempts.store.ts";
import { getEmailLink, newEmailLink, useUpEmailLink } from "./email-link.store.ts";
import { addressOfEmailLink, emailLinkFor, goodForMinutes, isGoodFor, type NewOwnEmail } from "./email-link.ts";
import { getLogin } from "./login.store.ts";
import { accountOf, type Login } from "./login.ts";
import { loginBehind, ownLogin } from "./own-login.flow.ts";
import { provePassword } from "./prove.flow.ts";
import type { Asker } from "./second-factor.flow.ts";
import { tokenHash } from "./token.ts";

const wrong = (path: string, message: string): Problem =>
  new Problem("invalid", `Please correct: ${path}.`, { fields: [{ path, message }] });

/** Null for a key, which has none. */
export async function ownEmail(principal: Principal): Promise<string | null> {
  const login = await loginBehind(principal);
  return login ? emailOf(login) : null;
}

/** @throws Problem invalid for one that it has already, or that is longer than the operator lets a customer's be */
async function checkEmail(login: Login, email: string): Promise<void> {
  if ((await emailOf(login)) === email) throw wrong("email", "This is your address already.");
  if (login.kind !== "customer") return;
  const { emailMaxLength } = await getSettings();
  if (email.length > emailMaxLength) throw wrong("email", `Must be at most ${emailMaxLength} characters.`);
}

/**
 * Mails a link to the new address. The address in use stays until somebody who reads that mail follows it.
 * @throws Problem invalid for a wrong password or address, forbidden for a key, rate_limited
 */
export async function askForEmail({ email, password }: NewOwnEmail, { principal, ip, at }: Asker): Promise<void> {
  const login = await ownLogin(principal, "an address");
  await provePassword(login, password, ip, at);
  await checkEmail(login, email);
  const { token, write } = newEmailLink(emailLinkFor(login, email, at));
  const { subject, username } = login;
  const change = { actor: principal, action: "email.ask", subject, ...accountOf(login), after: { email } };
  const link = addressOfEmailLink(env.PUBLIC_URL, login, token);
  const values = { username, link, minutes: String(goodForMinutes) };
  const order = { kind: "EMAIL_CONFIRM" as const, cause: tokenHash(token), to: [email], values, ...accountOf(login) };
  await transactGuarded(
    guarded([write, auditEntry(change, at), ...(await mailWrites(order, at))], "Please try again."),
  );
}

const lost = "Something else of yours was changed at this moment. Please try again.";

/** The person's own item with the address, whoever it is. */
async function emailWrites({ kind, subject }: Login, email: string): Promise<Write[]> {
  switch (kind) {
    case "admin": {
      const seen = await getUser(subject);
      return seen ? [changeUser(seen, { ...seen, email, version: seen.version + 1 })] : [];
    }
    case "reseller": {
      const seen = await getReseller(subject);
      return seen ? [changeReseller(seen, { ...seen, email, version: seen.version + 1 })] : [];
    }
    case "customer": {
      const seen = await getCustomer(subject);
      return seen ? changeCustomer(seen, { ...seen, email, version: seen.version + 1 }) : [];
    }
  }
}

/** Tells the former address, in case it was somebody else. */
async function formerTold(login: Login, former: string | null, email: string, token: string, at: number) {
  if (former === null) return [];
  const values = { username: login.username, email, at: minuteText(isoInstant(at)) };
  const order = { kind: "EMAIL_CHANGED" as const, cause: tokenHash(token), to: [former], values };
  return mailWrites({ ...order, ...accountOf(login) }, at);
}

/**
 * Puts the new address in the place of the one before, and tells the former one.
 * @throws Problem not_found for a link that never was, was used, is too old, or that a change made worthless; conflict
 */
export async function confirmEmail(token: string, ip: string, at: number): Promise<string> {
  await countFromAddress(ip, at);
  const link = await getEmailLink(token);
  const login = link && (await getLogin(link.username));
  if (!link || !login || !isGoodFor(link, login, at))
    throw new Problem(
      "not_found",
      "This link does not count any more. It was used, is too old, or something changed since.",
    );
  const { email } = link;
  const former = await emailOf(login);
  const { subject, kind } = login;
  const change = { actor: { id: subject, kind }, action: "email.change", subject, ...accountOf(login) };
  const entry = auditEntry({ ...change, before: { email: former }, after: { email } }, at);
  const told = await formerTold(login, former, email, token, at);
  await transactGuarded(guarded([useUpEmailLink(token), ...(await emailWrites(login, email)), entry, ...told], lost));
  return email;
}
